// SPDX-License-Identifier: Apache-2.0
import { readTail, run, sealLog } from "payments-journal";

import { entry, openedJournal, slot } from "../../../support/journal-world";

const beat = { admitted: 1, answered: 1, databaseWritable: true };

describe("the end of a log", () => {
  it("gives the last heartbeat, and where to go on", async () => {
    const journal = await openedJournal();
    for (let seq = 1; seq <= 600; seq += 1) {
      const heartbeat = seq % 100 === 50 ? { ...beat, admitted: seq } : undefined;
      await journal.putSlot("log", slot(seq, [], heartbeat));
    }
    const first = await run(readTail("log"), { journal });
    expect(first).toEqual({
      log: "log",
      position: 600,
      heartbeat: { ...beat, admitted: 550 },
      heartbeatAt: 550,
      sealed: false,
    });
    expect(await run(readTail("log", first.position), { journal })).toEqual({
      log: "log",
      position: 600,
      sealed: false,
    });
  });

  it("sees a heartbeat beyond a hole, and comes back for the hole", async () => {
    const journal = await openedJournal();
    await journal.putSlot("log", slot(1, []));
    await journal.putSlot("log", slot(3, [], beat));
    const tail = await run(readTail("log"), { journal });
    expect(tail).toMatchObject({ position: 1, heartbeatAt: 3, sealed: false });
    await run(sealLog(entry("log"), { by: "controller", epoch: 1 }), { journal });
    const later = await run(readTail("log", tail.position), { journal });
    expect(later).toMatchObject({ position: 3, heartbeatAt: 3, sealed: true });
  });

  it("says nothing of a log without slots", async () => {
    const journal = await openedJournal();
    const tail = await run(readTail("log"), { journal });
    expect(tail).toEqual({ log: "log", position: 0, sealed: false });
  });
});
