// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

const property = "enableGlobalWriteForwarding";

export const refuseWriteForwarding = resourceRule({
  id: "refuse-write-forwarding",
  requirement: "A standby's database refuses writes until it is promoted.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "With write forwarding a service that runs in the wrong region goes on writing through the standby, at 80 ms a statement, and a region that was fenced off can still change the writer's data.",
  sources: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-write-forwarding-apg.html",
  ],
  frameworks: [wellArchitected("REL13-BP02")],
  fix: `Set ${property} to false, or leave it out.`,
  types: ["aws:rds/cluster:Cluster"],
  check(cluster, { violation }) {
    const forwards = cluster.at(property);
    if (forwards.flag() === true) violation(cluster, found(forwards));
  },
  remedy(cluster) {
    const forwards = cluster.at(property);
    return forwards.isKnown && forwards.flag() === true ? { [property]: false } : undefined;
  },
});
