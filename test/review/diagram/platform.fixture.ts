// SPDX-License-Identifier: Apache-2.0
import type { ExportedResource } from "../../../review/graph/exported";

type Properties = Readonly<Record<string, unknown>>;

/** How large the platform is. */
export interface Size {
  readonly regions: readonly string[];
  /** Zones of each region. */
  readonly zones: number;
}

const usual: Size = { regions: ["us-east-1", "eu-west-1"], zones: 3 };
/** How the engine marks a secret in an export. */
export const secret = (plaintext: string) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext,
});

export function resource(
  stack: string,
  type: string,
  name: string,
  outputs: Properties,
  more: Partial<ExportedResource> = {},
): ExportedResource {
  const urn = `urn:pulumi:test-${stack}::payments::${type}::${name}`;
  return { urn, type, custom: true, id: `${name}-${stack}`, inputs: {}, outputs, ...more };
}

/** The least that a region's stack is drawn from. */
function regionStack(region: string, isFirst: boolean, zones: number): ExportedResource[] {
  const here = (type: string, name: string, properties: Properties) =>
    resource(region, type, name, { region, ...properties });
  const vpcId = `network-${region}`;
  const names = ["a", "b", "c", "d"].slice(0, zones).map((letter) => `${region}${letter}`);
  const subnet = (kind: string, zone: string, index: number) => [
    here("aws:ec2/subnet:Subnet", `${zone}-${kind}`, {
      vpcId,
      availabilityZone: zone,
      cidrBlock: `10.${isFirst ? 1 : 2}.${index * 16 + kind.length}.0/24`,
    }),
    here("aws:ec2/routeTableAssociation:RouteTableAssociation", `${zone}-${kind}`, {
      routeTableId: `${kind}-${region}`,
      subnetId: `${zone}-${kind}-${region}`,
    }),
  ];
  return [
    here("aws:ec2/vpc:Vpc", "network", { cidrBlock: isFirst ? "10.1.0.0/16" : "10.2.0.0/16" }),
    ...["public", "private", "data"].map((kind) =>
      here("aws:ec2/routeTable:RouteTable", kind, { vpcId }),
    ),
    here("aws:ec2/route:Route", "out", {
      routeTableId: `public-${region}`,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: "igw-1",
    }),
    here("aws:ec2/route:Route", "nat", {
      routeTableId: `private-${region}`,
      destinationCidrBlock: "0.0.0.0/0",
      natGatewayId: "nat-1",
    }),
    ...names.flatMap((zone, index) =>
      ["public", "private", "data"].flatMap((kind) => subnet(kind, zone, index)),
    ),
    here("aws:rds/subnetGroup:SubnetGroup", "database", {
      name: `database-${region}`,
      subnetIds: names.map((zone) => `${zone}-data-${region}`),
    }),
    here("aws:rds/cluster:Cluster", "database", {
      arn: `arn:aws:rds:${region}:111122223333:cluster:database`,
      clusterIdentifier: `database-${region}`,
      globalClusterIdentifier: "payments",
      engine: "aurora-postgresql",
      dbSubnetGroupName: `database-${region}`,
      masterUsername: isFirst ? "payments" : "",
      masterPassword: secret("hunter2"),
    }),
    ...names.map((zone, index) =>
      here("aws:rds/clusterInstance:ClusterInstance", `database-${index + 1}`, {
        clusterIdentifier: `database-${region}`,
        availabilityZone: zone,
        writer: index === 0,
        instanceClass: "db.r7g.large",
      }),
    ),
    here("aws:lb/loadBalancer:LoadBalancer", "balancer", {
      internal: false,
      loadBalancerType: "network",
      name: `public-${region}`,
      dnsName: `balancer.elb.${region}.amazonaws.com`,
      subnets: names.map((zone) => `${zone}-public-${region}`),
    }),
    resource(region, "kubernetes:core/v1:Secret", "facts", {
      metadata: {
        labels: {
          "argocd.argoproj.io/secret-type": "cluster",
          region,
          role: isFirst ? "active" : "standby",
        },
      },
      data: { config: "aHVudGVyMg==" },
    }),
    resource(region, "kubernetes:helm.sh/v3:Release", "argo-cd", {
      chart: "argo-cd",
      version: "10.9.0",
      values: { note: '{"adminPassword":"hunter2","fine":"visible"}' },
    }),
  ];
}

/** A platform of as many regions as wanted, the first of which is active. */
export function platformOf({ regions, zones }: Size = usual): ExportedResource[] {
  const records = regions.slice(0, 2).map((region, index) =>
    resource("global", "aws:route53/record:Record", `failover-${region}`, {
      name: "pay.example.com",
      type: "A",
      setIdentifier: region,
      failoverRoutingPolicies: [{ type: index === 0 ? "PRIMARY" : "SECONDARY" }],
      aliases: [{ name: `balancer.elb.${region}.amazonaws.com` }],
      ...(index === 0 && { healthCheckId: "latch" }),
    }),
  );
  const peerings = regions.flatMap((region, index) =>
    regions
      .slice(index + 1)
      .map((peerRegion) =>
        resource(
          "global",
          "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
          `${region}-${peerRegion}`,
          { region, peerRegion },
        ),
      ),
  );
  const table = resource("base", "aws:dynamodb/table:Table", "journal", {
    region: "eu-west-1",
    name: "journal",
    replicas: [{ regionName: "eu-central-1", consistencyMode: "STRONG" }],
    globalTableWitness: { regionName: "eu-west-2" },
  });
  return [
    ...regions.flatMap((region, index) => regionStack(region, index === 0, zones)),
    ...records,
    ...peerings,
    table,
    resource("base", "aws:rds/globalCluster:GlobalCluster", "database", {
      globalClusterIdentifier: "payments",
    }),
  ];
}

/** The platform with one resource changed. */
export function changed(
  resources: readonly ExportedResource[],
  urnEnd: string,
  properties: Properties,
): ExportedResource[] {
  return resources.map((one) =>
    one.urn.endsWith(urnEnd) ? { ...one, outputs: { ...one.outputs, ...properties } } : one,
  );
}

/** URN of the one resource whose URN ends so. */
export function urnOf(resources: readonly ExportedResource[], end: string): string {
  const found = resources.filter(({ urn }) => urn.endsWith(end));
  if (found.length !== 1 || found[0] === undefined)
    throw new RangeError(`${found.length} × ${end}`);
  return found[0].urn;
}
