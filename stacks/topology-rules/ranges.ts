// SPDX-License-Identifier: Apache-2.0
import { cidrOf, contains, overlaps, parseCidr, type Cidr } from "../../components/network/cidr";
import { smallestRanges, vpcLimits } from "../../components/network/subnet-plan";
import type { Issue } from "../../components/shared/issues";
import type { Topology } from "../topology";
import type { Rule } from "./rule";

type Kind = "cidr" | "podCidr" | "serviceCidr";

interface Located {
  readonly path: string;
  readonly text: string;
  readonly kind: Kind;
  readonly region: number;
}

interface Parsed extends Located {
  readonly cidr: Cidr;
}

const kinds: readonly Kind[] = ["cidr", "podCidr", "serviceCidr"];
const reads = kinds.map((kind) => `regions[].${kind}`);

/** @see https://www.rfc-editor.org/rfc/rfc1918#section-3 */
const privateBlocks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map(cidrOf);

/** Shared address space, which a VPC may have beside a private range: room for pods. */
const sharedBlock = cidrOf("100.64.0.0/10");

/** Docker's bridge, on nodes and in AWS's own services: an address in it may never be reached. */
const dockerBlock = cidrOf("172.17.0.0/16");

/** Prefixes that each kind may have. */
const sizes: Readonly<Record<Kind, { readonly shortest: number; readonly longest: number }>> = {
  cidr: { shortest: vpcLimits.shortestPrefix, longest: smallestRanges.vpc },
  podCidr: { shortest: vpcLimits.shortestPrefix, longest: smallestRanges.pod },
  // https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html
  serviceCidr: { shortest: 12, longest: 24 },
};

/**
 * Blocks that AWS refuses as a second range, by the block that holds the first one, besides those
 * of the other private blocks.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#add-cidr-block-restrictions
 */
const refusedBeside = [
  { vpcIn: cidrOf("10.0.0.0/15"), refused: cidrOf("10.0.0.0/16") },
  { vpcIn: cidrOf("172.16.0.0/12"), refused: cidrOf("172.31.0.0/16") },
];

/** A range with host bits or junk is refused, never rounded: only its author knows what is meant. */
const rangesAreWellFormed: Rule = {
  reads,
  check: (topology) =>
    located(topology).flatMap(({ path, text }) => {
      const parsed = parseCidr(text);
      return parsed.ok ? [] : [{ path, problem: parsed.problem, got: text, fix: parsed.fix }];
    }),
};

/** Beyond these sizes AWS refuses the range, or a subnet that the plan would cut from it. */
const rangesHaveAllowedSizes: Rule = {
  reads,
  check: (topology) =>
    parsedRanges(topology).flatMap(({ path, text, kind, cidr }) => {
      const { shortest, longest } = sizes[kind];
      if (cidr.prefix >= shortest && cidr.prefix <= longest) return [];
      return [
        {
          path,
          problem: `must be a /${shortest} to /${longest}`,
          got: text,
          fix: "choose a block of that size",
        },
      ];
    }),
};

/** Peered regions route by address: one shared address makes both ends unreachable. */
const rangesAreDisjoint: Rule = {
  reads,
  check: (topology) => {
    const ranges = parsedRanges(topology);
    return ranges.flatMap(({ path, text, cidr }, index) =>
      ranges
        .slice(0, index)
        .filter((earlier) => overlaps(earlier.cidr, cidr))
        .map((earlier) => ({
          path,
          problem: `overlaps ${earlier.path} (${earlier.text})`,
          got: text,
          fix: "choose a disjoint block",
        })),
    );
  },
};

/** Public addresses inside would hide their owners; EKS takes service ranges from these alone. */
const rangesArePrivate: Rule = {
  reads,
  check: (topology) =>
    parsedRanges(topology)
      .filter(({ kind }) => kind !== "podCidr")
      .filter(({ cidr }) => !privateBlocks.some((block) => contains(block, cidr)))
      .map(({ path, text }) => ({
        path,
        problem: `must lie in one of ${list(privateBlocks)}`,
        got: text,
        fix: "choose a block inside one of them",
      })),
};

/** Addresses in Docker's own range answer from the node itself. */
const rangesAvoidDocker: Rule = {
  reads,
  check: (topology) =>
    parsedRanges(topology)
      .filter(({ cidr }) => overlaps(cidr, dockerBlock))
      .map(({ path, text }) => ({
        path,
        problem: `overlaps ${dockerBlock.text}, which Docker and some AWS services use themselves`,
        got: text,
        fix: "choose a block outside of it",
      })),
};

/** AWS lets a VPC have only certain second ranges, and which depends on the first. */
const podRangesFitBesideTheVpc: Rule = {
  reads,
  check: (topology) => {
    const ranges = parsedRanges(topology);
    return ranges.flatMap((pods): Issue[] => {
      const vpc = ranges.find(({ kind, region }) => kind === "cidr" && region === pods.region);
      const home = privateBlocks.find((block) => vpc !== undefined && contains(block, vpc.cidr));
      if (pods.kind !== "podCidr" || vpc === undefined || home === undefined) return [];
      const allowed = [home, sharedBlock];
      const refused = refusedBeside
        .filter(({ vpcIn }) => contains(vpcIn, vpc.cidr))
        .find((entry) => overlaps(entry.refused, pods.cidr))?.refused;
      if (allowed.some((block) => contains(block, pods.cidr)) && refused === undefined) return [];
      const except = refused === undefined ? "" : ` and outside of ${refused.text}`;
      return [
        {
          path: pods.path,
          problem: `must lie in ${list(allowed)}${except}, beside a VPC of ${vpc.text}`,
          got: pods.text,
          fix: `choose a block of ${sharedBlock.text}`,
        },
      ];
    });
  },
};

export const rangeRules: readonly Rule[] = [
  rangesAreWellFormed,
  rangesHaveAllowedSizes,
  rangesArePrivate,
  rangesAvoidDocker,
  podRangesFitBesideTheVpc,
  rangesAreDisjoint,
];

function located({ regions }: Topology): Located[] {
  return [...regions.entries()].flatMap(([index, region]) =>
    kinds.map((kind) => ({
      path: `regions[${index}].${kind}`,
      text: region[kind],
      kind,
      region: index,
    })),
  );
}

function parsedRanges(topology: Topology): Parsed[] {
  return located(topology).flatMap((range) => {
    const parsed = parseCidr(range.text);
    return parsed.ok ? [{ ...range, cidr: parsed.cidr }] : [];
  });
}

function list(blocks: readonly Cidr[]): string {
  return blocks.map(({ text }) => text).join(", ");
}
