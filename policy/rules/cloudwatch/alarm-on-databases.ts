// SPDX-License-Identifier: Apache-2.0
import { Alarms } from "../../lib/alarms";
import { wellArchitected } from "../../lib/frameworks";
import { stackRule } from "../../lib/rule";

const cluster = "aws:rds/cluster:Cluster";
const instance = "aws:rds/instance:Instance";

export const alarmOnDatabases = stackRule({
  id: "alarm-on-databases",
  requirement: "Every database has an alarm that calls somebody.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "A standby that fell behind, or ran out of memory or connections, is found when it is promoted, which is too late.",
  sources: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/monitoring-cloudwatch.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html",
  ],
  frameworks: [wellArchitected("REL06-BP01"), wellArchitected("REL11-BP01")],
  fix: "Add a metric alarm of AWS/RDS about it, with an action.",
  types: [cluster, instance],
  check(graph, { each, violation }) {
    const kinds = [
      { type: cluster, dimension: "DBClusterIdentifier" },
      { type: instance, dimension: "DBInstanceIdentifier" },
    ];
    for (const { type, dimension } of kinds) {
      const alarms = new Alarms(graph, "AWS/RDS", dimension, type);
      each(graph.ofType(type), (database) => {
        if (alarms.metricsOf(database).length === 0) violation(database, "no alarm calls anybody");
      });
    }
  },
});
