// SPDX-License-Identifier: Apache-2.0
import type { Mutant } from "../../support/mutant";

export const rdsMutants: readonly Mutant[] = [
  {
    rule: "spread-databases-over-zones",
    mistake: "the writer has no standby in another zone",
    environment: "staging",
    scope: "us-east-1",
    make: (stack) => {
      const writer = stack.one("aws:rds/instance:Instance", "payments-database-instance-1");
      stack.set(writer, ["multiAz"], false);
    },
  },
];
