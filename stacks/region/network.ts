// SPDX-License-Identifier: Apache-2.0
import { InternalLoadBalancer } from "../../components/edge/internal-load-balancer";
import { PublicLoadBalancer } from "../../components/edge/public-load-balancer";
import { amazonSideAsn } from "../../components/network/amazon-side-asn";
import { PrivateZone } from "../../components/network/private-zone";
import { TransitGateway } from "../../components/network/transit-gateway";
import { Vpc } from "../../components/network/vpc";
import { EncryptionKey } from "../../components/shared/encryption-key";
import type { KeyUser } from "../../components/shared/key-policy";
import { LogBucket } from "../../components/shared/log-bucket";
import { regionOf, servicesIn } from "../topology";
import { ownOutput, type Site } from "./site";

/** What each key of the region encrypts, and who uses it. */
const keyUsers = {
  cluster: ["eks", "ebs"],
  cache: ["elasticache", "secretsmanager"],
  logs: ["log-delivery", "cloudwatch-logs"],
  alarms: ["cloudwatch-alarms"],
} as const satisfies Readonly<Record<string, readonly KeyUser[]>>;

export type RegionKeys = Readonly<Record<keyof typeof keyUsers, EncryptionKey>>;

/** A key per purpose, all of this region. */
export function createKeys({ topology, region, opts }: Site): RegionKeys {
  const { environment, accountId, protect } = topology;
  const create = (purpose: keyof typeof keyUsers): EncryptionKey =>
    new EncryptionKey(
      `payments-${purpose}-key`,
      { environment, accountId, protect, region: region.name, purpose, usedBy: keyUsers[purpose] },
      opts,
    );
  return {
    cluster: create("cluster"),
    cache: create("cache"),
    logs: create("logs"),
    alarms: create("alarms"),
  };
}

export function createLogBucket({ topology, region, opts }: Site, keys: RegionKeys): LogBucket {
  const { accountId, protect } = topology;
  return new LogBucket(
    "payments-logs",
    { accountId, protect, region: region.name, kmsKeyArn: keys.logs.arn },
    opts,
  );
}

export function createVpc({ region, opts }: Site, logs: LogBucket): Vpc {
  return new Vpc(
    "payments-network",
    {
      region: region.name,
      vpcCidr: region.cidr,
      podCidr: region.podCidr,
      availabilityZones: region.availabilityZones,
      flowLogBucketArn: logs.arn,
    },
    opts,
  );
}

/** Where the topology joins its regions by transit gateways: this region's own. */
export function createTransitGateway(
  { topology, region, opts }: Site,
  { vpcId, transitCidrs }: Vpc,
): TransitGateway | undefined {
  if (topology.interconnect !== "transit-gateway") return undefined;
  return new TransitGateway(
    "payments-transit",
    { vpcId, subnetCidrs: transitCidrs, amazonSideAsn: amazonSideAsn(region.cidr) },
    opts,
  );
}

/** The region's two load balancers: for the internet, and for its peers. */
export interface Doors {
  readonly publicDoor: PublicLoadBalancer;
  readonly internalDoor: InternalLoadBalancer;
}

export function createDoors(site: Site, logs: LogBucket, vpc: Vpc): Doors {
  const { topology, region, opts } = site;
  const common = {
    environment: topology.environment,
    protect: topology.protect,
    vpcId: vpc.vpcId,
    availabilityZones: region.availabilityZones,
    services: servicesIn(topology, region.name),
    certificateArn: ownOutput(site, "certificateArns"),
    accessLogsBucket: logs.bucketName,
  };
  const peer = regionOf(topology, region.peer);
  return {
    publicDoor: new PublicLoadBalancer(
      "payments-public",
      { ...common, publicSubnetIds: vpc.publicSubnetIds },
      opts,
    ),
    internalDoor: new InternalLoadBalancer(
      "payments-internal",
      {
        ...common,
        privateSubnetIds: vpc.privateSubnetIds,
        peerCidrs: [peer.cidr, peer.podCidr],
        clientSecurityGroupIds: {},
      },
      opts,
    ),
  };
}

/** The names by which peers call this region's services. */
export function createPrivateZone(site: Site, vpc: Vpc, { internalDoor }: Doors): PrivateZone {
  const { topology, region, opts } = site;
  const { dnsName, zoneId } = internalDoor;
  const services = servicesIn(topology, region.name).map(({ name }) => name);
  return new PrivateZone(
    "payments-names",
    {
      region: region.name,
      domain: topology.dns.zone,
      vpcId: vpc.vpcId,
      loadBalancers: Object.fromEntries(services.map((name) => [name, { dnsName, zoneId }])),
    },
    opts,
  );
}
