// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { Given, RefusalCase } from "../../support/refusal-case";
import { groupOf, nowhere, vpcOf } from "./network";

const severalPeers = "aws:ec2/securityGroupRule:SecurityGroupRule";

type About = Pick<RefusalCase, "what" | "code" | "property" | "stage">;

/** A rule of a group with another group as its peer, as each of the three types says it. */
interface Kind<Args extends object> {
  readonly token: string;
  readonly peer: string;
  readonly usual: (groupId: pulumi.Input<string>, peerId: pulumi.Input<string>) => Args;
  readonly make: (
    given: Given,
    role: string,
    args: Args,
    opts?: pulumi.CustomResourceOptions,
  ) => pulumi.CustomResource;
}

type SinglePeerArgs = aws.vpc.SecurityGroupIngressRuleArgs;

function onePeer(direction: "Ingress" | "Egress"): Kind<SinglePeerArgs> {
  return {
    token: `aws:vpc/securityGroup${direction}Rule:SecurityGroup${direction}Rule`,
    peer: "referencedSecurityGroupId",
    usual: (securityGroupId, referencedSecurityGroupId) => ({
      securityGroupId,
      referencedSecurityGroupId,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    }),
    make: ({ aws, name }, role, args, opts) =>
      direction === "Ingress"
        ? new aws.vpc.SecurityGroupIngressRule(`${name}-${role}`, args, opts)
        : new aws.vpc.SecurityGroupEgressRule(`${name}-${role}`, args, opts),
  };
}

const manyPeers: Kind<aws.ec2.SecurityGroupRuleArgs> = {
  token: severalPeers,
  peer: "sourceSecurityGroupId",
  usual: (securityGroupId, sourceSecurityGroupId) => ({
    type: "ingress",
    securityGroupId,
    sourceSecurityGroupId,
    protocol: "tcp",
    fromPort: 443,
    toPort: 443,
  }),
  make: ({ aws, name }, role, args, opts) =>
    new aws.ec2.SecurityGroupRule(`${name}-${role}`, args, opts),
};

/** A rule between two groups of a VPC; the mistake is in some of its properties. */
function ruleCase<Args extends object>(
  kind: Kind<Args>,
  about: About,
  mistaken: (given: Given) => Partial<Args>,
): RefusalCase {
  return {
    ...about,
    token: kind.token,
    program: (given) => {
      const vpc = vpcOf(given);
      const [own, peer] = [groupOf(given, vpc.id, "own"), groupOf(given, vpc.id, "peer")];
      const args = kind.usual(own.id, peer.id);
      kind.make(given, "rule", { ...args, ...(given.mistake ? mistaken(given) : {}) });
    },
  };
}

const reference = { code: "InvalidGroup.NotFound", stage: "write" } as const;
const invalid = { code: "InvalidParameterValue", stage: "write" } as const;

/** What is refused of all three types alike. */
function sharedCases<Args extends object>(
  kind: Kind<Args>,
  direction: "ingress" | "egress",
  as: (args: Record<string, unknown>) => Partial<Args>,
): RefusalCase[] {
  const { peer } = kind;
  return [
    ruleCase(
      kind,
      {
        ...reference,
        what: `a rule (${kind.token}) of a group that isn't there`,
        property: "securityGroupId",
      },
      () => as({ securityGroupId: nowhere.group }),
    ),
    ruleCase(
      kind,
      { ...reference, what: `a rule (${kind.token}) for a group that isn't there`, property: peer },
      () => as({ [peer]: nowhere.group }),
    ),
    ruleCase(
      kind,
      { ...reference, what: `a rule (${kind.token}) for another VPC's group`, property: peer },
      (given) => as({ [peer]: groupOf(given, vpcOf(given, 1).id, "other").id }),
    ),
    ruleCase(
      kind,
      { ...invalid, what: `a rule (${kind.token}) for ports 443 to 80`, property: "toPort" },
      () => as({ toPort: 80 }),
    ),
    ruleCase(
      kind,
      {
        ...invalid,
        what: `a rule's description (${kind.token}) with an apostrophe`,
        property: "description",
      },
      () => as({ description: "The platform's clients" }),
    ),
    {
      what: `a rule (${kind.token}) that is there already`,
      token: kind.token,
      code: "InvalidPermission.Duplicate",
      property: "securityGroupId",
      stage: "write",
      program: (given) => {
        const vpc = vpcOf(given);
        const [own, peer] = [groupOf(given, vpc.id, "own"), groupOf(given, vpc.id, "peer")];
        const args = kind.usual(own.id, peer.id);
        const dependsOn = [kind.make(given, "first", args)];
        const other = given.mistake ? {} : as({ toPort: 444 });
        kind.make(given, "second", { ...args, ...other }, { dependsOn });
      },
    },
    {
      what: `a rule (${kind.token}) after sixty others`,
      token: kind.token,
      code: "RulesPerSecurityGroupLimitExceeded",
      property: "securityGroupId",
      stage: "create",
      program: (given) => {
        const { aws, name, mistake } = given;
        const own = groupOf(given, vpcOf(given).id);
        const numbers = Array.from({ length: mistake ? 60 : 59 }, (_, index) => index);
        const many = new aws.ec2.SecurityGroupRule(`${name}-many`, {
          type: direction,
          securityGroupId: own.id,
          cidrBlocks: numbers.map((number) => `198.51.100.${number}/32`),
          protocol: "tcp",
          fromPort: 443,
          toPort: 443,
        });
        kind.make(given, "last", kind.usual(own.id, own.id), { dependsOn: [many] });
      },
    },
  ];
}

/** What is refused of the types that take one peer. */
function onePeerCases(direction: "Ingress" | "Egress"): RefusalCase[] {
  const kind = onePeer(direction);
  return [
    ruleCase(
      kind,
      {
        what: `an ${direction.toLowerCase()} rule for two peers`,
        code: "InvalidParameterCombination",
        property: "cidrIpv4",
        stage: "check",
      },
      () => ({ cidrIpv4: "192.0.2.0/24", referencedSecurityGroupId: nowhere.group }),
    ),
    ruleCase(
      kind,
      {
        what: `an ${direction.toLowerCase()} rule for a range with host bits`,
        code: "InvalidParameterValue",
        property: "cidrIpv4",
        stage: "check",
      },
      () => ({ cidrIpv4: "192.0.2.1/24", referencedSecurityGroupId: undefined }),
    ),
    ...["fromPort", "toPort"].map((property) =>
      ruleCase(
        kind,
        {
          what: `an ${direction.toLowerCase()} rule for a ${property} of 65536`,
          code: "InvalidParameterValue",
          property,
          stage: "check",
        },
        () => ({ [property]: 65_536 }),
      ),
    ),
    ruleCase(
      kind,
      {
        ...invalid,
        what: `an ${direction.toLowerCase()} rule for TCP without ports`,
        property: "fromPort",
      },
      () => ({ fromPort: undefined, toPort: undefined }),
    ),
    ...sharedCases(kind, direction === "Ingress" ? "ingress" : "egress", (args) => args),
  ];
}

const severalPeersCases: readonly RefusalCase[] = [
  ruleCase(
    manyPeers,
    {
      what: "a rule with ranges and a group as its peers",
      code: "InvalidParameterCombination",
      property: "cidrBlocks",
      stage: "check",
    },
    () => ({ cidrBlocks: ["192.0.2.0/24"], sourceSecurityGroupId: nowhere.group }),
  ),
  ruleCase(
    manyPeers,
    {
      what: "a rule that goes neither in nor out",
      code: "InvalidParameterValue",
      property: "type",
      stage: "check",
    },
    () => ({ type: "inbound" }),
  ),
  ...sharedCases(manyPeers, "ingress", (args) => args),
];

export const ec2SecurityGroupRules: readonly RefusalCase[] = [
  ...onePeerCases("Ingress"),
  ...onePeerCases("Egress"),
  ...severalPeersCases,
];
