// SPDX-License-Identifier: Apache-2.0
import type { RegionWatch } from "../../../components/observability/region-watch";

/** A standby region with one service of each tier, and a replica of the journal. */
export const happyPath: RegionWatch<string> = {
  region: "eu-west-1",
  role: "standby",
  database: { engine: "aurora-global", clusterIdentifier: "production-eu-west-1-1" },
  cacheNodeIds: ["cache-001", "cache-002", "cache-003"],
  loadBalancerArnSuffix: "net/production-public/1",
  services: [
    { name: "payments", tier: 1, targetGroupArnSuffix: "targetgroup/pub-payments-8443/1" },
    { name: "reports", tier: 2, targetGroupArnSuffix: "targetgroup/pub-reports-8080/1" },
    { name: "docs", tier: 3, targetGroupArnSuffix: "targetgroup/pub-docs-8081/1" },
  ],
  natGatewayIds: { "eu-west-1a": "nat-a", "eu-west-1b": "nat-b", "eu-west-1c": "nat-c" },
  journalTableName: "payment-journal",
};
