// SPDX-License-Identifier: Apache-2.0
import { expectFlag, setFlag } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const decideMinorUpgrades = resourceRule({
  id: "decide-minor-upgrades",
  requirement:
    "Minor versions of databases and caches change when the program says so, the standby's first.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "By default AWS upgrades in the maintenance window: the version is then not the program's, a restart comes unasked, and a bad version is in both regions in one night.",
  sources: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html",
    "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_tracking_change_management_automated_changemgmt.html",
  ],
  frameworks: [wellArchitected("REL08-BP05")],
  fix: "Set autoMinorVersionUpgrade to false, and raise engineVersion in a pull request.",
  types: [
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "aws:rds/clusterInstance:ClusterInstance",
    "aws:rds/instance:Instance",
  ],
  check(resource, context) {
    expectFlag(resource, ["autoMinorVersionUpgrade"], false, context);
  },
  remedy: setFlag("autoMinorVersionUpgrade", false),
});
