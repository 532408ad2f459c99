// SPDX-License-Identifier: Apache-2.0
import { checkpointEpoch, run } from "payments-journal";
import type { ChangeOrder } from "payments-journal";
import { attended, FailoverWorld, Hand, orderOf } from "../../../../support/failover-world";

async function changed(world: FailoverWorld, kind: ChangeOrder["kind"] = "roll"): Promise<void> {
  await new Hand(attended(orderOf("a", kind)), world).until();
}

const back = { epoch: 2, active: "us-east-1" };
const inEurope = { epoch: 2, active: "eu-west-1" };

describe("a roll", () => {
  it("replays: the database may have lost a commit that the journal has", async () => {
    const world = await FailoverWorld.founded();
    world.regions.of("us-east-1").records.length = 0;
    await changed(world);
    expect(await world.faults(back)).toEqual([]);
  });

  it.each<[ChangeOrder["kind"], string, string[]]>([
    [
      "roll",
      "does not bring back what only the standby had: checkpoints skip it",
      ["lost 1#a/1", "lost 1#a/2"],
    ],
    ["failover", "loses nothing", []],
  ])("over a database that came back empty: a %s %s", async (kind, _, faults) => {
    const world = await FailoverWorld.founded();
    const [america, europe] = [world.regions.of("us-east-1"), world.regions.of("eu-west-1")];
    europe.records.push(...world.acknowledged.slice(0, 1));
    await run(checkpointEpoch(1), { journal: world.journal, standby: europe });
    america.records.length = 0;
    await changed(world, kind);
    expect(await world.faults(kind === "roll" ? back : inEurope)).toEqual(faults);
  });

  it.each<[string, number, string[]]>([
    ["is paged when it mended something", 1, ["roll done: us-east-1 writes in epoch 2"]],
    ["pages nobody when it found nothing to mend, as each day", 0, []],
  ])("%s", async (_, lost, pages) => {
    const world = await FailoverWorld.founded();
    world.regions.of("us-east-1").records.length -= lost;
    await changed(world);
    expect(world.regions.pages).toEqual(pages);
  });

  it("is paged when a failover came to it, though nothing was to mend", async () => {
    const world = await FailoverWorld.founded();
    world.regions.promotions = ["refused"];
    await changed(world, "failover");
    expect(world.regions.pages).toContain("roll done: us-east-1 writes in epoch 2");
  });
});
