// SPDX-License-Identifier: Apache-2.0
import type { Topology } from "../topology";

/**
 * Production: 2,000 payments per second at peak, in one region at a time.
 *
 * The sizes are an ESTIMATE, to be replaced by a load test's numbers:
 * - Nodes. A payment costs about 10 ms of processor time (TLS, JSON, two journal appends, about
 *   six SQL statements, one call to a processor): 2,000 x 10 ms = 20 vCPU busy. At half load, so
 *   that the tail stays short: 40 vCPU. Six nodes of 8 vCPU carry it; nine carry it with one of
 *   three zones gone (48 vCPU), and leave room for the mesh, Argo CD and the other services.
 * - Database. About 4,000 transactions per second of 1 ms: 4 vCPU busy of the 16 of an
 *   r7g.4xlarge, which leaves room for replication, vacuum and a cold cache after a promotion.
 * - Cache. A day of idempotency entries at a quarter of the peak: 500 x 86,400 s x 0.3 KB = 13 GB
 *   of the 26 GiB of an r7g.xlarge.
 *
 * The standby has the same: in a regional event new instances may not start.
 */
export const production = {
  environment: "production",
  // An account number that AWS uses in its documentation.
  accountId: "111122223333",
  protect: true,
  keepBackups: true,
  foundingRegion: "us-east-1",
  activeRegion: "us-east-1",
  dns: { zone: "pay.example.com", hostedZone: { source: "adopt" } },
  services: [
    { name: "payments", tier: 1, routing: "failover", port: 443, targetPort: 8443 },
    { name: "merchant-portal", tier: 2, routing: "home", port: 8443, targetPort: 8443 },
    { name: "reports", tier: 3, routing: "home", port: 9443, targetPort: 8443 },
  ],
  recovery: {
    timeObjective: "5 minutes",
    // 40 + 15 + 5 + 180 = 240 seconds; the last minute is for replay, first health and luck.
    budget: {
      // Three probes 10 seconds apart, and the time until their result is seen.
      detection: "40 seconds",
      // Hysteresis: a region that flaps must not move anything.
      decision: "15 seconds",
      seal: "5 seconds",
      // AWS promises no bound: the drill's own measurement is what counts.
      promotion: "3 minutes",
      // A health check's 30 seconds and the 60 of the records' time to live.
      dns: "90 seconds",
    },
  },
  interconnect: "peering",
  kubernetesVersion: "1.35",
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraPostgreSQLReleaseNotes/AuroraPostgreSQL.Updates.html
  database: { engine: "aurora-global", engineVersion: "17.7", generation: 1 },
  journal: { replicas: ["eu-west-1", "eu-central-1"], witness: "eu-west-2" },
  ci: { repository: "example/payments-platform" },
  paging: { endpoints: ["https://paging.example.com/production"] },
  regions: [
    {
      name: "us-east-1",
      peer: "eu-west-1",
      cidr: "10.1.0.0/16",
      podCidr: "100.64.0.0/16",
      serviceCidr: "172.20.0.0/16",
      // Never the zone with id use1-az3, which EKS refuses: us-east-1e in many accounts, not in all.
      // https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
      availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"],
      clusterApi: { access: "private" },
      clusterAdminRoleArns: ["arn:aws:iam::111122223333:role/platform-admin"],
      nodes: {
        architecture: "arm64",
        instanceTypes: {
          arm64: ["m7g.2xlarge", "m6g.2xlarge"],
          x86_64: ["m7i.2xlarge", "m6i.2xlarge"],
        },
        minimum: 6,
        desired: 9,
        maximum: 18,
      },
      database: { instanceClass: "db.r7g.4xlarge", instances: 3 },
      cache: { nodeType: "cache.r7g.xlarge", nodes: 3 },
    },
    {
      name: "eu-west-1",
      peer: "us-east-1",
      cidr: "10.2.0.0/16",
      podCidr: "100.65.0.0/16",
      serviceCidr: "172.21.0.0/16",
      availabilityZones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
      clusterApi: { access: "private" },
      clusterAdminRoleArns: ["arn:aws:iam::111122223333:role/platform-admin"],
      nodes: {
        architecture: "arm64",
        instanceTypes: {
          arm64: ["m7g.2xlarge", "m6g.2xlarge"],
          x86_64: ["m7i.2xlarge", "m6i.2xlarge"],
        },
        minimum: 6,
        desired: 9,
        maximum: 18,
      },
      database: { instanceClass: "db.r7g.4xlarge", instances: 3 },
      cache: { nodeType: "cache.r7g.xlarge", nodes: 3 },
    },
  ],
} satisfies Topology;
