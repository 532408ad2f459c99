// SPDX-License-Identifier: Apache-2.0
import { assertReadable } from "./codec";
import type { Procedure } from "./procedure";
import { port } from "./procedure";
import { formatVersion } from "./records";
import type { RegisteredLog } from "./registry";
import { closeRegistry } from "./registry";
import type { JournalStore, LogEntry, Position, Seal } from "./store";
import { Unavailable } from "./store";

const journal = port<JournalStore>("journal");

/** Slots asked for at a time. */
const pageSlots = 128;

/** Lost races after which a log is left for the next run: its writer is alive, and faster. */
const raceLimit = 1000;

/** Whoever seals, and in which epoch. */
export interface Sealer {
  readonly by: string;
  readonly epoch: number;
}

/** A log, and the slot that ends it. */
export interface SealedLog extends RegisteredLog {
  readonly seal: Position;
}

/**
 * Ends an epoch: closes its registry, then seals every log in it. When it returns, nothing of that
 * epoch can be acknowledged any more, anywhere. Safe to run again, by two, and after a crash.
 *
 * @throws Unavailable when the journal can't say; run it again
 */
export function* sealEpoch(epoch: number, by: string): Procedure<SealedLog[]> {
  const sealed: SealedLog[] = [];
  for (const log of yield* closeRegistry(epoch)) {
    sealed.push({ ...log, seal: yield* sealLog(log.entry, { by, epoch }) });
  }
  return sealed;
}

/**
 * Ends a log by a seal in its lowest free slot, and says where that is. All slots below it are taken,
 * so nothing that comes late can fall in between. Of a log that is sealed it says where.
 *
 * A slot is free only above what the writer has acknowledged, and its highest is at most its window
 * above that. So all free slots are found when the search begins a window below the highest: the
 * window that this writer registered, whatever the sealer's own may be.
 *
 * @throws Unavailable when the journal can't say, or the writer took every slot first; run it again
 */
export function* sealLog(entry: LogEntry, sealer: Sealer): Procedure<Position> {
  const { log, window } = entry;
  const highest = yield* journal("F2.highest-slot").highestSlot(log);
  let from = Math.max(1, highest - window);
  const content: Seal = { kind: "seal", ...sealer, format: formatVersion };
  for (let race = 0; race < raceLimit; race += 1) {
    const end = yield* findEnd(log, from);
    if (end.sealed) return end.seq;
    const taken = yield* journal("F2.put-seal").putSlot(log, { seq: end.seq, content });
    if (taken === "put" || taken.content.kind === "seal") return end.seq;
    // The writer was faster; all below is taken, so the next free slot is above.
    from = end.seq + 1;
  }
  throw new Unavailable(`log ${log} was not sealed: its writer took ${raceLimit} slots first`);
}

/** The lowest slot from `from` that is free, or the seal. */
function* findEnd(log: string, from: Position): Procedure<{ seq: Position; sealed: boolean }> {
  let free = from;
  let next = from;
  for (;;) {
    const slots = yield* journal("F2.scan").readSlots(log, next, pageSlots);
    for (const slot of slots) {
      assertReadable(slot.content.format, `log ${log}, slot ${slot.seq}`);
      // Slots below a seal are free only once they were trimmed, so it counts wherever it is.
      if (slot.content.kind === "seal") return { seq: slot.seq, sealed: true };
      if (slot.seq === free) free += 1;
      next = slot.seq + 1;
    }
    if (slots.length < pageSlots) return { seq: free, sealed: false };
  }
}
