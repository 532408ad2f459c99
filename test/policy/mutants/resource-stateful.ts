// SPDX-License-Identifier: Apache-2.0
import type { Mutant } from "../../support/mutant";

export const resourceStatefulMutants: readonly Mutant[] = [
  {
    rule: "protect-stateful-resources",
    mistake: "Pulumi may delete the database",
    scope: "us-east-1",
    make: (stack) => {
      stack.one("aws:rds/cluster:Cluster").protect = false;
    },
  },
  {
    rule: "refuse-deletion",
    mistake: "AWS may delete the public load balancer",
    scope: "us-east-1",
    make: (stack) =>
      stack.set(
        stack.one("aws:lb/loadBalancer:LoadBalancer", "payments-public-balancer"),
        ["enableDeletionProtection"],
        false,
      ),
  },
  {
    rule: "refuse-deletion",
    mistake: "AWS may delete the journal's copy in the other region",
    also: ["protect-the-journal"],
    scope: "base",
    make: (stack) =>
      stack.unset(stack.one("aws:dynamodb/table:Table"), [
        "replicas",
        0,
        "deletionProtectionEnabled",
      ]),
  },
  {
    rule: "refuse-deletion",
    mistake: "AWS may delete the cluster",
    scope: "us-east-1",
    make: (stack) => stack.unset(stack.one("aws:eks/cluster:Cluster"), ["deletionProtection"]),
  },
  {
    rule: "refuse-forced-deletion",
    mistake: "the bucket of logs is deleted with all that is in it",
    scope: "us-east-1",
    make: (stack) => stack.set(stack.one("aws:s3/bucket:Bucket"), ["forceDestroy"], true),
  },
  {
    rule: "refuse-burstable-instances",
    mistake: "the standby's database runs out of credits",
    also: ["match-database-capacity"],
    scope: "eu-west-1",
    make: (stack) =>
      stack.set(
        stack.one("aws:rds/clusterInstance:ClusterInstance"),
        ["instanceClass"],
        "db.t4g.medium",
      ),
  },
  {
    rule: "refuse-burstable-instances",
    mistake: "some nodes run out of credits",
    scope: "us-east-1",
    make: (stack) =>
      stack.set(
        stack.one("aws:eks/nodeGroup:NodeGroup"),
        ["instanceTypes"],
        ["m7g.2xlarge", "t4g.2xlarge"],
      ),
  },
];
