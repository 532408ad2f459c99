// SPDX-License-Identifier: Apache-2.0
import { register, registryShards, run, shardOf, Unavailable } from "payments-journal";

import { entry, openedJournal } from "../../../support/journal-world";
import { MemoryJournal } from "../../../support/memory-journal";

describe("registration", () => {
  it("gives the epoch in which the region writes, and enters the log with its window", async () => {
    const journal = await openedJournal();
    expect(await run(register("us-east-1", entry("a", 9)), { journal })).toBe(1);
    const shard = await journal.readShard(1, shardOf("a"));
    expect(shard?.logs).toEqual([entry("a", 9)]);
  });

  it("refuses when another region writes", async () => {
    const journal = await openedJournal();
    expect(await run(register("eu-west-1", entry("a")), { journal })).toBe("not-active");
    expect((await journal.readShard(1, shardOf("a")))?.logs).toEqual([]);
  });

  it("refuses while the epoch is ending", async () => {
    const journal = await openedJournal();
    await journal.replaceControl(
      { epoch: 1, phase: "SEALING", active: "us-east-1", revision: 2 },
      1,
    );
    expect(await run(register("us-east-1", entry("a")), { journal })).toBe("not-active");
  });

  it("refuses where nothing was ever set up", async () => {
    const journal = new MemoryJournal();
    expect(await run(register("us-east-1", entry("a")), { journal })).toBe("not-active");
  });

  it("refuses when the shard is closed, or was never made", async () => {
    const closed = await openedJournal();
    await closed.closeShard(1, shardOf("a"));
    expect(await run(register("us-east-1", entry("a")), { journal: closed })).toBe("not-active");
    const absent = new MemoryJournal();
    await absent.createControl({ epoch: 1, phase: "ACTIVE", active: "us-east-1", revision: 1 });
    expect(await run(register("us-east-1", entry("a")), { journal: absent })).toBe("not-active");
  });

  it("refuses a log that was taken off already: a late registration does not bring it back", async () => {
    const journal = await openedJournal([entry("a")]);
    await journal.removeLog(1, shardOf("a"), "a");
    expect(await run(register("us-east-1", entry("a")), { journal })).toBe("not-active");
  });

  it("tries again when the answer does not come, and gives up after three tries", async () => {
    const journal = await openedJournal();
    const registering = jest.spyOn(journal, "register");
    registering.mockRejectedValueOnce(new Unavailable("lost"));
    expect(await run(register("us-east-1", entry("a")), { journal })).toBe(1);
    registering.mockClear();
    registering.mockRejectedValue(new Unavailable("lost"));
    await expect(run(register("us-east-1", entry("b")), { journal })).rejects.toThrow(Unavailable);
    expect(registering).toHaveBeenCalledTimes(3);
  });

  it("spreads logs over all shards", () => {
    const shards = new Set(Array.from({ length: 400 }, (_, index) => shardOf(`api-${index}`)));
    expect([...shards].sort((a, b) => a - b)).toEqual([...Array(registryShards).keys()]);
  });
});
