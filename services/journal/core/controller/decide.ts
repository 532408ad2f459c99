// SPDX-License-Identifier: Apache-2.0
import type { Heartbeat } from "../store";

/** What the decision needs to be sure, and how long it waits. Times in milliseconds. */
export interface DecisionSettings {
  /** Observers that must agree. */
  readonly quorum: number;
  /** Failed probes after which an observer says that the region fails. */
  readonly failures: number;
  /** Good probes in a row after which earlier failures no longer count. Fewer of them don't. */
  readonly goodsToReset: number;
  /** Time without a heartbeat of any process after which the writers count as silent. */
  readonly silence: number;
  /** Time over which answers are compared with requests. */
  readonly window: number;
  /** Requests in that time below which nothing is concluded: quiet is not ill. */
  readonly leastAdmitted: number;
  /** Share of them, 0 to 1, below which the answers have stopped. */
  readonly leastAnswered: number;
  /** Time that all of it must have been so, without a break. */
  readonly confirmation: number;
  /** Time after a change of region, or one that came to nothing, in which no other is decided on. */
  readonly holdOff: number;
}

/** Defaults of production. The drill has shorter ones. */
export const decisionDefaults: DecisionSettings = {
  quorum: 2,
  failures: 3,
  goodsToReset: 2,
  silence: 10_000,
  window: 10_000,
  leastAdmitted: 20,
  leastAnswered: 0.1,
  confirmation: 15_000,
  holdOff: 600_000,
};

/** What one observer saw. `unknown` when it is the observer that can't be asked. */
export interface Probe {
  readonly observer: string;
  readonly result: "good" | "bad" | "unknown";
}

/** What one writing process last said of itself. */
export interface Pulse {
  readonly log: string;
  readonly heartbeat: Heartbeat;
  /** When it was read, on the decider's own clock. */
  readonly at: number;
}

/** All that was seen in one round. */
export interface Round {
  /** On a clock that only goes forward, in milliseconds. */
  readonly at: number;
  /** The epoch that is looked at. */
  readonly epoch: number;
  /** AWS name of the region that writes in it. */
  readonly active: string;
  readonly probes: readonly Probe[];
  /**
   * Heartbeats that were read anew from live logs since the round before; `unknown` when the journal
   * could not be read: then nothing is known about the writers, and no failover is possible.
   */
  readonly pulses: readonly Pulse[] | "unknown";
  /** Whether the epoch's logs are sealed, so that nobody can send a heartbeat any more. */
  readonly sealing: boolean;
  /** Whether the change under way leads to another region. */
  readonly moving: boolean;
  /** Whether the database that is to write could be reached from here. */
  readonly databaseReachable: boolean;
}

/** What is remembered from round to round. Plain data. */
export interface DecisionState {
  readonly epoch: number;
  readonly active: string;
  /** Whether a change to another region was seen under way in this epoch. */
  readonly moving: boolean;
  /** When a change to another region, or an end of one, was last seen; `-Infinity` at the start. */
  readonly changedAt: number;
  readonly observers: Readonly<Record<string, { readonly bad: number; readonly good: number }>>;
  readonly lastPulse: number;
  readonly pulses: readonly Pulse[];
  /** Since when everything has spoken for a failover. @default - it doesn't */
  readonly suspectSince?: number;
}

/** What came of a round, with the reasons in words for the log and the page. */
export interface Verdict {
  readonly kind: "stay" | "suspect" | "held-off" | "fail-over";
  readonly reasons: readonly string[];
}

/** What is known at the start: nothing against anybody. */
export function undecided({
  at,
  epoch,
  active,
}: Pick<Round, "at" | "epoch" | "active">): DecisionState {
  const heard = { observers: {}, lastPulse: at, pulses: [] };
  return { epoch, active, moving: false, changedAt: -Infinity, ...heard };
}

/**
 * Decides whether the active region has to be replaced. Both kinds of witness must say so: observers,
 * who see it from outside, and the writers' own heartbeats. No progress alone is no reason, because
 * that is what a quiet night looks like.
 */
export function decided(
  before: DecisionState,
  round: Round,
  settings: DecisionSettings,
): { readonly state: DecisionState; readonly verdict: Verdict } {
  const seen = observed(before, round, settings);
  const outside = failingObservers(seen, settings);
  const inside = complaints(seen, round, settings);
  const reasons = [...outside.map((name) => `observer ${name} sees it fail`), ...inside];
  if (outside.length < settings.quorum || inside.length === 0) {
    return { state: { ...seen, suspectSince: undefined }, verdict: { kind: "stay", reasons } };
  }
  const suspectSince = before.suspectSince ?? round.at;
  const state = { ...seen, suspectSince };
  if (round.at - suspectSince < settings.confirmation) {
    return { state, verdict: { kind: "suspect", reasons } };
  }
  const held = round.at - seen.changedAt < settings.holdOff;
  return { state, verdict: { kind: held ? "held-off" : "fail-over", reasons } };
}

function observed(before: DecisionState, round: Round, settings: DecisionSettings): DecisionState {
  const { at } = round;
  const same = ofEpoch(before, round);
  const observers = { ...same.observers };
  for (const { observer, result } of round.probes) {
    const { bad, good } = observers[observer] ?? { bad: 0, good: 0 };
    if (result === "bad") observers[observer] = { bad: bad + 1, good: 0 };
    if (result === "good") {
      observers[observer] = { bad: good + 1 >= settings.goodsToReset ? 0 : bad, good: good + 1 };
    }
  }
  if (round.pulses === "unknown") {
    // The time in which nobody could look is no silence of the writers.
    return { ...same, observers, lastPulse: at, pulses: [] };
  }
  const pulses = [...same.pulses, ...round.pulses].filter(
    (pulse) => at - pulse.at <= settings.window,
  );
  const lastPulse = round.pulses.length > 0 ? at : same.lastPulse;
  return { ...same, observers, lastPulse, pulses };
}

/**
 * What is remembered for the epoch of a round. With a new epoch all evidence is gathered anew. It holds
 * a failover off when the region has changed, or was to change and did not: that is what flaps. A roll
 * is no reason to wait, or a region that is lost after it would stay lost for so long.
 */
function ofEpoch(before: DecisionState, round: Round): DecisionState {
  const { at, epoch, active } = round;
  if (epoch === before.epoch) return { ...before, moving: before.moving || round.moving };
  const moved = before.moving || before.active !== active;
  const changedAt = moved ? at : before.changedAt;
  return { ...undecided(round), moving: round.moving, changedAt };
}

function failingObservers(state: DecisionState, settings: DecisionSettings): string[] {
  return Object.entries(state.observers)
    .filter(([, { bad }]) => bad >= settings.failures)
    .map(([name]) => name);
}

/** What the writers' heartbeats, or their absence, say against them. */
function complaints(state: DecisionState, round: Round, settings: DecisionSettings): string[] {
  if (round.pulses === "unknown") return [];
  if (round.sealing) return round.databaseReachable ? [] : ["its database can't be reached"];
  const quiet = round.at - state.lastPulse;
  if (quiet >= settings.silence) return [`no process has sent a heartbeat for ${quiet} ms`];
  return [...withoutDatabase(state), ...withoutAnswers(state, settings)];
}

function withoutDatabase({ pulses }: DecisionState): string[] {
  const down = pulses.length > 0 && pulses.every(({ heartbeat }) => !heartbeat.databaseWritable);
  return down ? [`no process could write to its database, in ${pulses.length} heartbeats`] : [];
}

function withoutAnswers({ pulses }: DecisionState, settings: DecisionSettings): string[] {
  const logs = new Map<string, Pulse[]>();
  for (const pulse of pulses) logs.set(pulse.log, [...(logs.get(pulse.log) ?? []), pulse]);
  let admitted = 0;
  let answered = 0;
  for (const own of logs.values()) {
    const first = own[0]?.heartbeat;
    const last = own[own.length - 1]?.heartbeat;
    if (first === undefined || last === undefined) continue;
    admitted += last.admitted - first.admitted;
    answered += last.answered - first.answered;
  }
  return admitted >= settings.leastAdmitted && answered < admitted * settings.leastAnswered
    ? [`${answered} of ${admitted} requests were answered in ${settings.window} ms`]
    : [];
}
