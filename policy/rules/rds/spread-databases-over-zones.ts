// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const spreadDatabasesOverZones = resourceRule({
  id: "spread-databases-over-zones",
  requirement:
    "Database instances that are not in an Aurora cluster have a standby in another zone.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "The loss of one zone takes a single-AZ instance with it, and a failover to the other region is slower and riskier than one to another zone.",
  sources: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.html",
    "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_fault_isolation_multiaz_region_system.html",
  ],
  frameworks: [wellArchitected("REL10-BP01")],
  fix: "Set multiAz to true.",
  types: ["aws:rds/instance:Instance"],
  check(instance, { violation }) {
    // A replica is a spare already; one that is to be promoted is another rule's.
    if (instance.at("replicateSourceDb").isGiven) return;
    const multiAz = instance.at("multiAz");
    if (multiAz.flag() !== true) violation(instance, `multiAz is ${multiAz.shown()}`);
  },
  remedy(instance) {
    const multiAz = instance.at("multiAz");
    const mends = multiAz.isKnown && !instance.at("replicateSourceDb").isGiven;
    return mends && multiAz.flag() !== true ? { multiAz: true } : undefined;
  },
});
