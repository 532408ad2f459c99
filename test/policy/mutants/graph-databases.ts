// SPDX-License-Identifier: Apache-2.0
import type { Mutant } from "../../support/mutant";

const instance = "aws:rds/instance:Instance";
const cluster = "aws:rds/cluster:Cluster";

export const graphDatabasesMutants: readonly Mutant[] = [
  {
    rule: "keep-one-writer",
    mistake: "the standby cluster has a user and a database of its own",
    scope: "eu-west-1",
    make: (stack) => {
      const standby = stack.one(cluster);
      stack.set(standby, ["masterUsername"], "payments");
      stack.set(standby, ["databaseName"], "payments");
    },
    also: ["keep-standby-in-another-region"],
  },
  {
    rule: "keep-one-writer",
    mistake: "the standby forwards writes",
    also: ["refuse-write-forwarding"],
    scope: "eu-west-1",
    make: (stack) => stack.set(stack.one(cluster), ["enableGlobalWriteForwarding"], true),
  },
  {
    rule: "keep-standby-in-another-region",
    mistake: "the standby cluster joins no global database",
    scope: "eu-west-1",
    make: (stack) => stack.set(stack.one(cluster), ["globalClusterIdentifier"], "another"),
  },
  {
    rule: "match-database-capacity",
    mistake: "the standby has two instances of three",
    scope: "eu-west-1",
    make: (stack) =>
      stack.remove(
        stack.one("aws:rds/clusterInstance:ClusterInstance", "payments-database-instance-3"),
      ),
  },
  {
    rule: "match-database-capacity",
    mistake: "a replica of the standby region is smaller",
    environment: "staging",
    scope: "eu-west-1",
    make: (stack) =>
      stack.set(
        stack.one(instance, "payments-database-instance-2"),
        ["instanceClass"],
        "db.t4g.small",
      ),
  },
  {
    rule: "match-node-capacity",
    mistake: "the standby's node group is shrunk",
    scope: "eu-west-1",
    make: (stack) =>
      stack.set(stack.one("aws:eks/nodeGroup:NodeGroup"), ["scalingConfig", "maxSize"], 9),
  },
  {
    rule: "match-cache-capacity",
    mistake: "the standby's cache has smaller nodes",
    scope: "eu-west-1",
    make: (stack) =>
      stack.set(
        stack.one("aws:elasticache/replicationGroup:ReplicationGroup"),
        ["nodeType"],
        "cache.r7g.large",
      ),
  },
];
