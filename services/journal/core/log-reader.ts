// SPDX-License-Identifier: Apache-2.0
import { verifySlot } from "./codec";
import { JournalDamaged } from "./journal-damaged";
import type { Procedure } from "./procedure";
import { port } from "./procedure";
import type { Batch, JournalStore, Position } from "./store";

const journal = port<JournalStore>("journal");

/** Slots asked for at a time. */
const pageSlots = 128;

/** A slot with records that was read and verified. */
export interface VerifiedBatch {
  readonly seq: Position;
  readonly batch: Batch;
}

/** Part of a log, from the slot asked for up to a hole or its seal. */
export interface LogPart {
  readonly batches: readonly VerifiedBatch[];
  /** The seal's slot, when the part reaches it. */
  readonly seal?: Position;
}

/**
 * Reads a log upwards from a slot, at most `limit` slots, up to the first hole or the seal, and
 * verifies each slot: format, count, checksum, and that one writer wrote all.
 *
 * @throws JournalDamaged, NewerFormat
 */
export function* readLog(log: string, from: Position, limit: number): Procedure<LogPart> {
  const batches: VerifiedBatch[] = [];
  let next = from;
  while (batches.length < limit) {
    const page = Math.min(pageSlots, limit - batches.length);
    const slots = yield* journal("F4.read-slots").readSlots(log, next, page);
    for (const slot of slots) {
      if (slot.seq !== next) return { batches };
      verifySlot(log, slot);
      if (slot.content.kind === "seal") return { batches, seal: slot.seq };
      assertOneWriter(log, batches, slot.content);
      batches.push({ seq: slot.seq, batch: slot.content });
      next += 1;
    }
    if (slots.length < page) break;
  }
  return { batches };
}

function assertOneWriter(log: string, batches: readonly VerifiedBatch[], batch: Batch): void {
  const writer = batches[0]?.batch.writer ?? batch.writer;
  if (batch.writer !== writer) {
    throw new JournalDamaged(`log ${log}: is written by both ${writer} and ${batch.writer}`);
  }
}
