// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { monotonic } from "../clock";
import { historyLines } from "../history/lines";
import { startLoad } from "../load/load";
import type { LoadSettings } from "../load/settings";
import { startNetwork, type Network } from "../network/network";
import { freePort, LocalServer, loopback, startPostgres, type Postgres } from "../parts";
import { removeFolder } from "../parts/folder";
import { typescript } from "../parts/typescript";
import type { BaselineResult } from "../report/results";

/** A way to do without the journal, and what is done to it. */
export interface BaselineCase {
  readonly kind: "asynchronous replica" | "synchronous replica";
  readonly fault: "killed" | "partition";
  /** Milliseconds that the replica applies late. @default 0 */
  readonly applyDelay?: number;
}

export interface BaselineSettings {
  /** Payments per second. */
  readonly rate: number;
  readonly seed: number;
  /** Milliseconds of load before the fault. */
  readonly duration: number;
}

/** Each in the same run as the drill's scenarios. */
export const baselineCases: readonly BaselineCase[] = [
  { kind: "asynchronous replica", fault: "killed" },
  { kind: "asynchronous replica", fault: "partition" },
  { kind: "synchronous replica", fault: "killed" },
];

const old = "us-east-1";
const other = "eu-west-1";

/** Until somebody gives the old region up, in milliseconds: the drill's detector takes as long. */
const detection = 3_000;

/** While connections are made, in milliseconds; not measured. */
const warmUp = 2_000;

/**
 * Runs the load against a database without a journal, loses the region, promotes the replica, and
 * counts the acknowledged payments that it does not have.
 */
export async function runBaseline(
  one: BaselineCase,
  settings: BaselineSettings,
): Promise<BaselineResult> {
  const running: { stop(): Promise<void> }[] = [];
  const folder = mkdtempSync(join(tmpdir(), "baseline-"));
  try {
    const network = await startNetwork();
    running.push(network);
    const { primary, standby } = await databases(one, network, running);
    const writer = await startWriter(primary, running);
    const file = join(folder, "history.jsonl");
    const load = await startLoad(loadOf(writer.port, file, settings));
    await sleep(warmUp);
    await load.measure();
    await sleep(settings.duration);
    const { took, ended, p50, p99 } = await load.measure();
    if (one.fault === "killed") {
      await Promise.all([writer.kill(), primary.kill()]);
      await network.kill(old);
    } else {
      await network.part(old, other);
      await sleep(detection);
    }
    await standby.promote();
    await load.settle(0);
    const { acknowledged, lost } = await compare(file, standby);
    return {
      kind: one.kind,
      fault:
        one.fault === "killed"
          ? "the region was killed"
          : "the regions could not reach each other for 3 s, and the old one went on",
      acknowledged,
      lost,
      rate: ended / (took / 1_000),
      p50,
      p99,
    };
  } finally {
    for (const part of running.reverse()) await part.stop();
    removeFolder(folder);
  }
}

async function databases(
  { kind, applyDelay }: BaselineCase,
  network: Network,
  running: { stop(): Promise<void> }[],
): Promise<{ readonly primary: Postgres; readonly standby: Postgres }> {
  const primary = await startPostgres({ name: old });
  running.push(primary);
  await primary.query(
    `CREATE TABLE baseline_payments (key text PRIMARY KEY, amount bigint NOT NULL);
     CREATE TABLE baseline_postings (key text, account text, amount bigint NOT NULL)`,
  );
  const { host, port } = primary;
  const through = await network.link({ from: other, to: old, host, port });
  const standby = await primary.createStandby({
    name: "standby",
    through,
    ...(applyDelay !== undefined && { applyDelay }),
  });
  running.push(standby);
  if (kind === "synchronous replica") await primary.waitFor("standby");
  return { primary, standby };
}

async function startWriter(
  primary: Postgres,
  running: { stop(): Promise<void> }[],
): Promise<LocalServer> {
  const port = await freePort();
  const writer = new LocalServer({
    name: "baseline-writer",
    // A commit that waits for the other region keeps its connection for a round trip.
    ...typescript(join(__dirname, "writer.ts"), [String(port), primary.url, "250"]),
    folder: mkdtempSync(join(tmpdir(), "baseline-writer-")),
    port,
    answers: () => fetch(`http://${loopback}:${port}/`, { signal: AbortSignal.timeout(2_000) }),
  });
  running.push(writer);
  await writer.start();
  return writer;
}

function loadOf(port: number, file: string, { rate, seed }: BaselineSettings): LoadSettings {
  return {
    regions: [
      { name: old, urls: [`http://${loopback}:${port}`] },
      { name: other, urls: [] },
    ],
    apiKey: "none",
    file,
    origin: monotonic(),
    seed,
    rate,
    processors: ["stripe"],
    mix: { refund: 0, read: 0, otherBody: 0, declined: 0, wrongRegion: 0 },
    patience: 3_000,
  };
}

/** What clients were told, against what the promoted database has. */
async function compare(
  file: string,
  database: Postgres,
): Promise<{ readonly acknowledged: number; readonly lost: number }> {
  const told = new Set<string>();
  for await (const line of historyLines(file)) {
    if (!("event" in line) || line.event.operation.kind !== "pay") continue;
    if (line.event.told?.result === "succeeded") told.add(line.event.operation.key);
  }
  const { rows } = await database.query("SELECT key FROM baseline_payments");
  const kept = new Set(rows.map((row) => row["key"]));
  return { acknowledged: told.size, lost: [...told].filter((key) => !kept.has(key)).length };
}
