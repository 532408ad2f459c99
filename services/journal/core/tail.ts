// SPDX-License-Identifier: Apache-2.0
import { assertReadable } from "./codec";
import type { Procedure } from "./procedure";
import { port } from "./procedure";
import type { Heartbeat, JournalStore, Position } from "./store";

const journal = port<JournalStore>("journal");

/** Slots looked at when nothing is known yet: about a second of a busy writer. */
const firstLook = 256;

/** What the end of a log says of its writer. */
export interface Tail {
  readonly log: string;
  /** Up to here no slot is missing; hand it back to read on from there. */
  readonly position: Position;
  /** The last heartbeat among the slots read. @default - none among them */
  readonly heartbeat?: Heartbeat;
  /** Its slot: it rises with each heartbeat, also when two say the same. */
  readonly heartbeatAt?: Position;
  /** Whether a seal was among them. */
  readonly sealed: boolean;
}

/**
 * Reads the end of a log for its heartbeats. It tells whether a writer lives, and nothing about what is
 * acknowledged: it looks across holes, and comes back to them the next time.
 *
 * @param after the position from the last time @default - a second's worth of slots from the end
 */
export function* readTail(log: string, after?: Position): Procedure<Tail> {
  const start =
    after ?? Math.max(0, (yield* journal("H1.highest-slot").highestSlot(log)) - firstLook);
  let tail: Tail = { log, position: start, sealed: false };
  let next = start + 1;
  for (;;) {
    const slots = yield* journal("H2.read-slots").readSlots(log, next, firstLook);
    for (const { seq, content } of slots) {
      next = seq + 1;
      assertReadable(content.format, `log ${log}, slot ${seq}`);
      const heartbeat = content.kind === "batch" ? content.heartbeat : undefined;
      tail = {
        ...tail,
        position: seq === tail.position + 1 ? seq : tail.position,
        sealed: tail.sealed || content.kind === "seal",
        ...(heartbeat && { heartbeat, heartbeatAt: seq }),
      };
    }
    if (slots.length < firstLook) return tail;
  }
}
