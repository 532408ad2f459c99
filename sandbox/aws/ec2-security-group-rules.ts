// SPDX-License-Identifier: Apache-2.0
import type { CloudObject } from "../provider/cloud";
import type { Rule, Self } from "../provider/resource-type";
import { isKnown, text, texts, type Properties } from "../provider/values";
import { ec2Errors, groupAt, groupType, mustBeThere, peeringType } from "./ec2-lookups";
import { withinQuota } from "./service-quotas";
import { exactlyOneOf, mustBeRange, mustBeWithin, mustMatch } from "./value-rules";

const api = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference";
const provider =
  "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ec2";
const quotaDocs = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";

export const ruleType = "aws:ec2/securityGroupRule:SecurityGroupRule";
export const ingressType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
export const egressType = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

/**
 * What descriptions of groups and of rules may hold, up to 255 characters.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
 */
const description = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{0,255}$/;
const descriptionForm =
  "Valid descriptions are strings less than 256 characters from the following set: " +
  "a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*";

function describedWell(what: string, call: string): Rule {
  return {
    code: "InvalidParameterValue",
    property: "description",
    stage: "write",
    source: `${api}/API_${call}.html`,
    refuses: ({ inputs }) =>
      description.test(text(inputs, "description") ?? "")
        ? undefined
        : `Invalid ${what} description. ${descriptionForm}`,
  };
}

/** What is wrong with a group's own properties. */
export const groupRules: readonly Rule[] = [
  mustMatch(
    {
      code: "InvalidParameterValue",
      property: "name",
      source: `${provider}/vpc_security_group.go`,
    },
    {
      pattern: /^(?!sg-).{0,255}$/s,
      shortest: 0,
      says: (name) =>
        name.startsWith("sg-")
          ? "invalid value for name (cannot begin with sg-)"
          : `expected length of name to be in the range (0 - 255), got ${name}`,
    },
  ),
  describedWell("security group", "CreateSecurityGroup"),
  {
    code: "InvalidGroup.Duplicate",
    property: "name",
    stage: "create",
    source: ec2Errors,
    refuses: ({ inputs, cloud, region }) => {
      const namesake = cloud
        .list(groupType, region)
        .find((group) => group.inputs.vpcId === inputs.vpcId && group.inputs.name === inputs.name);
      return (
        namesake &&
        `The security group '${String(inputs.name)}' already exists for VPC '${String(inputs.vpcId)}'`
      );
    },
  },
];

/** Which way a rule lets traffic pass. */
type Direction = "ingress" | "egress";

/** One line of a group: what it lets pass, in one direction, for one peer. */
interface Permission {
  readonly direction: string;
  readonly groupId: string;
  readonly protocol: string;
  readonly ports: string;
  readonly peer: string;
}

/** Protocol numbers that have names. */
const protocolNames: Readonly<Record<string, string>> = { "1": "icmp", "6": "tcp", "17": "udp" };

/** What a rule of either kind lets pass; the older kind may have several peers. */
function permissionsOf(direction: string, inputs: Properties): Permission[] {
  const given = text(inputs, "ipProtocol") ?? text(inputs, "protocol") ?? "";
  const named = (protocolNames[given] ?? given).toLowerCase();
  const protocol = named === "all" ? "-1" : named;
  const groupId = text(inputs, "securityGroupId") ?? "";
  const peers = [
    ...["cidrBlocks", "ipv6CidrBlocks", "prefixListIds"].flatMap((path) => texts(inputs, path)),
    ...["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"]
      .concat("sourceSecurityGroupId")
      .map((path) => text(inputs, path)),
    inputs.self === true ? groupId : undefined,
  ].filter((peer) => peer !== undefined);
  const ports = protocol === "-1" ? "" : `${String(inputs.fromPort)}-${String(inputs.toPort)}`;
  return peers.map((peer) => ({ direction, groupId, protocol, ports, peer }));
}

function directionOf({ type, inputs }: CloudObject): string {
  if (type === ruleType) return text(inputs, "type") ?? "";
  return type === ingressType ? "ingress" : "egress";
}

/** What all other rules of the region let pass. */
function otherPermissions({ cloud, region, id }: Self): Permission[] {
  return [ruleType, ingressType, egressType]
    .flatMap((token) => cloud.list(token, region))
    .filter((rule) => rule.id !== id)
    .flatMap((rule) => permissionsOf(directionOf(rule), rule.inputs));
}

function same(one: Permission, other: Permission): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What is wrong with a rule of either kind; `way` is the one that its type or its `type` says. */
function permissionRules(
  way: (inputs: Properties) => string,
  peer: string,
  portsAreRequired: boolean,
): Rule[] {
  const missingGroup = (property: string): Rule =>
    mustBeThere(
      { code: "InvalidGroup.NotFound", property, source: ec2Errors },
      { token: groupType, at: groupAt, called: "security group" },
    );
  return [
    missingGroup("securityGroupId"),
    missingGroup(peer),
    groupOfAnotherVpc(peer),
    ...(portsAreRequired ? [] : [portsMissing]),
    portsReversed,
    describedWell("rule", "AuthorizeSecurityGroupIngress"),
    {
      code: "InvalidPermission.Duplicate",
      property: "securityGroupId",
      stage: "write",
      source: ec2Errors,
      refuses: (self) => {
        const others = otherPermissions(self);
        const twice = permissionsOf(way(self.inputs), self.inputs).find((one) =>
          others.some((other) => same(one, other)),
        );
        return (
          twice &&
          `the specified rule "peer: ${twice.peer}, ${twice.protocol.toUpperCase()}, from port: ` +
            `${String(self.inputs.fromPort)}, to port: ${String(self.inputs.toPort)}, ALLOW" already exists`
        );
      },
    },
    withinQuota(
      {
        code: "RulesPerSecurityGroupLimitExceeded",
        property: "securityGroupId",
        source: quotaDocs,
      },
      "vpc/L-0EA8095F",
      (self) => {
        const [first, ...more] = permissionsOf(way(self.inputs), self.inputs).filter(isOfIpv4);
        if (first === undefined) return 0;
        const beside = otherPermissions(self)
          .filter(({ groupId }) => groupId === first.groupId)
          .filter(({ direction }) => direction === first.direction);
        return beside.filter(isOfIpv4).length + 1 + more.length;
      },
      () => "The maximum number of rules per security group has been reached.",
    ),
  ];
}

/** Rules for IPv6 are counted apart; those that name a group count on both sides. */
function isOfIpv4({ peer }: Permission): boolean {
  return !peer.includes(":");
}

function groupOfAnotherVpc(property: string): Rule {
  return {
    code: "InvalidGroup.NotFound",
    property,
    stage: "write",
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    refuses: (self) => {
      const [own, other] = ["securityGroupId", property].map(
        (path) => groupAt(self, text(self.inputs, path) ?? "")?.vpcId,
      );
      if (own === undefined || other === undefined || own === other) return undefined;
      return arePeered(self, own, other)
        ? undefined
        : "You have specified two resources that belong to different networks.";
    },
  };
}

/** Within one region, a rule may name a group of a peered VPC. */
function arePeered({ cloud, region }: Self, one: string, other: string): boolean {
  return cloud
    .list(peeringType, region)
    .some(
      ({ inputs }) => [inputs.vpcId, inputs.peerVpcId].sort().join() === [one, other].sort().join(),
    );
}

function isTcpOrUdp(inputs: Properties): boolean {
  const protocol = (text(inputs, "ipProtocol") ?? text(inputs, "protocol") ?? "").toLowerCase();
  return ["tcp", "udp", "6", "17"].includes(protocol);
}

/** -1 is for all types of ICMP, and no port. */
const portsMissing: Rule = {
  code: "InvalidParameterValue",
  property: "fromPort",
  stage: "write",
  source: `${api}/API_IpPermission.html`,
  refuses: ({ inputs }) =>
    isTcpOrUdp(inputs) && [inputs.fromPort, inputs.toPort].some((port) => (port ?? -1) === -1)
      ? "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange."
      : undefined,
};

const portsReversed: Rule = {
  code: "InvalidParameterValue",
  property: "toPort",
  stage: "write",
  source: `${api}/API_IpPermission.html`,
  refuses: ({ inputs }) => {
    const { fromPort, toPort } = inputs;
    if (!isTcpOrUdp(inputs) || typeof fromPort !== "number" || typeof toPort !== "number") {
      return undefined;
    }
    return fromPort > toPort ? `Invalid port range: ${fromPort} to ${toPort}` : undefined;
  },
};

/** What is wrong with a rule of the kind that has one peer. */
export function singlePeerRules(direction: Direction): readonly Rule[] {
  const source = `${provider}/vpc_security_group_ingress_rule.go`;
  return [
    exactlyOneOf({ code: "InvalidParameterCombination", property: "cidrIpv4", source }, [
      "cidrIpv4",
      "cidrIpv6",
      "prefixListId",
      "referencedSecurityGroupId",
    ]),
    mustBeRange({ code: "InvalidParameterValue", property: "cidrIpv4", source }),
    ...["fromPort", "toPort"].map((property) =>
      mustBeWithin(
        { code: "InvalidParameterValue", property, source },
        { least: -1, most: 65_535 },
      ),
    ),
    ...permissionRules(() => direction, "referencedSecurityGroupId", false),
  ];
}

const peers = ["cidrBlocks", "ipv6CidrBlocks", "prefixListIds", "self", "sourceSecurityGroupId"];

/** What is wrong with a rule of the kind that may have several peers. */
export const severalPeersRules: readonly Rule[] = [
  {
    code: "InvalidParameterCombination",
    property: "cidrBlocks",
    stage: "check",
    source: `${provider}/vpc_security_group_rule.go`,
    refuses: ({ inputs }) => {
      const given = peers.filter((path) => inputs[path] !== undefined && inputs[path] !== false);
      const known = given.filter((path) => isKnown(inputs[path]));
      const alone = ["self", "sourceSecurityGroupId"].filter((path) => known.includes(path));
      const beside = known.filter((path) => path !== "prefixListIds" && !alone.includes(path));
      if (given.length === 0) return `one of \`${peers.join(",")}\` must be specified`;
      return alone.length > 1 || (alone.length === 1 && beside.length > 0)
        ? `"${alone[0]}": conflicts with ${[...alone.slice(1), ...beside].join(", ")}`
        : undefined;
    },
  },
  mustMatch(
    {
      code: "InvalidParameterValue",
      property: "type",
      source: `${provider}/vpc_security_group_rule.go`,
    },
    {
      pattern: /^(ingress|egress)$/,
      shortest: 0,
      says: (type) => `expected type to be one of ["egress" "ingress"], got ${type}`,
    },
  ),
  ...permissionRules(({ type }) => String(type), "sourceSecurityGroupId", true),
];
