// SPDX-License-Identifier: Apache-2.0
import { readRegistry, retiredEpochs, run } from "payments-journal";
import { Housekeeper } from "../../../../services/failover/watch/housekeeping";
import { attended, FailoverWorld, Hand, orderOf } from "../../../support/failover-world";

const logs = ["1#a", "1#b", "1#c"];

/** Three logs of three slots each, of which the standby has the second ones, and their housekeeper. */
async function kept() {
  const world = await FailoverWorld.founded();
  const { journal, acknowledged } = world;
  const standby = world.regions.of("eu-west-1");
  const live = async (epoch = 1) =>
    (await run(readRegistry(epoch), world.ports)).logs.map(({ entry }) => entry.log).sort();
  return {
    ...{ world, journal, live },
    keeper: new Housekeeper({ journal, standby, name: "keeper" }),
    /** Lets the standby have all of some logs. */
    reach: (...names: string[]) => {
      const has = (operation: string) => names.some((name) => operation.startsWith(name));
      standby.records.push(...acknowledged.filter(({ operation }) => has(operation)));
    },
    checkpoints: () => Promise.all(logs.map((log) => journal.readCheckpoint(log))),
    slots: async (log: string) =>
      (await journal.readSlots(log, 1, 9)).map(({ seq, content }) => `${seq} ${content.kind}`),
  };
}

describe("Housekeeper", () => {
  it("moves checkpoints over what the standby has without a gap", async () => {
    const { keeper, reach, checkpoints } = await kept();
    reach("1#a", "1#b/1");
    await keeper.checkpoint(1);
    expect(await checkpoints()).toEqual([3, 2, 0]);
  });

  it("takes a log off the registry when it is sealed and applied to its end, and not before", async () => {
    const { keeper, reach, live } = await kept();
    reach("1#a");
    await keeper.seal(1, new Set(["1#b"]));
    await keeper.checkpoint(1);
    expect(await live()).toEqual(logs);
    await keeper.seal(1, new Set(["1#a"]));
    await keeper.checkpoint(1);
    expect(await live()).toEqual(["1#b", "1#c"]);
  });

  it("goes on with earlier epochs until all of them is applied, and then leaves them alone", async () => {
    const { world, journal, keeper, reach, live } = await kept();
    await new Hand(attended(orderOf("a", "roll")), world).until();
    reach("1#a", "1#b");
    await keeper.checkpoint(2);
    expect(await live()).toEqual(["1#c"]);
    expect(await journal.readCheckpoint(retiredEpochs)).toBe(0);
    reach("1#c");
    await keeper.checkpoint(2);
    expect(await live()).toEqual([]);
    expect(await journal.readCheckpoint(retiredEpochs)).toBe(1);
    const read = jest.spyOn(journal, "readShard");
    await keeper.checkpoint(2);
    expect(new Set(read.mock.calls.map(([epoch]) => epoch))).toEqual(new Set([2]));
  });

  it("seals the logs that are abandoned, in its own name, and no others", async () => {
    const { journal, keeper, slots } = await kept();
    await keeper.seal(1, new Set(["1#b", "1#gone"]));
    expect(await Promise.all(logs.map(slots))).toEqual([
      ["1 batch", "2 batch", "3 batch"],
      ["1 batch", "2 batch", "3 batch", "4 seal"],
      ["1 batch", "2 batch", "3 batch"],
    ]);
    expect((await journal.readSlots("1#b", 4, 1))[0]?.content).toMatchObject({ by: "keeper" });
  });

  it("asks the journal nothing when no log is abandoned", async () => {
    const { journal, keeper } = await kept();
    const read = jest.spyOn(journal, "readShard");
    await keeper.seal(1, new Set());
    expect(read).not.toHaveBeenCalled();
  });

  it("deletes slots that are applied and old, and leaves their seals", async () => {
    const { world, journal, keeper, reach, slots } = await kept();
    await new Hand(attended(orderOf("a", "roll")), world).until();
    reach(...logs);
    await keeper.checkpoint(2);
    const control = await world.control();
    const later = (epoch: number) => ({ ...control, epoch, revision: control.revision });
    await journal.replaceControl(later(36), control.revision);
    expect(await keeper.trim()).toBe(0);
    await journal.replaceControl(later(37), control.revision);
    expect(await keeper.trim()).toBe(9);
    expect(await Promise.all(logs.map(slots))).toEqual([["4 seal"], ["4 seal"], ["4 seal"]]);
  });

  it("states how long a failover would take, less what is checkpointed", async () => {
    const { keeper, reach } = await kept();
    const times = { detection: 10, sealOfLog: 100, promotion: 1_000, replayOfSlot: 1, opening: 0 };
    expect(await keeper.bound(1, times, 1_319)).toMatchObject({
      backlog: { logs: 3, slots: 9 },
      bound: 1_319,
      state: "near",
    });
    reach(...logs);
    await keeper.checkpoint(1);
    const { bound, state } = await keeper.bound(1, times, 1_309);
    expect([bound, state]).toEqual([1_310, "exceeded"]);
  });
});
