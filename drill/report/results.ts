// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";

import { promiseNames, stageNames } from "../checker/promise";

/**
 * The version of the JSON file beside the report. It rises when something that was there before is
 * gone or means something else; a reader that meets another one should stop.
 */
export const resultsVersion = 1;

const count = z.int().nonnegative();
const milliseconds = z.number().nonnegative();

const stage = z.strictObject({
  stage: z.enum(stageNames),
  /** Both in milliseconds from the beginning of the history. */
  from: z.number(),
  to: z.number(),
});

/** A failover; times in milliseconds from the beginning of the history. */
const recovery = z.strictObject({
  from: z.string(),
  to: z.string(),
  fault: z.number(),
  /** First payment that the other region accepted. Absent if there was none. */
  accepted: z.number().optional(),
  stages: z.array(stage),
});

const promise = z.strictObject({
  promise: z.enum(promiseNames),
  /** How many things were looked at. With 0, nothing is claimed. */
  judged: count,
  /** In how many cases it was broken. */
  broken: count,
  /** The first of the findings, as sentences. */
  findings: z.array(z.string()),
});

const counts = z.strictObject({
  operations: count,
  tries: count,
  acknowledged: count,
  lost: count,
  doubled: count,
  unknown: count,
  refused: count,
  open: count,
});

/** What the clients saw of one region in one second. */
const second = z.strictObject({
  /** Whole seconds from the beginning of the history. */
  second: count,
  region: z.string(),
  /** Tries that were answered with anything below 500. */
  answered: count,
  /** Tries that were sent away (5xx). */
  refused: count,
  /** Tries that were told nothing. */
  unknown: count,
});

const moment = z.strictObject({
  at: z.number(),
  what: z.string(),
  region: z.string().optional(),
  epoch: z.number().optional(),
  detail: z.string().optional(),
});

const scenario = z.strictObject({
  /** As it is called on the command line. */
  name: z.string(),
  title: z.string(),
  /** What was done to the platform. */
  done: z.string(),
  /** What had to happen. */
  expected: z.string(),
  /** What happened, in a sentence. */
  happened: z.string(),
  /** Whether no promise was broken and what was expected happened. */
  passed: z.boolean(),
  seed: z.int(),
  /** Payments asked for per second. */
  rateAsked: z.number(),
  /** Payments acknowledged per second while nothing was broken. */
  rateSustained: z.number(),
  counts,
  promises: z.array(promise),
  recoveries: z.array(recovery),
  seconds: z.array(second),
  moments: z.array(moment),
});

const baseline = z.strictObject({
  kind: z.enum(["asynchronous replica", "synchronous replica", "sealed journal"]),
  /** What was done to it, so that it could lose something. */
  fault: z.string(),
  acknowledged: count,
  lost: count,
  /** Payments acknowledged per second. */
  rate: z.number(),
  /** Of acknowledged payments, from the intended start. */
  p50: milliseconds,
  p99: milliseconds,
});

const machine = z.strictObject({
  processor: z.string(),
  cores: z.int().positive(),
  memoryBytes: count,
  system: z.string(),
  /** Versions of what ran: `PostgreSQL` → `15.18`. */
  versions: z.record(z.string(), z.string()),
});

const detector = z.strictObject({
  intervalMilliseconds: milliseconds,
  failures: count,
});

const settings = z.strictObject({
  roundTripMilliseconds: milliseconds,
  /** The drill's own. */
  detector,
  /** What production is set to. */
  productionDetector: detector,
  readBoundMilliseconds: milliseconds,
  recoveryLimitMilliseconds: milliseconds,
});

/** A stage that only exists in the cloud. Nothing of it was measured. */
const cloudStage = z.strictObject({
  stage: z.string(),
  /** What is written about its time; never a measurement. */
  documented: z.string(),
  /** Who says so. */
  basis: z.enum(["documented", "arithmetic from documented settings", "estimate"]),
  source: z.url({ protocol: /^https$/ }).optional(),
});

/** Everything that the report shows, as it stands in `results.json`. */
export const resultsShape = z.strictObject({
  version: z.literal(resultsVersion),
  /** When the drill began: ISO 8601, UTC. */
  startedAt: z.iso.datetime(),
  tookMilliseconds: milliseconds,
  seed: z.int(),
  /** Runs the same again. */
  command: z.string(),
  machine,
  settings,
  scenarios: z.array(scenario),
  baselines: z.array(baseline),
  cloudStages: z.array(cloudStage),
  /** What this run left out or could not do, each in a sentence. */
  notes: z.array(z.string()),
});

export type Results = z.infer<typeof resultsShape>;
export type ScenarioResult = Results["scenarios"][number];
export type BaselineResult = Results["baselines"][number];
export type CloudStage = Results["cloudStages"][number];
export type SecondOfRegion = ScenarioResult["seconds"][number];
