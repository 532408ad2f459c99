// SPDX-License-Identifier: Apache-2.0
import { type Check } from "../known";
import { recoveriesOf } from "../recoveries";

/** After a fault, the other region accepts its first payment within the limit. */
export const recoveredInTime: Check = (known) => {
  const { recoveryLimit } = known.settings;
  const recoveries = recoveriesOf(known);
  return {
    judged: recoveries.length,
    findings: recoveries.flatMap(({ from, to, fault, accepted }) => {
      if (accepted !== undefined && accepted - fault <= recoveryLimit) return [];
      const took =
        accepted === undefined
          ? "accepted no payment at all"
          : `accepted its first payment ${Math.round(accepted - fault)} ms later; the limit is ${recoveryLimit} ms`;
      const moments = known.moments.filter(({ at }) => at >= fault);
      return [{ text: `${from} was lost, and ${to} ${took}`, evidence: { moments } }];
    }),
  };
};
