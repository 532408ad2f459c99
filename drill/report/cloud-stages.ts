// SPDX-License-Identifier: Apache-2.0
import type { CloudStage } from "./results";

/**
 * The stages of a failover that only exist on AWS. What is said of them is what AWS writes, or what
 * follows from our own settings; nothing of it was measured here.
 */
export const cloudStages: readonly CloudStage[] = [
  {
    stage: "Promotion of an RDS read replica in another region",
    documented: "“several minutes or longer”, by the replica's size; no upper bound",
    basis: "documented",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.Promote.html",
  },
  {
    stage: "Failover of an Aurora global database, instead of the promotion",
    documented: "“in the order of minutes”; no upper bound",
    basis: "documented",
    source:
      "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html",
  },
  {
    stage: "Route 53 notices that the latch is set",
    documented: "30 s: 3 checks, 10 s apart; the checkers do not coordinate",
    basis: "arithmetic from documented settings",
    source:
      "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html",
  },
  {
    stage: "Resolvers forget the old address",
    documented: "60 s: the time to live of an alias to a load balancer, which can't be set",
    basis: "arithmetic from documented settings",
    source:
      "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-alias-common.html",
  },
  {
    stage: "One write to the journal, a DynamoDB table with multi-region strong consistency",
    documented: "no number is published; a round trip to the nearest other region and more",
    basis: "estimate",
    source:
      "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html",
  },
  {
    stage: "EKS starts more nodes in the region that takes over",
    documented: "no time is promised; the standby always runs at full size, so none are needed",
    basis: "estimate",
  },
];
