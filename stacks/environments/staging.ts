// SPDX-License-Identifier: Apache-2.0
import type { Topology } from "../topology";

/**
 * Staging: both regions and every part of production, each as small as it gets. Nothing is
 * protected: it is taken down and brought up again at will.
 */
export const staging = {
  environment: "staging",
  // An account number that AWS uses in its documentation.
  accountId: "444455556666",
  protect: false,
  keepBackups: false,
  foundingRegion: "us-east-1",
  activeRegion: "us-east-1",
  dns: { zone: "staging.pay.example.com", hostedZone: { source: "adopt" } },
  services: [
    { name: "payments", tier: 1, routing: "failover", port: 443, targetPort: 8443 },
    { name: "merchant-portal", tier: 2, routing: "home", port: 8443, targetPort: 8443 },
    { name: "reports", tier: 3, routing: "home", port: 9443, targetPort: 8443 },
  ],
  recovery: {
    // Not production's promise: its engine is promoted more slowly, and the steps are what is tried.
    timeObjective: "15 minutes",
    budget: {
      detection: "40 seconds",
      decision: "15 seconds",
      seal: "5 seconds",
      promotion: "10 minutes",
      dns: "90 seconds",
    },
  },
  interconnect: "peering",
  kubernetesVersion: "1.35",
  // https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-versions.html
  database: {
    engine: "rds",
    engineVersion: "17.7",
    generation: 1,
    promotion: "takes minutes, and AWS promises no bound",
    storage: { allocated: "20 GiB", maximum: "100 GiB" },
  },
  journal: { replicas: ["eu-west-1", "eu-central-1"], witness: "eu-west-2" },
  ci: { repository: "example/payments-platform" },
  paging: { endpoints: [] },
  regions: [
    {
      name: "us-east-1",
      peer: "eu-west-1",
      cidr: "10.11.0.0/16",
      podCidr: "100.66.0.0/16",
      serviceCidr: "172.22.0.0/16",
      // Never the zone with id use1-az3, which EKS refuses: us-east-1e in many accounts, not in all.
      availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"],
      // A range for documentation (RFC 5737): put your own network's here.
      clusterApi: { access: "public", allowedCidrs: ["203.0.113.0/24"] },
      clusterAdminRoleArns: ["arn:aws:iam::444455556666:role/platform-admin"],
      nodes: {
        architecture: "arm64",
        instanceTypes: { arm64: ["m7g.large"], x86_64: ["m7i.large"] },
        minimum: 2,
        desired: 3,
        maximum: 4,
      },
      // Burstable, with the least memory that PostgreSQL and its insights are at ease with. A primary
      // and two readers; where the region follows, a replica of the primary and two warm ones.
      database: { instanceClass: "db.t4g.medium", instances: 3 },
      cache: { nodeType: "cache.t4g.small", nodes: 2 },
    },
    {
      name: "eu-west-1",
      peer: "us-east-1",
      cidr: "10.12.0.0/16",
      podCidr: "100.67.0.0/16",
      serviceCidr: "172.23.0.0/16",
      availabilityZones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
      clusterApi: { access: "public", allowedCidrs: ["203.0.113.0/24"] },
      clusterAdminRoleArns: ["arn:aws:iam::444455556666:role/platform-admin"],
      nodes: {
        architecture: "arm64",
        instanceTypes: { arm64: ["m7g.large"], x86_64: ["m7i.large"] },
        minimum: 2,
        desired: 3,
        maximum: 4,
      },
      database: { instanceClass: "db.t4g.medium", instances: 3 },
      cache: { nodeType: "cache.t4g.small", nodes: 2 },
    },
  ],
} satisfies Topology;
