// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { resourceRule } from "../../lib/rule";

export const claimNamesOnce = resourceRule({
  id: "claim-names-once",
  requirement: "A record is made only where there is none.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "With allowOverwrite two stacks take one name from each other at every update, and the deletion of either takes it from both: a record that both regions need, of a certificate for instance, is one stack's.",
  sources: ["https://www.pulumi.com/registry/packages/aws/api-docs/route53/record/"],
  fix: "Take allowOverwrite away; import a record that is there already.",
  types: ["aws:route53/record:Record"],
  check(record, { violation }) {
    const overwrites = record.at("allowOverwrite");
    if (overwrites.flag() === true) violation(record, found(overwrites));
  },
});
