// SPDX-License-Identifier: Apache-2.0
import { expectGiven } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

const instanceType = "aws:rds/instance:Instance";

export const pinEngineVersions = resourceRule({
  id: "pin-engine-versions",
  requirement: "Databases and caches name the version of their engine.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "Left out, AWS takes its default of the day: the two regions, made weeks apart, get two versions, and a database that is rebuilt gets a third.",
  sources: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html",
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VersionManagement.html",
  ],
  frameworks: [wellArchitected("REL08-BP05"), pciDss("6.3.3")],
  fix: "Set engineVersion.",
  types: [
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "aws:rds/cluster:Cluster",
    "aws:rds/globalCluster:GlobalCluster",
    instanceType,
  ],
  check(resource, context) {
    // These have the version of what they are made from.
    const made = ["replicateSourceDb", "sourceDbClusterIdentifier", "globalReplicationGroupId"];
    if (made.some((property) => resource.at(property).isGiven)) return;
    // An instance that was made as a replica names no engine, also once it is promoted.
    if (resource.type === instanceType && !resource.at("engine").isGiven) return;
    expectGiven(resource, ["engineVersion"], context);
  },
});
