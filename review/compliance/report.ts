// SPDX-License-Identifier: Apache-2.0
import type { Exception } from "../../policy/lib/exceptions";
import { type Compliance, isCompliant } from "./compliance";

/** What a person reads: what is wrong first, each with what to do, then what was looked at. */
export function complianceReport(compliance: Compliance): string {
  const { stacks, rules, violations, undecided, exceptions } = compliance;
  const { used, expired, unused } = exceptions;
  const broken = violations.map(({ level, message }) => `${level}: ${message}`);
  const late = expired.map(
    (one) => `expired exception: ${described(one)}; renew it or mend what it excuses`,
  );
  const idle = unused.map((one) => `unused exception: ${described(one)}; take it out of the file`);
  const open = undecided.map(({ message }) => message);
  const verdict = isCompliant(compliance) ? "compliant" : "NOT compliant";
  const summary =
    `${verdict}: ${stacks.length} stacks, ${rules} rules, ${violations.length} broken, ` +
    `${undecided.length} undecided, ${used.length} exceptions in force`;
  return `${[...broken, ...late, ...idle, ...open, summary].join("\n\n")}\n`;
}

function described({ rule, stack, resource, owner, expires }: Exception): string {
  return `${rule} for ${resource} in ${stack}, of ${owner}, until ${expires}`;
}
