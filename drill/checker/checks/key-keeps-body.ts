// SPDX-License-Identifier: Apache-2.0
import { type Check } from "../known";

/** A key stands for one request: the same key with another body is refused, in every region. */
export const keyKeepsBody: Check = ({ changes }) => {
  const reused = [...changes].filter(
    ([, tries]) => new Set(tries.map(({ operation }) => operation.body)).size > 1,
  );
  return {
    judged: reused.length,
    findings: reused.flatMap(([key, tries]) => {
      const served = tries.filter(({ ended }) => {
        const told = ended?.told;
        return told?.result !== undefined && told.status < 500;
      });
      const bodies = new Set(served.map(({ operation }) => operation.body));
      if (bodies.size < 2) return [];
      const events = served.flatMap(({ began, ended }) => [began, ...(ended ? [ended] : [])]);
      return [
        { text: `${key} was served with ${bodies.size} different bodies`, evidence: { events } },
      ];
    }),
  };
};
