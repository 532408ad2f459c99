// SPDX-License-Identifier: Apache-2.0
import { mkdir } from "node:fs/promises";

import { baselineCases, runBaseline } from "./baselines/baseline";
import { calibrate } from "./calibrate";
import { defaultCheckSettings } from "./checker/check-history";
import { monotonic } from "./clock";
import { machine } from "./machine";
import type { DrillOptions } from "./options";
import { mostRate } from "./options";
import { readBound } from "./platform/api";
import { detector, productionDetector } from "./platform/controller";
import { delay } from "./platform/platform";
import { cloudStages } from "./report/cloud-stages";
import { resultsVersion, type BaselineResult, type Results } from "./report/results";
import { scenarios } from "./scenarios";
import type { ScenarioRun } from "./scenarios/run-scenario";
import { runScenarios } from "./scenarios/run-scenarios";
import type { Scenario } from "./scenarios/scenario";

/** Milliseconds of undisturbed load that are measured, in each scenario and each baseline. */
const steady = 3_000;

/**
 * Runs scenarios one after the other, then the baselines.
 *
 * @param log - told what is going on, a line at a time
 * @throws Error when something of the drill itself does not work
 */
export async function drill(options: DrillOptions, log: (text: string) => void): Promise<Results> {
  const startedAt = new Date().toISOString();
  const began = monotonic();
  const { seed, folder } = options;
  await mkdir(folder, { recursive: true });
  const notes: string[] = [];
  const rate = options.rate ?? (await calibrated(options, notes, log));
  const chosen = options.scenario.map(byName);
  const runs = await runScenarios(chosen, { rate, seed, folder, steady }, log);
  const baselines: BaselineResult[] = [];
  for (const one of options.baselines ? baselineCases : []) {
    log(`without the journal: ${one.kind}, ${one.fault}`);
    baselines.push(await runBaseline(one, { rate, seed, duration: steady }));
  }
  return {
    version: resultsVersion,
    startedAt,
    tookMilliseconds: monotonic() - began,
    seed,
    command: commandOf(options, rate),
    machine: machine(),
    settings: {
      roundTripMilliseconds: 2 * delay,
      detector,
      productionDetector,
      readBoundMilliseconds: readBound,
      recoveryLimitMilliseconds: defaultCheckSettings.recoveryLimit,
    },
    scenarios: runs.map(({ result }) => result),
    baselines: options.baselines ? [...baselines, ...journaled(runs)] : [],
    cloudStages: [...cloudStages],
    notes,
  };
}

/** @throws RangeError */
function byName(name: string): Scenario {
  const scenario = scenarios.find((one) => one.name === name);
  if (scenario === undefined) throw new RangeError(`there is no scenario ${name}`);
  return scenario;
}

/** The platform itself, next to those without a journal. */
function journaled(runs: readonly ScenarioRun[]): BaselineResult[] {
  return runs
    .filter(({ result: { name } }) => name === "region-killed" || name === "partition")
    .map(({ result, steady: { ended, took, p50, p99 } }) => ({
      kind: "sealed journal",
      fault: result.title,
      acknowledged: result.counts.acknowledged,
      lost: result.counts.lost,
      rate: ended / (took / 1_000),
      p50,
      p99,
    }));
}

async function calibrated(
  { seed, folder }: DrillOptions,
  notes: string[],
  log: (text: string) => void,
): Promise<number> {
  log("finds out how many payments per second this machine takes");
  const rate = await calibrate({ seed, folder, most: mostRate });
  log(`${rate} payments and refunds/s`);
  if (rate < mostRate) {
    notes.push(
      `This machine does not take ${mostRate} payments/s with everything on it: the drill asked for ${rate}.`,
    );
  }
  return rate;
}

function commandOf({ scenario, seed }: DrillOptions, rate: number): string {
  const all = scenario.length === scenarios.length;
  const named = all ? [] : scenario.map((name) => `--scenario ${name}`);
  return ["npm run drill --", ...named, `--rate ${rate}`, `--seed ${seed}`].join(" ");
}
