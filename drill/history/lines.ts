// SPDX-License-Identifier: Apache-2.0
import { once } from "node:events";
import { createReadStream, createWriteStream, type WriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";

import { z } from "zod";

import {
  momentNames,
  type ClientEvent,
  type History,
  type LedgerEntry,
  type Moment,
  type StoredOperation,
} from "./event";

const change = { key: z.string(), amount: z.number(), body: z.string() };
const event = z.strictObject({
  type: z.enum(["invoke", "ok", "unknown"]),
  attempt: z.string(),
  at: z.number(),
  region: z.string(),
  operation: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("pay"), ...change }),
    z.strictObject({ kind: z.literal("refund"), of: z.string(), ...change }),
    z.strictObject({ kind: z.literal("read"), of: z.string() }),
  ]),
  told: z
    .strictObject({
      status: z.number(),
      id: z.string().optional(),
      result: z.string().optional(),
      amount: z.number().optional(),
      refunded: z.number().optional(),
    })
    .optional(),
});
const kind = z.enum(["charge", "refund"]);
const ledger = z.strictObject({
  processor: z.string(),
  kind,
  idempotencyKey: z.string(),
  operation: z.string(),
  payment: z.string(),
  amount: z.number(),
  at: z.number(),
});
const stored = z.strictObject({
  operation: z.string(),
  payment: z.string(),
  kind,
  key: z.string(),
  status: z.string(),
  amount: z.number(),
});
const moment = z.strictObject({
  at: z.number(),
  what: z.enum(momentNames),
  region: z.string().optional(),
  epoch: z.number().optional(),
  detail: z.string().optional(),
});
const lineShape = z.union([
  z.strictObject({ event }),
  z.strictObject({ ledger }),
  z.strictObject({ stored }),
  z.strictObject({ moment }),
]);

/** One line of a history's file. */
export type HistoryLine =
  | { readonly event: ClientEvent }
  | { readonly ledger: LedgerEntry }
  | { readonly stored: StoredOperation }
  | { readonly moment: Moment };

/**
 * Writes a history line by line. What the disk has not taken yet is bounded: `write` waits when it
 * falls behind.
 */
export class HistoryWriter {
  private readonly stream: WriteStream;
  private failure: Error | undefined;

  /** @param path - file that is made, or added to by another part of the same drill */
  constructor(path: string) {
    this.stream = createWriteStream(path, { flags: "a" });
    this.stream.on("error", (error) => (this.failure = error));
  }

  /** @throws Error of the file system, of this write or an earlier one */
  async write(line: HistoryLine): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    if (!this.stream.write(`${JSON.stringify(line)}\n`)) await once(this.stream, "drain");
  }

  /** Settles when everything is in the file. @throws Error of the file system */
  async close(): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    this.stream.end();
    await finished(this.stream);
  }
}

/**
 * Reads a history's lines one after the other, with no more of the file in memory than a buffer.
 *
 * @throws Error when a line is none of a history, with its number: half a history proves nothing
 */
export async function* historyLines(path: string): AsyncGenerator<HistoryLine> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity });
  let number = 0;
  for await (const text of lines) {
    number += 1;
    yield parsed(text, `${path}:${number}`);
  }
}

/** Reads whole histories, each part of which may stand in a file of its own. */
export async function readHistory(
  paths: readonly string[],
  { scenario, seed }: Pick<History, "scenario" | "seed">,
): Promise<History> {
  const events: ClientEvent[] = [];
  const ledgerEntries: LedgerEntry[] = [];
  const operations: StoredOperation[] = [];
  const moments: Moment[] = [];
  for (const path of paths) {
    for await (const line of historyLines(path)) {
      if ("event" in line) events.push(line.event);
      else if ("ledger" in line) ledgerEntries.push(line.ledger);
      else if ("stored" in line) operations.push(line.stored);
      else moments.push(line.moment);
    }
  }
  return { scenario, seed, events, ledger: ledgerEntries, stored: operations, moments };
}

function parsed(text: string, where: string): HistoryLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`${where}: is not JSON: ${text.slice(0, 80)}`);
  }
  const result = lineShape.safeParse(value);
  if (result.success) return result.data;
  throw new Error(`${where}: is no line of a history:\n${z.prettifyError(result.error)}`);
}
