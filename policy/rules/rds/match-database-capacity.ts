// SPDX-License-Identifier: Apache-2.0
import { dbClusterType, dbInstanceType, replicatedDatabases } from "../../lib/databases";
import { wellArchitected } from "../../lib/frameworks";
import type { Resource } from "../../lib/graph";
import { compareRegions } from "../../lib/parity";
import { Referrers } from "../../lib/referrers";
import { environmentRule } from "../../lib/rule";

const clusterInstance = "aws:rds/clusterInstance:ClusterInstance";

export const matchDatabaseCapacity = environmentRule({
  id: "match-database-capacity",
  requirement: "A database has the same number of instances, of the same classes, in each region.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "A smaller standby falls behind under the writer's load, and can't carry the traffic when it becomes the writer; in a regional event larger instances may not start.",
  sources: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html",
    "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_withstand_component_failures_static_stability.html",
  ],
  frameworks: [wellArchitected("REL11-BP05"), wellArchitected("REL13-BP02")],
  fix: "Give the standby as many instances as the writer's region, of the same classes.",
  types: [dbClusterType, dbInstanceType],
  check(graph, context) {
    const instances = new Referrers(
      graph,
      graph.ofType(clusterInstance),
      (one) => one.at("clusterIdentifier"),
      dbClusterType,
    );
    context.each(replicatedDatabases(graph), ({ writer, replicas }) => {
      const all = [writer, ...replicas].flatMap((one) =>
        one.type === dbClusterType ? instances.of(one) : [one],
      );
      const measured = (one: Resource) => ({
        text: one.at("instanceClass").text() ?? "no class",
        size: 1,
      });
      compareRegions(all, measured, context);
    });
  },
});
