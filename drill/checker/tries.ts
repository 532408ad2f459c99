// SPDX-License-Identifier: Apache-2.0
import type { ClientEvent, History, Operation } from "../history/event";

/** What changes something: all but reads. */
export type Change = Exclude<Operation, { kind: "read" }>;

/** A request from its beginning to its end. */
export interface Try {
  readonly operation: Operation;
  readonly region: string;
  readonly began: ClientEvent;
  /** None when the history ended first: as honest as `unknown`. */
  readonly ended?: ClientEvent;
}

/** A try of a payment or refund. */
export interface ChangeTry extends Try {
  readonly operation: Change;
}

/** Somebody was told how an operation ended, in answer to it or to a read. */
export interface Acknowledgement {
  readonly key: string;
  readonly kind: Change["kind"];
  readonly result: "succeeded" | "declined";
  readonly try: Try;
  readonly ended: ClientEvent;
}

/**
 * Puts beginnings and ends together.
 *
 * @throws Error when the history is not one: an end without a beginning, or two of one try
 */
export function triesOf({ events }: History): Try[] {
  const open = new Map<string, ClientEvent>();
  const ends = new Map<string, ClientEvent>();
  for (const event of events) {
    const { attempt, type } = event;
    const known = type === "invoke" ? open : ends;
    if (known.has(attempt)) throw new Error(`the history has two "${type}" of try ${attempt}`);
    known.set(attempt, event);
  }
  for (const attempt of ends.keys()) {
    if (!open.has(attempt)) throw new Error(`the history has the end of try ${attempt} only`);
  }
  return [...open.values()].map((began) => {
    const { operation, region, attempt } = began;
    const ended = ends.get(attempt);
    return { operation, region, began, ...(ended !== undefined && { ended }) };
  });
}
