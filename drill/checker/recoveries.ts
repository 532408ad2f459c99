// SPDX-License-Identifier: Apache-2.0
import { epochMoments, type EpochMoment } from "../history/moments";
import type { Moment, MomentName } from "../history/event";
import { finalResult, type Known } from "./known";
import { stageNames, type Recovery, type Stage } from "./promise";

/**
 * The failovers of a history, with their stages. A failover is what took the right to write from a
 * region that was detected as lost; a planned switchover detects nothing and is none.
 */
export function recoveriesOf(known: Known): Recovery[] {
  const opened = epochMoments(known.moments, "opened");
  return opened.flatMap((next) => {
    const before = opened.filter(({ epoch }) => epoch < next.epoch);
    const since = Math.max(-Infinity, ...before.map(({ at }) => at));
    const moments = known.moments.filter(({ at }) => at >= since && at <= next.at);
    const detected = moments.find(
      ({ what, region }) => what === "detected" && region !== next.region,
    );
    return detected?.region === undefined
      ? []
      : [recoveryOf(known, moments, { detected, from: detected.region, next })];
  });
}

interface Change {
  readonly detected: Moment;
  readonly from: string;
  readonly next: EpochMoment;
}

function recoveryOf(
  { tries }: Known,
  moments: readonly Moment[],
  { detected, from, next }: Change,
): Recovery {
  const to = next.region;
  const faults = moments.filter(({ what, at }) => what === "fault" && at <= detected.at);
  const fault = (faults.find(({ region }) => region === from) ?? faults.at(-1) ?? detected).at;
  const answers = tries.flatMap(({ operation, region, ended }) => {
    const isPayment = operation.kind === "pay" && region === to && ended !== undefined;
    // Before the fault, the region answered in an earlier epoch of its own.
    return isPayment && ended.at >= detected.at && finalResult(ended.told) ? [ended.at] : [];
  });
  const accepted = answers.length === 0 ? undefined : smallest(answers);
  const last = (name: MomentName) =>
    moments.findLast(({ what, region }) => what === name && region === to)?.at;
  const sealed = moments.findLast(({ what, region }) => what === "sealed" && region === from)?.at;
  const ends = [detected.at, sealed, last("promoted"), last("replayed"), next.at, accepted];
  return {
    from,
    to,
    fault,
    ...(accepted !== undefined && { accepted }),
    stages: stagesOf(fault, ends),
  };
}

/** Each stage lasts from the end of the one before it; one that nobody wrote down is left out. */
function stagesOf(fault: number, ends: readonly (number | undefined)[]): Stage[] {
  let from = fault;
  return stageNames.flatMap((stage, index) => {
    const end = ends[index];
    if (end === undefined) return [];
    // Moments are written down by several processes: one may be noted a little after the next.
    const to = Math.max(from, end);
    const one = { stage, from, to };
    from = to;
    return [one];
  });
}

/** Spreading a long list into Math.min would exceed the call stack. */
function smallest(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value));
}
