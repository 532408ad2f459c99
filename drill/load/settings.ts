// SPDX-License-Identifier: Apache-2.0
import type { ProcessorName } from "../../services/payments-api/operations/processor";

/** A region as clients know it. */
export interface ClientRegion {
  readonly name: string;
  /** Base URLs of its processes; a client takes any. */
  readonly urls: readonly string[];
}

/** Shares of all arrivals, from 0 to 1; what remains pays. */
export interface Mix {
  readonly refund: number;
  readonly read: number;
  /** Uses the key of an earlier payment for another one. */
  readonly otherBody: number;
  /** Of payments: those that the processor declines. */
  readonly declined: number;
  /** Of tries: those that go to the region that the name does not say. */
  readonly wrongRegion: number;
}

/** What the clients do. */
export interface LoadSettings {
  /** The first is where the name points at the beginning. */
  readonly regions: readonly [ClientRegion, ClientRegion];
  /** Answers 200 when the first region is retired: then the name points at the second. */
  readonly latchUrl?: string;
  readonly apiKey: string;
  /** File of the history, a JSON line for each event. */
  readonly file: string;
  /** What counts as 0 in the history, by `monotonic()`. */
  readonly origin: number;
  readonly seed: number;
  /** Arrivals in each second. */
  readonly rate: number;
  readonly processors: readonly ProcessorName[];
  readonly mix: Mix;
  /** Milliseconds until a client gives up a try, without knowing what became of it. */
  readonly patience: number;
}

/** What a scenario's clients do when nothing else is said. */
export const usualMix: Mix = {
  refund: 0.05,
  read: 0.1,
  otherBody: 0.005,
  declined: 0.02,
  wrongRegion: 0.02,
};

/** What was seen of the load, since it began or since `measure` was called. */
export interface LoadSummary {
  /** Milliseconds that it covers. */
  readonly took: number;
  /** Operations begun, reads left out. */
  readonly begun: number;
  /** Operations that were told their end. */
  readonly ended: number;
  /** Operations that still try. */
  readonly open: number;
  /** Operations that were never sent, because too many were under way. */
  readonly unsent: number;
  /** Milliseconds from the intended start to the final answer. */
  readonly p50: number;
  readonly p99: number;
}
