// SPDX-License-Identifier: Apache-2.0
import { expectFlag, setFlag } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

const property = "enableAcceleratedRecovery";

export const recoverZonesQuickly = resourceRule({
  id: "recover-zones-quickly",
  requirement: "Records of a public zone can be changed an hour after us-east-1 has failed.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "Route 53 takes changes in us-east-1 alone, and while that is down nobody can correct a record. The setting has to be made before.",
  sources: ["https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/accelerated-recovery.html"],
  frameworks: [wellArchitected("REL11-BP04")],
  fix: `Set ${property} to true.`,
  types: ["aws:route53/zone:Zone"],
  check(zone, context) {
    // AWS has it for public zones alone.
    if (!zone.at("vpcs").isGiven) expectFlag(zone, [property], true, context);
  },
  remedy(zone) {
    return zone.at("vpcs").isGiven ? undefined : setFlag(property, true)(zone);
  },
});
