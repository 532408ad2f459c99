// SPDX-License-Identifier: Apache-2.0
import type { Moment } from "../../history/event";
import { epochMoments, type EpochMoment } from "../../history/moments";
import { type Check } from "../known";

/**
 * A region that lost its traffic gets it back by the runbook only: neither the public name nor the
 * right to write returns by itself, however healthy the region looks.
 */
export const noReturn: Check = ({ moments }) => {
  const opened = epochMoments(moments, "opened");
  const retirements = epochMoments(moments, "sealed").flatMap((sealed) => {
    const next = nextAfter(opened, sealed);
    return next === undefined || next.region === sealed.region ? [] : [{ sealed, next }];
  });
  return {
    judged: retirements.length,
    findings: retirements.flatMap(({ sealed, next }) => {
      const { region } = sealed;
      const allowed = moments.find(
        (moment) => moment.what === "failback" && moment.region === region && moment.at >= next.at,
      );
      const back = moments.find(
        (moment) => isReturn(moment, region, next) && moment.at < (allowed?.at ?? Infinity),
      );
      if (back === undefined) return [];
      const what = back.what === "routed" ? "got the public name back" : "was opened again";
      return [
        {
          text: `${region} ${what} after ${next.region} had taken over, and nobody had begun the runbook`,
          evidence: { moments: [sealed, next, back] },
        },
      ];
    }),
  };
};

function nextAfter(opened: readonly EpochMoment[], sealed: EpochMoment): EpochMoment | undefined {
  return [...opened].sort((a, b) => a.epoch - b.epoch).find(({ epoch }) => epoch > sealed.epoch);
}

function isReturn({ what, at, region }: Moment, home: string, taken: EpochMoment): boolean {
  return (what === "routed" || what === "opened") && region === home && at >= taken.at;
}
