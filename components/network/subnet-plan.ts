// SPDX-License-Identifier: Apache-2.0
import { formatIssues, type Issue } from "../shared/issues";
import { addressCount, blockAt, overlaps, parseCidr, type Cidr } from "./cidr";

/** What a subnet is for; it decides its routes and what may stand in it. */
export type SubnetKind = "public" | "private" | "data" | "transit" | "pods";

/** One subnet of the plan. */
export interface PlannedSubnet {
  readonly kind: SubnetKind;
  /** Name of the zone: `us-east-1a`. */
  readonly availabilityZone: string;
  /** Range of the subnet: `10.1.0.0/19`. */
  readonly cidr: string;
}

/** The subnets of a VPC by kind, each list in the order of the zones. */
export type SubnetPlan = Readonly<Record<SubnetKind, readonly PlannedSubnet[]>>;

/** What the plan is made from. */
export interface SubnetRequest {
  /** Range of the VPC: holds every subnet but those of the pods. */
  readonly vpcCidr: string;
  /** Second range of the VPC: holds the pods' subnets and nothing else. */
  readonly podCidr: string;
  /** Zones by name, one to four. Their order decides ranges: append new ones, never reorder. */
  readonly availabilityZones: readonly string[];
}

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
export const vpcLimits = { longestPrefix: 28, shortestPrefix: 16 } as const;

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
export const subnetLimits = {
  longestPrefix: 28,
  shortestPrefix: 16,
  /** Network, router, DNS, one for future use, broadcast. */
  reservedAddresses: 5,
} as const;

/** Blocks that each range is cut into. A region gets three zones; the fourth waits for one more. */
const zoneBits = 2;
const mostZones = 2 ** zoneBits;

/**
 * Where each kind lies in its zone's block of the VPC range: `bits` smaller than the block, at
 * that index. Nodes, load balancers and endpoints need the addresses, so `private` has half of it.
 * Five of sixteen parts are free, and the last one but for its end, which {@link transitBlock}
 * takes: a new kind takes one and moves nothing.
 */
const layout = {
  private: { bits: 1, index: 0 },
  public: { bits: 4, index: 8 },
  data: { bits: 4, index: 9 },
} as const;

/**
 * The last block of AWS's smallest size in each zone: a transit gateway has one interface there.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html
 */
function transitBlock(zone: Cidr): Cidr {
  return blockAt(
    zone,
    subnetLimits.longestPrefix,
    2 ** (subnetLimits.longestPrefix - zone.prefix) - 1,
  );
}

const mostBits = Math.max(...Object.values(layout).map(({ bits }) => bits));

/** Smallest ranges that still give every subnet the size that AWS asks for. */
export const smallestRanges = {
  vpc: subnetLimits.longestPrefix - zoneBits - mostBits,
  pod: subnetLimits.longestPrefix - zoneBits,
} as const;

/** Everything that keeps a request from becoming a plan; an empty list means that it can. */
export function validateSubnetRequest(request: SubnetRequest): Issue[] {
  const zones = request.availabilityZones;
  const vpc = parseCidr(request.vpcCidr);
  const pod = parseCidr(request.podCidr);
  return [
    ...rangeIssues("vpcCidr", request.vpcCidr, smallestRanges.vpc),
    ...rangeIssues("podCidr", request.podCidr, smallestRanges.pod),
    ...(vpc.ok && pod.ok && overlaps(vpc.cidr, pod.cidr)
      ? [
          {
            path: "podCidr",
            problem: `overlaps vpcCidr (${request.vpcCidr})`,
            got: request.podCidr,
            fix: "choose a disjoint block",
          },
        ]
      : []),
    ...(zones.length < 1 || zones.length > mostZones || new Set(zones).size < zones.length
      ? [
          {
            path: "availabilityZones",
            problem: `must be 1 to ${mostZones} different zones`,
            got: zones,
            fix: "name each zone once",
          },
        ]
      : []),
  ];
}

/**
 * Cuts a VPC into subnets. Each zone owns a quarter of both ranges, by its place in the list, and
 * each kind a fixed part of that quarter. A range therefore depends on nothing but its own zone's
 * place and its own kind: adding a zone at the end, or a kind in a free part, renumbers no subnet
 * that exists. (A subnet's range can't be changed; renumbering is delete and create.)
 *
 * @example
 * planSubnets({ vpcCidr: "10.1.0.0/16", podCidr: "100.64.0.0/16", availabilityZones: ["us-east-1a"] })
 * // private 10.1.0.0/19, public 10.1.32.0/22, data 10.1.36.0/22, transit 10.1.63.240/28,
 * // pods 100.64.0.0/18
 * @throws RangeError listing everything that {@link validateSubnetRequest} finds
 */
export function planSubnets(request: SubnetRequest): SubnetPlan {
  const issues = validateSubnetRequest(request);
  const vpc = parseCidr(request.vpcCidr);
  const pod = parseCidr(request.podCidr);
  if (issues.length > 0 || !vpc.ok || !pod.ok) {
    throw new RangeError(formatIssues("cannot plan subnets", issues));
  }
  const perZone = (kind: SubnetKind, place: (zone: number) => Cidr): PlannedSubnet[] =>
    request.availabilityZones.map((availabilityZone, zone) => ({
      kind,
      availabilityZone,
      cidr: place(zone).text,
    }));
  const inVpc = (kind: keyof typeof layout) =>
    perZone(kind, (zone) => {
      const { bits, index } = layout[kind];
      const block = zoneBlock(vpc.cidr, zone);
      return blockAt(block, block.prefix + bits, index);
    });
  return {
    public: inVpc("public"),
    private: inVpc("private"),
    data: inVpc("data"),
    transit: perZone("transit", (zone) => transitBlock(zoneBlock(vpc.cidr, zone))),
    pods: perZone("pods", (zone) => zoneBlock(pod.cidr, zone)),
  };
}

/** Every subnet of the plan as one list: public, private, data, transit, pods. */
export function allSubnets(plan: SubnetPlan): PlannedSubnet[] {
  return [...plan.public, ...plan.private, ...plan.data, ...plan.transit, ...plan.pods];
}

/** Addresses of a subnet that can be given to something: 251 in a /24. */
export function usableAddresses(subnet: Cidr): number {
  return addressCount(subnet) - subnetLimits.reservedAddresses;
}

/**
 * `a` for `us-east-1a`: the last part of the names of what lies in one zone.
 *
 * @throws RangeError when the text does not end as the name of a zone does
 */
export function zoneSuffix(availabilityZone: string): string {
  const [, suffix] = /^[a-z]{2}(?:-[a-z]+)+-\d([a-z])$/.exec(availabilityZone) ?? [];
  if (suffix === undefined) {
    throw new RangeError(`not an availability zone, got "${availabilityZone}"; write "us-east-1a"`);
  }
  return suffix;
}

function zoneBlock(range: Cidr, zone: number): Cidr {
  return blockAt(range, range.prefix + zoneBits, zone);
}

function rangeIssues(path: string, got: string, longest: number): Issue[] {
  const parsed = parseCidr(got);
  if (!parsed.ok) return [{ path, problem: parsed.problem, got, fix: parsed.fix }];
  const { prefix } = parsed.cidr;
  if (prefix >= vpcLimits.shortestPrefix && prefix <= longest) return [];
  return [
    {
      path,
      problem: `must be a /${vpcLimits.shortestPrefix} to /${longest}`,
      got,
      fix: `choose a block of that size; smaller ones leave subnets under AWS's /${subnetLimits.longestPrefix}`,
    },
  ];
}
