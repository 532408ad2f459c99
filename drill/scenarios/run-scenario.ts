// SPDX-License-Identifier: Apache-2.0
import { copyFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { checkHistory } from "../checker/check-history";
import type { CheckResult } from "../checker/promise";
import { monotonic } from "../clock";
import type { History, StoredOperation } from "../history/event";
import { HistoryWriter, readHistory } from "../history/lines";
import { startLoad, type Load } from "../load/load";
import { usualMix, type LoadSettings, type LoadSummary } from "../load/settings";
import { readBound } from "../platform/api";
import { merchant } from "../platform/founding";
import { firstRegion, otherRegion, regionNames, type RegionName } from "../platform/places";
import type { Platform } from "../platform/platform";
import { scenarioResult } from "../report/scenario-result";
import type { ScenarioResult } from "../report/results";
import { momentsFromLogs } from "./moments";
import type { Scenario } from "./scenario";
import { Stage } from "./stage";

export interface ScenarioSettings {
  /** Operations per second. */
  readonly rate: number;
  readonly seed: number;
  /** Where histories and logs go. */
  readonly folder: string;
  /** Milliseconds of undisturbed load that are measured, before anything is done. */
  readonly steady: number;
  /** Told what is going on. */
  readonly log: (text: string) => void;
}

/** What a scenario came to. */
export interface ScenarioRun {
  readonly result: ScenarioResult;
  /** The undisturbed load. */
  readonly steady: LoadSummary;
}

/** While connections are made and code gets warm, in milliseconds; not measured. */
const warmUp = 3_000;

/** The longest that clients go on asking when all is over, in milliseconds; seconds, as a rule. */
const settling = 120_000;

/** How long the resolver has for what nobody asks about any more, in milliseconds. */
const resolving = 20_000;

/**
 * Lets clients arrive at a platform, does what the scenario does, judges what they saw, and stops the
 * platform.
 *
 * @param settles - told when all is done but for the clients that still ask
 * @throws Error when what the platform left can't be read
 */
export async function runScenario(
  scenario: Scenario,
  settings: ScenarioSettings,
  platform: Platform,
  settles: () => void = () => undefined,
): Promise<ScenarioRun> {
  const { seed, folder, log, rate } = settings;
  log(scenario.title);
  const clock = { origin: monotonic(), wall: Date.now() };
  const file = join(folder, `${scenario.name}.jsonl`);
  let load: Load | undefined;
  try {
    const routed: Stage["moments"] = [];
    load = await startLoad(
      loadOf(platform, scenario, { rate, seed, file, origin: clock.origin }),
      (region, at) => {
        routed.push({ at, what: "routed", region });
        // The processors know the platform by its public name too.
        void platform.notifyAt(region as RegionName);
      },
    );
    const stage = new Stage(platform, load, clock.origin, log);
    const { steady, problem } = await act(scenario, stage, load, settings);
    log("lets the clients finish");
    settles();
    await load.settle(settling);
    await resolved(platform);
    const history = await historyOf(scenario, platform, {
      file,
      seed,
      wall: clock.wall,
      moments: [...stage.moments, ...routed],
    });
    const check = checkHistory(history, { readBound });
    const happened = problem ?? (await wrongEnd(scenario, platform)) ?? storyOf(check);
    const asExpected = happened === storyOf(check);
    const { title, done, expected } = scenario;
    const told = { title, done, expected, happened, asExpected, rateAsked: rate };
    return { result: scenarioResult(history, check, told), steady };
  } finally {
    load?.kill();
    await keepLogs(platform, join(folder, scenario.name));
    await platform.stop();
  }
}

async function act(
  scenario: Scenario,
  stage: Stage,
  load: Load,
  { steady: milliseconds, log }: ScenarioSettings,
): Promise<{ readonly steady: LoadSummary; readonly problem?: string }> {
  await sleep(warmUp);
  await load.measure();
  await sleep(milliseconds);
  const steady = await load.measure();
  log(`${Math.round(steady.ended / (steady.took / 1_000))} payments and refunds/s undisturbed`);
  try {
    await scenario.run(stage);
    return { steady };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    log(problem);
    return { steady, problem };
  }
}

function loadOf(
  platform: Platform,
  { mix }: Scenario,
  rest: Pick<LoadSettings, "rate" | "seed" | "file" | "origin">,
): LoadSettings {
  return {
    regions: [
      { name: firstRegion, urls: platform.region(firstRegion).urls },
      { name: otherRegion, urls: platform.region(otherRegion).urls },
    ],
    latchUrl: platform.latchUrl,
    apiKey: merchant.apiKey,
    processors: ["stripe", "adyen", "paypal"],
    mix: { ...usualMix, ...mix },
    patience: 8_000,
    ...rest,
  };
}

/** Waits until nothing is open any more in the database that writes, or for as long as that may take. */
async function resolved(platform: Platform): Promise<void> {
  const deadline = monotonic() + resolving;
  while (monotonic() < deadline) {
    const database = await writer(platform);
    const { rows } = await database.query(
      "SELECT count(*)::int AS open FROM operations WHERE status IN ('pending', 'accepted')",
    );
    if (rows[0]?.["open"] === 0) return;
    await sleep(250);
  }
}

interface Seen {
  readonly file: string;
  readonly seed: number;
  readonly wall: number;
  readonly moments: Stage["moments"];
}

async function historyOf(scenario: Scenario, platform: Platform, seen: Seen): Promise<History> {
  const { epoch, active } = await platform.control();
  const logs = await Promise.all(
    regionNames
      .flatMap((name) => platform.region(name).controllers)
      .map(({ folder }) => readFile(join(folder, "log"), "utf8")),
  );
  const last = { epoch, active: active as RegionName };
  const told = momentsFromLogs(logs, { origin: seen.wall, last });
  const stored = await storedIn(platform);
  const ledger = await platform.processors.ledger(seen.wall);
  const writer = new HistoryWriter(seen.file);
  for (const moment of [...seen.moments, ...told]) await writer.write({ moment });
  for (const operation of stored) await writer.write({ stored: operation });
  for (const { processor, kind, idempotencyKey, operation, payment, amount, at } of ledger) {
    const entry = { processor, kind, idempotencyKey, operation, payment, amount, at };
    await writer.write({ ledger: entry });
  }
  await writer.close();
  return readHistory([seen.file], { scenario: scenario.name, seed: seen.seed });
}

async function storedIn(platform: Platform): Promise<StoredOperation[]> {
  const database = await writer(platform);
  const { rows } = await database.query(
    "SELECT id AS operation, payment, kind, key, status, amount::float8 AS amount FROM operations",
  );
  return rows.map(({ kind, amount, ...row }) => ({
    operation: String(row["operation"]),
    payment: String(row["payment"]),
    kind: kind === "refund" ? "refund" : "charge",
    key: String(row["key"]),
    status: String(row["status"]),
    amount: Number(amount),
  }));
}

async function writer(platform: Platform) {
  const { active } = await platform.control();
  return platform.region(active as RegionName).database;
}

async function wrongEnd({ ends }: Scenario, platform: Platform): Promise<string | undefined> {
  const { active, phase } = await platform.control();
  if (active === ends && phase === "ACTIVE") return undefined;
  return `at the end ${active} had the right to write (${phase}) instead of ${ends}`;
}

function storyOf({ counts, recoveries }: CheckResult): string {
  const { acknowledged, lost, doubled, open } = counts;
  const recovered = recoveries.flatMap(({ fault, accepted, to }) =>
    accepted === undefined
      ? []
      : [
          `${to} accepted its first payment ${((accepted - fault) / 1_000).toFixed(1)} s after the fault`,
        ],
  );
  return [
    `${acknowledged} payments and refunds were acknowledged, ${lost} of them lost, ${doubled} made twice, ${open} without an end`,
    ...recovered,
  ].join("; ");
}

/** Keeps what the processes said, for whoever has to find out what went wrong. */
async function keepLogs(platform: Platform, prefix: string): Promise<void> {
  for (const name of regionNames) {
    const { apis, controllers } = platform.region(name);
    for (const [at, server] of [...apis, ...controllers].entries()) {
      const copy = `${prefix}-${at}-${server.name}.log`;
      await copyFile(join(server.folder, "log"), copy).catch(() => undefined);
    }
  }
}
