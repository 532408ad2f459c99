// SPDX-License-Identifier: Apache-2.0
import type { CheckResult } from "../checker/promise";
import type { ClientEvent, History, Moment } from "../history/event";
import { SecondCounter } from "../history/seconds";
import type { ScenarioResult } from "./results";

export interface ScenarioArgs {
  readonly title: string;
  /** What was done to the platform: a sentence. */
  readonly done: string;
  /** What had to happen: a sentence. */
  readonly expected: string;
  /** What happened: a sentence. */
  readonly happened: string;
  /** Whether that is what had to happen, over and above the promises. */
  readonly asExpected: boolean;
  /** Payments asked for per second. */
  readonly rateAsked: number;
}

/** How many findings of one promise the report spells out; the others are counted. */
export const shownFindings = 10;

/** A scenario as the report has it: times from its beginning on, and counts instead of events. */
export function scenarioResult(
  history: History,
  check: CheckResult,
  args: ScenarioArgs,
): ScenarioResult {
  const { events, moments, scenario, seed } = history;
  const beginning = beginningOf(events, moments);
  const since = (at: number) => at - beginning;
  const counter = new SecondCounter(beginning);
  for (const event of events) counter.add(event);
  const { title, done, expected, happened, asExpected, rateAsked } = args;
  return {
    name: scenario,
    title,
    done,
    expected,
    happened,
    passed: check.kept && asExpected,
    seed,
    rateAsked,
    rateSustained: rateSustained(events, moments, beginning),
    counts: check.counts,
    promises: check.promises.map(({ promise, judged, findings }) => ({
      promise,
      judged,
      broken: findings.length,
      findings: findings.slice(0, shownFindings).map(({ text }) => text),
    })),
    recoveries: check.recoveries.map(({ from, to, fault, accepted, stages }) => ({
      from,
      to,
      fault: since(fault),
      ...(accepted !== undefined && { accepted: since(accepted) }),
      stages: stages.map((one) => ({ ...one, from: since(one.from), to: since(one.to) })),
    })),
    seconds: counter.seconds(),
    moments: moments
      .map((moment) => ({ ...moment, at: since(moment.at) }))
      .sort((a, b) => a.at - b.at),
  };
}

/** Payments that were acknowledged per second, until the first fault. */
function rateSustained(
  events: readonly ClientEvent[],
  moments: readonly Moment[],
  beginning: number,
): number {
  const ends = events.filter(({ type }) => type !== "invoke").map(({ at }) => at);
  const last = ends.reduce((latest, at) => Math.max(latest, at), beginning);
  const until = moments
    .filter(({ what }) => what === "fault")
    .reduce((first, { at }) => Math.min(first, at), last);
  const acknowledged = events.filter(
    ({ at, told, operation }) =>
      at <= until && operation.kind === "pay" && told?.result === "succeeded",
  );
  const seconds = (until - beginning) / 1_000;
  return seconds > 0 ? acknowledged.length / seconds : 0;
}

function beginningOf(events: readonly ClientEvent[], moments: readonly Moment[]): number {
  const first = [...events, ...moments].reduce((least, { at }) => Math.min(least, at), Infinity);
  return Number.isFinite(first) ? first : 0;
}
