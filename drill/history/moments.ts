// SPDX-License-Identifier: Apache-2.0
import type { Moment, MomentName } from "./event";

/** A change of who writes: what was sealed, or opened, is always a region's epoch. */
export interface EpochMoment extends Moment {
  readonly region: string;
  readonly epoch: number;
}

const ofRegion: readonly MomentName[] = [
  "detected",
  "sealed",
  "promoted",
  "refused",
  "replayed",
  "opened",
  "routed",
  "failback",
];
const ofEpoch: readonly MomentName[] = ["sealed", "replayed", "opened"];

/**
 * The moments by time.
 *
 * @throws Error that names every moment without the region or epoch that nothing can be concluded
 *   without
 */
export function orderedMoments(moments: readonly Moment[]): Moment[] {
  const problems = moments.flatMap((moment, index) => {
    const { what, region, epoch } = moment;
    const missing = [
      ...(ofRegion.includes(what) && region === undefined ? ["region"] : []),
      ...(ofEpoch.includes(what) && epoch === undefined ? ["epoch"] : []),
    ];
    return missing.map((name) => `moments[${index}] ("${what}" at ${moment.at}): has no ${name}`);
  });
  if (problems.length > 0) throw new Error(`the history can't be judged:\n${problems.join("\n")}`);
  return [...moments].sort((a, b) => a.at - b.at);
}

/** Those of one name that say whose epoch they are about. */
export function epochMoments(moments: readonly Moment[], what: MomentName): EpochMoment[] {
  return moments.filter(
    (moment): moment is EpochMoment =>
      moment.what === what && moment.region !== undefined && moment.epoch !== undefined,
  );
}

/** A region whose epoch is sealed, until it may write again. */
export interface Shut {
  readonly sealed: EpochMoment;
  readonly region: string;
  readonly from: number;
  /** Infinite when the region never wrote again. */
  readonly until: number;
}

/**
 * When which region could not acknowledge anything. `sealed` is written down after the last seal and
 * the region's next epoch is first named before it is open, so that each is shorter than the truth:
 * what lies inside surely came after the seal.
 */
export function shutTimes(moments: readonly Moment[]): Shut[] {
  return epochMoments(moments, "sealed").map((sealed) => {
    const { region, epoch, at } = sealed;
    const next = [...epochMoments(moments, "replayed"), ...epochMoments(moments, "opened")].filter(
      (moment) => moment.region === region && moment.epoch > epoch,
    );
    return { sealed, region, from: at, until: Math.min(...next.map((moment) => moment.at)) };
  });
}
