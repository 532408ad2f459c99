// SPDX-License-Identifier: Apache-2.0
import { finalResult, type Check } from "../known";
import { isInside, isNewAfter } from "./nothing-after-seal";

/**
 * A region whose epoch is sealed soon answers nothing but 503, old payments included: to whatever
 * is asked later than the bound on reads after the seal, until it is opened again.
 *
 * A request that was under way when the region was sealed may end later with an answer that was
 * durable before; that is true, and safe, and judged as an acknowledgement like any other.
 */
export const oldRegionSilent: Check = (known) => {
  const late = known.shut.flatMap((shut) =>
    known.tries
      .filter((one) => isInside({ ...shut, from: shut.from + known.settings.readBound }, one))
      .map((one) => ({ shut, one })),
  );
  return {
    judged: late.length,
    findings: late.flatMap(({ shut, one }) => {
      const { began, ended } = one;
      const told = ended?.told;
      if (ended === undefined || told === undefined) return [];
      if (told.result === undefined && told.status >= 300) return [];
      // That is an acknowledgement after the seal, which has a check of its own.
      if (finalResult(told) !== undefined && isNewAfter(known, shut, one)) return [];
      const { region, sealed } = shut;
      const since = Math.round(began.at - sealed.at);
      return [
        {
          text: `${region} was asked ${since} ms after its epoch ${sealed.epoch} was sealed, and still answered ${told.status} ${told.result ?? ""}`.trimEnd(),
          evidence: { events: [began, ended], moments: [sealed] },
        },
      ];
    }),
  };
};
