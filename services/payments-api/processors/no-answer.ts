// SPDX-License-Identifier: Apache-2.0
import { Unavailable } from "payments-journal";

import type { ProcessorName } from "../operations/processor";

/** Why a processor's answer is not known. */
export type NoAnswerKind =
  /** No connection, or one that broke. */
  | "unreachable"
  /** Nothing came in time. */
  | "timeout"
  /** The same key is being worked on by an earlier request. */
  | "in-progress"
  /** Asked to slow down. */
  | "limited"
  /** An error of its own. */
  | "failed"
  /** Something came that can't be understood, or does not fit the request. */
  | "unreadable"
  /** Our credentials are not accepted: our mistake, says nothing of the payment. */
  | "credentials"
  /** The key, or the payment, was used with another request: a mistake that a person must look at. */
  | "key-conflict"
  /** Refused for a reason that may pass: not a decline, since the same request may succeed later. */
  | "refused"
  /** Not even asked: it failed too often just now. */
  | "open"
  /** Not even asked: the request was made for another account or endpoint. */
  | "other-scope";

const words: Readonly<Record<NoAnswerKind, string>> = {
  unreachable: "can't be reached",
  timeout: "did not answer in time",
  "in-progress": "is still working on an earlier request with the same key",
  limited: "asks to slow down",
  failed: "failed",
  unreadable: "gave an answer that can't be understood or does not fit the request",
  credentials: "does not accept our credentials",
  "key-conflict": "knows the key or the payment with another request",
  refused: "refused for a reason that may pass",
  open: "failed too often just now and is not asked",
  "other-scope": "is set up here for another account or endpoint than the request was made for",
};

/** What says that our own set-up is wrong, and waiting does not help: to be logged as an error. */
const mistakes: ReadonlySet<NoAnswerKind> = new Set(["credentials", "key-conflict", "other-scope"]);

/**
 * A processor's answer is not known, and why. The message holds nothing of the request or the answer
 * but statuses and codes, so that no token gets into a log.
 */
export class NoAnswer extends Unavailable {
  /** @param code the processor's own code or status, shown when it is one plain word */
  constructor(
    readonly processor: ProcessorName,
    readonly kind: NoAnswerKind,
    code?: string | number,
  ) {
    const shown = plainCode(code);
    super(`${processor} ${words[kind]}${shown === undefined ? "" : ` (${shown})`}`);
  }

  /** Whether a person must look at it at once. */
  get isMistake(): boolean {
    return mistakes.has(this.kind);
  }
}

/** A code that may be shown: one short word. Processors' sentences, and their ids, may give a token away. */
export function plainCode(code: string | number | undefined): string | undefined {
  const text = String(code ?? "");
  return /^(?:[A-Za-z_]{1,64}|\d{3,4})$/.test(text) ? text : undefined;
}
