// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";

import { publicName as nameInZone } from "../components/edge/record-names";
import { isDuration, type Duration, type Size } from "../components/shared/units";

const regionName = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "must be the name of an AWS region, such as eu-west-1");

const duration = z.custom<Duration>(
  (value) => typeof value === "string" && isDuration(value),
  'must be a whole number and a unit, such as "30 seconds"',
);

const size = z.custom<Size>(
  (value) => typeof value === "string" && /^\d+ (GiB|TiB)$/.test(value),
  'must be a whole number of GiB or TiB, such as "100 GiB"',
);

const cidr = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/, "must be an IPv4 range, such as 10.1.0.0/16");

const engineVersion = z.string().regex(/^\d{2}\.\d{1,2}$/, "must be a version, such as 17.7");

/** Part of every identifier of a database, so that a rebuilt one has a new one beside the old. */
const generation = z.int().min(1).max(99);

/**
 * What a topology has to say to get the engine `rds`, so that nobody finds out in an emergency.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.Promote.html
 */
const unboundedPromotion = "takes minutes, and AWS promises no bound";

const promotion = z.custom<typeof unboundedPromotion>(
  (value) => value === unboundedPromotion,
  `must say "${unboundedPromotion}": RDS reboots a replica to promote it, and there is no way back but a rebuild`,
);

/** At least one, and no more than a managed node group takes (EKS service quotas). */
const nodeCount = z.int().min(1).max(450);

const instanceTypes = z
  .array(
    z.string().regex(/^[a-z0-9-]+\.[a-z0-9-]+$/, "must be an instance type, such as m7g.large"),
  )
  .min(1, "must name at least one instance type");

/** What a region has of its own. Regions may differ in every value; none is copied from another. */
const regionSchema = z.strictObject({
  /** AWS name of the region. */
  name: regionName,
  /**
   * The region that watches this one and holds what decides about it: its latch and its alarms.
   * The founding region's peer is its standby and receives the SECONDARY failover records.
   */
  peer: regionName,
  /** Range of the VPC. Never overlaps another region's VPC, pod or service range. */
  cidr,
  /** Range for pods, a second block of the VPC. Disjoint from every other range. */
  podCidr: cidr,
  /** Range for Kubernetes services, /12 to /24 (EKS). Disjoint from every other range. */
  serviceCidr: cidr,
  /** Three zones of this region, by name; one subnet of each kind goes into each. */
  availabilityZones: z.array(z.string()).length(3, "must name exactly 3 availability zones"),
  /** How the Kubernetes API is reached: from a runner in the VPC, or also from listed ranges. */
  clusterApi: z.discriminatedUnion("access", [
    z.strictObject({ access: z.literal("private") }),
    z.strictObject({
      access: z.literal("public"),
      allowedCidrs: z.array(cidr).min(1, "must list at least one range"),
    }),
  ]),
  /** IAM roles whose members administer the cluster (access entries). */
  clusterAdminRoleArns: z.array(z.string()),
  /** Worker nodes. A standby has the same as the active region: in an event new ones may not start. */
  nodes: z.strictObject({
    /** Processor of the nodes. Every image that runs here has to be built for it. */
    architecture: z.enum(["arm64", "x86_64"]),
    /** For each processor, so that `architecture` alone switches; in order of preference. */
    instanceTypes: z.strictObject({ arm64: instanceTypes, x86_64: instanceTypes }),
    minimum: nodeCount,
    desired: nodeCount,
    maximum: nodeCount,
  }),
  /** PostgreSQL instances in this region: one writer or writer-to-be, the rest readers. */
  database: z.strictObject({
    instanceClass: z.string().regex(/^db\./, "must be an RDS instance class, such as db.r7g.large"),
    instances: z.int().min(2).max(16),
    /**
     * Generation of this region's database where it was rebuilt by itself, as it is after a failover
     * of the engine `rds`. @default - the topology's
     */
    generation: generation.optional(),
  }),
  /** Redis (Valkey) of this region; never replicated to another. */
  cache: z.strictObject({
    nodeType: z.string().regex(/^cache\./, "must be a cache node type, such as cache.m7g.large"),
    nodes: z.int().min(2).max(6),
  }),
});

const serviceSchema = z.strictObject({
  /** Name of the service and first label of its public name. */
  name: z.string().regex(/^[a-z][a-z0-9-]{0,19}$/, "must be 1 to 20 of a-z, 0-9 and -"),
  /** 1: in both regions, pages. 2: in its home region, restored elsewhere. 3: home region, no page. */
  tier: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  /**
   * What finds a region: the latch (`failover`), nearness and health (`latency`), the fixed addresses
   * of Global Accelerator (`anycast`); or nothing, as it runs in one (`home`).
   */
  routing: z.enum(["failover", "latency", "anycast", "home"]),
  /** Whether one region answers at a time or both. Left out it is one, as for what has one writer. */
  multiRegion: z.enum(["active-passive", "active-active"]).optional(),
  /** Port of the load balancer's TLS listener; one service each. */
  port: z.int().min(1).max(65_535),
  /** Port on which the service's pods accept connections from the load balancer. */
  targetPort: z.int().min(1).max(65_535),
});

export const topologySchema = z.strictObject({
  /** Name of the environment: the file's name, and the first part of every stack's name. */
  environment: z.string().regex(/^[a-z][a-z0-9]{1,15}$/, "must be 2 to 16 of a-z and 0-9"),
  /** The one AWS account of this environment; a provider for another account refuses to start. */
  accountId: z.string().regex(/^\d{12}$/, "must be the 12 digits of an AWS account"),
  /** Whether stateful resources are protected from deletion, in Pulumi and in AWS. */
  protect: z.boolean(),
  /** Whether a database that is deleted, even for good, leaves a last snapshot and its backups. */
  keepBackups: z.boolean(),
  /** Immutable. Decides creation-time arguments, stack order and which record is PRIMARY. */
  foundingRegion: regionName,
  /** Follows the journal's control item. Decides role labels, dashboards and thresholds only. */
  activeRegion: regionName,
  /** The public zone; `create` makes it and stops until `delegated` says that the registrar knows. */
  dns: z.strictObject({
    zone: z.string().regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, "must be a domain name in lower case"),
    hostedZone: z.discriminatedUnion("source", [
      z.strictObject({ source: z.literal("adopt") }),
      z.strictObject({ source: z.literal("create"), delegated: z.boolean() }),
    ]),
  }),
  /** What runs on the platform; the tier decides what is built for it. */
  services: z.array(serviceSchema).min(1, "must list at least one service"),
  /** The time a failover may take, and how it is spent. */
  recovery: z.strictObject({
    /** From the fault to the first accepted payment. */
    timeObjective: duration,
    budget: z.strictObject({
      detection: duration,
      decision: duration,
      seal: duration,
      promotion: duration,
      dns: duration,
    }),
  }),
  /** What joins the regions' networks; transit gateways are for more VPCs, a VPN or inspection. */
  interconnect: z.enum(["peering", "transit-gateway"]),
  /** Kubernetes minor version of every cluster. */
  kubernetesVersion: z.string().regex(/^1\.\d{2}$/, "must be a minor version, such as 1.35"),
  /** PostgreSQL in all regions. */
  database: z.discriminatedUnion("engine", [
    z.strictObject({
      /** An Aurora global database: its writer moves, and moves back, by one call. */
      engine: z.literal("aurora-global"),
      engineVersion,
      generation,
    }),
    z.strictObject({
      /** RDS for PostgreSQL with read replicas: cheaper, and promoted for good. */
      engine: z.literal("rds"),
      engineVersion,
      generation,
      promotion,
      /**
       * The region whose database the others copy; its stack comes first. It follows a failover only
       * when the old region is rebuilt, and decides nothing about what is there already.
       * @default - the founding region
       */
      sourceRegion: regionName.optional(),
      /** What each instance begins with, and up to where RDS enlarges it. */
      storage: z.strictObject({ allocated: size, maximum: size }),
    }),
  ]),
  /** The payment journal: two strongly consistent replicas and a witness that serves no requests. */
  journal: z.strictObject({
    replicas: z.array(regionName).length(2, "must name exactly 2 regions"),
    witness: regionName,
  }),
  /** The repository whose workflows may assume the CI roles. */
  ci: z.strictObject({
    repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, "must be owner/name on GitHub"),
  }),
  /** Where pages go: HTTPS endpoints subscribed to every region's alarm topic. */
  paging: z.strictObject({
    endpoints: z.array(
      z.url({ protocol: /^https$/, error: "must be an address that begins with https://" }),
    ),
  }),
  /** The regions. The founding one and its peer carry tier 1; more may be added. */
  regions: z.array(regionSchema).min(2, "must list at least two regions"),
});

/** Everything about an environment, as one value. */
export type Topology = z.infer<typeof topologySchema>;
/** One region's own values. */
export type Region = Topology["regions"][number];
/** One service on the platform. */
export type Service = Topology["services"][number];

/** What a stack holds; with the environment's name it makes the stack's name. */
export type Scope = "base" | "global" | { readonly region: string; readonly delivery: boolean };

/** Every stack's scope, in the order in which they are brought up. */
export function scopesOf(topology: Topology): Scope[] {
  // What the others' databases copy has to be there first.
  const source = regionOf(topology, databaseSourceRegion(topology));
  const others = topology.regions.filter((region) => region !== source);
  const regions = [source, ...others].map((region) => region.name);
  return [
    "base",
    ...regions.map((region) => ({ region, delivery: false })),
    ...regions.map((region) => ({ region, delivery: true })),
    "global",
  ];
}

/** `us-east-1-delivery` for a delivery scope; what stands in the stack's config. */
export function scopeName(scope: Scope): string {
  if (typeof scope === "string") return scope;
  return scope.delivery ? `${scope.region}-delivery` : scope.region;
}

/** `production-us-east-1-delivery`. */
export function stackName(topology: Topology, scope: Scope): string {
  return `${topology.environment}-${scopeName(scope)}`;
}

/**
 * @throws RangeError when the topology has no region of that name; validation rules that out for
 * names that come from the topology itself
 */
export function regionOf(topology: Topology, name: string): Region {
  const region = topology.regions.find((candidate) => candidate.name === name);
  if (region === undefined) throw new RangeError(`the topology has no region "${name}"`);
  return region;
}

/** The generation of a region's own database: the topology's, unless it was rebuilt by itself. */
export function generationIn({ database }: Topology, region: Region): number {
  return region.database.generation ?? database.generation;
}

/** The region whose database is created first, and copied by those of the others. */
export function databaseSourceRegion({ database, foundingRegion }: Topology): string {
  return (database.engine === "rds" ? database.sourceRegion : undefined) ?? foundingRegion;
}

/** The services that have a target group, listener and records in that region. */
export function servicesIn(topology: Topology, region: string): Service[] {
  return topology.services.filter((service) => regionsOf(topology, service).includes(region));
}

/** Where a service runs: tier 1 in the founding region and its peer, the others at home. */
export function regionsOf(topology: Topology, service: Service): string[] {
  const { foundingRegion } = topology;
  return service.tier === 1
    ? [foundingRegion, regionOf(topology, foundingRegion).peer]
    : [foundingRegion];
}

/** Whether both regions may answer for a service at once; only where that is declared. */
export function isActiveActive({ multiRegion }: Pick<Service, "multiRegion">): boolean {
  return multiRegion === "active-active";
}

/** The public name of a service, the same whichever region answers. */
export function publicName(topology: Topology, service: Service): string {
  return nameInZone(service.name, topology.dns.zone);
}

/**
 * Whether the world can see the public zone. Before that no certificate validates: `base` stops
 * after the zone and waits for the registrar.
 */
export function isZoneDelegated({ dns }: Topology): boolean {
  return dns.hostedZone.source === "adopt" || dns.hostedZone.delegated;
}

/** Other regions that this one watches: it holds their latch and the alarms about them. */
export function watchedBy(topology: Topology, region: string): string[] {
  return topology.regions
    .filter((candidate) => candidate.peer === region)
    .map((candidate) => candidate.name);
}
