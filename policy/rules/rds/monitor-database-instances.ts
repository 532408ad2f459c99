// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const monitorDatabaseInstances = resourceRule({
  id: "monitor-database-instances",
  requirement: "The operating system of every database instance is monitored.",
  severity: "low",
  level: "advisory",
  protectsFrom:
    "CloudWatch's own metrics come from the hypervisor once a minute; a process that eats the memory, or a disk that stalls for seconds, is seen from inside alone.",
  sources: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.html"],
  frameworks: [wellArchitected("REL06-BP01")],
  fix: "Set monitoringInterval (1, 5, 10, 15, 30 or 60 seconds) and monitoringRoleArn.",
  types: ["aws:rds/clusterInstance:ClusterInstance", "aws:rds/instance:Instance"],
  check(instance, { violation }) {
    const interval = instance.at("monitoringInterval");
    if ((interval.number() ?? 0) === 0) violation(instance, found(interval));
  },
});
