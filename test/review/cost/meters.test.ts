// SPDX-License-Identifier: Apache-2.0
import { monthlyCost } from "../../../review/cost/monthly-cost";
import type { ExportedResource } from "../../../review/graph/exported";
import { resource, volumes } from "../../support/cost";

/** "part, region: dollars" of a few resources. */
function costs(...resources: readonly ExportedResource[]): string[] {
  return monthlyCost(resources, volumes).lines.map(
    ({ part, region, monthly }) => `${part}, ${region}: ${monthly.toFixed(2)}`,
  );
}

const us = { region: "us-east-1" };
const eu = { region: "eu-west-1" };
describe("what a month costs", () => {
  it.each<[string, string, Readonly<Record<string, unknown>>, string[]]>([
    [
      // 9 x 730 h x $0.3264; 9 x 20 GiB x $0.08
      "nodes by their desired number",
      "aws:eks/nodeGroup:NodeGroup",
      {
        ...us,
        instanceTypes: ["m7g.2xlarge"],
        scalingConfig: { desiredSize: 9, minSize: 6, maxSize: 18 },
      },
      ["disks of the nodes, us-east-1: 14.40", "nodes, us-east-1: 2144.45"],
    ],
    [
      // 730 h x $0.10; 1,000 GB x $0.045; 500 GB x $0.09
      "an active region's control plane, and what its pods send",
      "aws:eks/cluster:Cluster",
      us,
      [
        "NAT gateways: data, us-east-1: 45.00",
        "control planes, us-east-1: 73.00",
        "transfer to the internet, us-east-1: 45.00",
      ],
    ],
    [
      "a standby's control plane alone",
      "aws:eks/cluster:Cluster",
      eu,
      ["control planes, eu-west-1: 73.00"],
    ],
    [
      // 730 h x $2.208
      "an Aurora instance",
      "aws:rds/clusterInstance:ClusterInstance",
      { ...us, engine: "aurora-postgresql", instanceClass: "db.r7g.4xlarge" },
      ["database instances, us-east-1: 1611.84"],
    ],
    [
      // 10 million x $0.20; 100 GB x $0.10
      "an active Aurora cluster",
      "aws:rds/cluster:Cluster",
      { ...us, globalClusterIdentifier: "g" },
      ["database requests, us-east-1: 2.00", "database storage, us-east-1: 10.00"],
    ],
    [
      "no requests where the storage includes them",
      "aws:rds/cluster:Cluster",
      { ...us, storageType: "aurora-iopt1" },
      ["database storage, us-east-1: 10.00"],
    ],
    [
      // 5 million x $0.22; 100 GB x $0.11; 200 GB x $0.02, which the sender pays
      "what a standby's cluster receives",
      "aws:rds/cluster:Cluster",
      { ...eu, globalClusterIdentifier: "g" },
      [
        "database replication, eu-west-1: 1.10",
        "database storage, eu-west-1: 11.00",
        "transfer between regions, us-east-1: 4.00",
      ],
    ],
    [
      // 2 x 730 h x $0.065; 2 x 20 GB x $0.115
      "an RDS instance with a standby in another zone twice",
      "aws:rds/instance:Instance",
      { ...us, instanceClass: "db.t4g.medium", multiAz: true, allocatedStorage: 20 },
      ["database instances, us-east-1: 94.90", "database storage, us-east-1: 4.60"],
    ],
    [
      "a replica of another region, with its log on the way",
      "aws:rds/instance:Instance",
      {
        ...eu,
        instanceClass: "db.t4g.medium",
        replicateSourceDb: "arn:aws:rds:us-east-1:111122223333:db:one",
      },
      [
        "database instances, eu-west-1: 51.10",
        "database storage, eu-west-1: 2.54",
        "transfer between regions, us-east-1: 4.00",
      ],
    ],
    [
      // 3 x 730 h x $0.3496
      "cache nodes",
      "aws:elasticache/replicationGroup:ReplicationGroup",
      { ...us, engine: "valkey", nodeType: "cache.r7g.xlarge", numCacheClusters: 3 },
      ["cache nodes, us-east-1: 765.62"],
    ],
    [
      // 2 shards of 1 + 2 nodes
      "cache nodes of several shards",
      "aws:elasticache/replicationGroup:ReplicationGroup",
      {
        ...us,
        engine: "valkey",
        nodeType: "cache.t4g.small",
        numNodeGroups: 2,
        replicasPerNodeGroup: 2,
      },
      ["cache nodes, us-east-1: 112.13"],
    ],
    [
      // Each replica: 3 million x price, 50 GB x price, 50 GB x price. Transfer: 400 GB to the
      // table's region, from there 400 GB to the replica and 400 to the witness.
      "a journal in each of its replicas, and its writes on the way",
      "aws:dynamodb/table:Table",
      {
        ...eu,
        pointInTimeRecovery: { enabled: true },
        replicas: [{ regionName: "eu-central-1" }],
        globalTableWitness: { regionName: "eu-west-2" },
      },
      [
        "journal recovery, eu-central-1: 12.24",
        "journal storage, eu-central-1: 15.30",
        "journal writes, eu-central-1: 2.29",
        "journal recovery, eu-west-1: 11.32",
        "journal storage, eu-west-1: 14.15",
        "journal writes, eu-west-1: 2.12",
        "transfer between regions, eu-west-1: 16.00",
        "transfer between regions, us-east-1: 8.00",
      ],
    ],
    [
      // 3 subnets x 730 h x $0.011
      "an interface endpoint by its subnets",
      "aws:ec2/vpcEndpoint:VpcEndpoint",
      { ...eu, vpcEndpointType: "Interface", subnetIds: ["a", "b", "c"] },
      ["interface endpoints, eu-west-1: 24.09"],
    ],
    [
      "nothing for a gateway endpoint",
      "aws:ec2/vpcEndpoint:VpcEndpoint",
      { ...eu, vpcEndpointType: "Gateway" },
      [],
    ],
    [
      // 730 h x $0.0225; 2 x 730 h x $0.006
      "a public load balancer, and its traffic",
      "aws:lb/loadBalancer:LoadBalancer",
      { ...us, loadBalancerType: "network", internal: false },
      ["load balancers, us-east-1: 16.43", "load balancers: traffic, us-east-1: 8.76"],
    ],
    [
      "an internal load balancer without traffic",
      "aws:lb/loadBalancer:LoadBalancer",
      { ...us, loadBalancerType: "network", internal: true },
      ["load balancers, us-east-1: 16.43"],
    ],
    [
      "a health check by its options",
      "aws:route53/healthCheck:HealthCheck",
      { type: "HTTPS_STR_MATCH", requestInterval: 10, measureLatency: true },
      ["health checks, global: 0.50", "health checks: options, global: 4.00"],
    ],
    [
      "a health check of an alarm without options",
      "aws:route53/healthCheck:HealthCheck",
      { type: "CLOUDWATCH_METRIC" },
      ["health checks, global: 0.50"],
    ],
    [
      "an alarm by its metrics",
      "aws:cloudwatch/metricAlarm:MetricAlarm",
      { ...us, metricQueries: [{ metric: {} }, { metric: {} }, { expression: "a/b" }] },
      ["alarms, us-east-1: 0.20"],
    ],
    [
      "an alarm of high resolution",
      "aws:cloudwatch/metricAlarm:MetricAlarm",
      { ...us, period: 10 },
      ["alarms, us-east-1: 0.30"],
    ],
    [
      // 10 GB x $0.57; 10 GB x 0.15 x 3 months x $0.03
      "a log group",
      "aws:cloudwatch/logGroup:LogGroup",
      { ...eu, retentionInDays: 90 },
      ["logs, eu-west-1: 5.70", "logs kept, eu-west-1: 0.14"],
    ],
    [
      "a secret and its replicas",
      "aws:secretsmanager/secret:Secret",
      { ...us, replicas: [{ region: "eu-west-1" }] },
      ["secrets, us-east-1: 0.80"],
    ],
    ["an address", "aws:ec2/eip:Eip", us, ["public IPv4 addresses, us-east-1: 3.65"]],
    ["a NAT gateway", "aws:ec2/natGateway:NatGateway", eu, ["NAT gateways, eu-west-1: 35.04"]],
    ["a key", "aws:kms/key:Key", us, ["KMS keys, us-east-1: 1.00"]],
    ["nothing for what is free", "aws:ec2/vpc:Vpc", us, []],
  ])("counts %s", (_, type, inputs, expected) => {
    expect(costs(resource(type, inputs))).toEqual(expected);
  });

  it("takes the size of a node's disk from its launch template", () => {
    const template = resource("aws:ec2/launchTemplate:LaunchTemplate", {
      ...us,
      blockDeviceMappings: [{ ebs: { volumeSize: "80", volumeType: "gp3" } }],
    });
    const group = resource("aws:eks/nodeGroup:NodeGroup", {
      ...us,
      instanceTypes: ["m7g.large"],
      launchTemplate: { id: "lt-1" },
      scalingConfig: { desiredSize: 2 },
    });
    // 2 x 80 GiB x $0.08
    expect(costs({ ...template, id: "lt-1" }, group)[0]).toBe(
      "disks of the nodes, us-east-1: 12.80",
    );
  });

  it("counts database insights by the processors of a watched cluster's instances", () => {
    const cluster = resource("aws:rds/cluster:Cluster", {
      ...us,
      clusterIdentifier: "db",
      databaseInsightsMode: "advanced",
    });
    const instance = resource("aws:rds/clusterInstance:ClusterInstance", {
      ...us,
      engine: "aurora-postgresql",
      clusterIdentifier: "db",
      instanceClass: "db.r7g.4xlarge",
    });
    // 16 vCPU x 730 h x $0.0125
    expect(costs(cluster, instance)).toContain("database insights, us-east-1: 146.00");
  });
});
