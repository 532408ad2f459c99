// SPDX-License-Identifier: Apache-2.0
import { contains, overlaps } from "../../components/network/cidr";
import type { Rule, Self } from "../provider/resource-type";
import { text } from "../provider/values";
import { ec2Errors, rangeOf, rangesOfVpc, subnetType, vpcType } from "./ec2-lookups";
import { vpcAttachmentType } from "./ec2-transit-gateway-lookups";
import { zonesOf } from "./regions";
import { stillUsed } from "./rules";
import { withinQuota } from "./service-quotas";
import { mustBeGiven, mustBeRange, type BlockSize } from "./value-rules";

const api = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference";
const vpcDocs = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html";
const subnetDocs = "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html";
const quotaDocs = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";

/**
 * Of VPCs and of subnets alike.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 */
const blockSize: BlockSize = { fewestBits: 16, mostBits: 28 };

/** Refuses a range that a VPC can't have. */
export const vpcRange = mustBeRange(
  { code: "InvalidVpc.Range", property: "cidrBlock", source: vpcDocs },
  blockSize,
);

/** Refuses a VPC, or a further range of one, that says neither its range nor who gives it one. */
export const rangeMissing = mustBeGiven(
  { code: "MissingParameter", property: "cidrBlock", source: `${api}/API_CreateVpc.html` },
  {
    or: ["ipv4IpamPoolId"],
    says: "Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided.",
  },
);

/** Refuses a subnet without addresses. */
export const subnetRangeMissing = mustBeGiven(
  { code: "MissingParameter", property: "cidrBlock", source: `${api}/API_CreateSubnet.html` },
  {
    or: ["ipv6CidrBlock", "ipv4IpamPoolId", "ipv6IpamPoolId"],
    says: "Either 'cidrBlock' or 'ipv6CidrBlock' should be provided.",
  },
);

/** Refuses a VPC too many. */
export const vpcQuota = withinQuota(
  { code: "VpcLimitExceeded", property: "cidrBlock", source: quotaDocs },
  "vpc/L-F678F1CE",
  ({ cloud, region }) => cloud.list(vpcType, region).length + 1,
  () => "The maximum number of VPCs has been reached.",
);

/** Refuses to delete a VPC that something is in. */
export const vpcInUse = stillUsed(
  { code: "DependencyViolation", property: "id", source: `${api}/API_DeleteVpc.html` },
  [
    [subnetType, "vpcId"],
    ["aws:ec2/securityGroup:SecurityGroup", "vpcId"],
    ["aws:ec2/routeTable:RouteTable", "vpcId"],
    ["aws:ec2/internetGateway:InternetGateway", "vpcId"],
    ["aws:ec2/vpcEndpoint:VpcEndpoint", "vpcId"],
    [vpcAttachmentType, "vpcId"],
  ],
);

/** Refuses a further range that a VPC has already, in whole or in part. */
export const associatedRangeOverlaps: Rule = {
  code: "InvalidVpc.Range",
  property: "cidrBlock",
  stage: "create",
  source: vpcDocs,
  refuses: (self) => {
    const range = rangeOf(text(self.inputs, "cidrBlock"));
    const rival = range && rangesOfThisVpc(self).find((other) => overlaps(other, range));
    return rival && `The CIDR '${range.text}' conflicts with the VPC's CIDR '${rival.text}'`;
  },
};

/** Refuses a range too many. */
export const rangeQuota = withinQuota(
  { code: "CidrLimitExceeded", property: "vpcId", source: quotaDocs },
  "vpc/L-83CA0A9D",
  (self) => rangesOfThisVpc(self).length + 1,
  (limit) => `This network has met its maximum number of allowed CIDRs: ${limit}`,
);

/** Refuses to take a range from a VPC in which there are subnets of it. */
export const subnetsInRange: Rule = {
  code: "DependencyViolation",
  property: "id",
  stage: "delete",
  source: `${api}/API_DisassociateVpcCidrBlock.html`,
  refuses: ({ id, inputs, cloud, region }) => {
    const range = rangeOf(text(inputs, "cidrBlock"));
    const subnet = cloud
      .list(subnetType, region)
      .filter((other) => other.inputs.vpcId === inputs.vpcId)
      .find((other) => {
        const inner = rangeOf(text(other.inputs, "cidrBlock"));
        return range !== undefined && inner !== undefined && contains(range, inner);
      });
    return subnet && `'${id}' has dependencies and cannot be deleted: ${subnetType} ${subnet.id}`;
  },
};

/** Refuses a text that is no range. */
export const subnetRange = mustBeRange({
  code: "InvalidParameterValue",
  property: "cidrBlock",
  source: `${api}/API_CreateSubnet.html`,
});

/** Refuses a block too large or too small for a subnet. */
export const subnetSize: Rule = {
  code: "InvalidSubnet.Range",
  property: "cidrBlock",
  stage: "create",
  source: subnetDocs,
  refuses: ({ inputs }) => {
    const range = rangeOf(text(inputs, "cidrBlock"));
    if (range === undefined) return undefined;
    return range.prefix < blockSize.fewestBits || range.prefix > blockSize.mostBits
      ? `The CIDR '${range.text}' is invalid.`
      : undefined;
  },
};

/** Refuses a subnet outside of its VPC. */
export const subnetOutsideVpc: Rule = {
  code: "InvalidSubnet.Range",
  property: "cidrBlock",
  stage: "create",
  source: ec2Errors,
  refuses: (self) => {
    const range = rangeOf(text(self.inputs, "cidrBlock"));
    if (range === undefined) return undefined;
    const inside = rangesOfThisVpc(self).some((outer) => contains(outer, range));
    return inside
      ? undefined
      : `The CIDR '${range.text}' is invalid: it is not in a range of the VPC`;
  },
};

/** Refuses a subnet that overlaps another one of its VPC. */
export const overlappingSubnet: Rule = {
  code: "InvalidSubnet.Conflict",
  property: "cidrBlock",
  stage: "create",
  source: ec2Errors,
  refuses: ({ inputs, cloud, region }) => {
    const range = rangeOf(text(inputs, "cidrBlock"));
    if (range === undefined) return undefined;
    const sibling = cloud
      .list(subnetType, region)
      .filter((subnet) => subnet.inputs.vpcId === inputs.vpcId)
      .map((subnet) => rangeOf(text(subnet.inputs, "cidrBlock")))
      .find((other) => other !== undefined && overlaps(other, range));
    return sibling && `The CIDR '${range.text}' conflicts with another subnet (${sibling.text})`;
  },
};

/** Refuses a zone that the region doesn't have. */
export const zoneOfAnotherRegion: Rule = {
  code: "InvalidParameterValue",
  property: "availabilityZone",
  stage: "create",
  source: `${api}/API_CreateSubnet.html`,
  refuses: ({ inputs, region }) => {
    const zone = text(inputs, "availabilityZone");
    const zones = zonesOf(region);
    if (zone === undefined || zones.includes(zone)) return undefined;
    return (
      `Value (${zone}) for parameter availabilityZone is invalid. Subnets can currently only ` +
      `be created in the following availability zones: ${zones.join(", ")}.`
    );
  },
};

/** Refuses to delete a subnet that something is in. */
export const subnetInUse = stillUsed(
  { code: "DependencyViolation", property: "id", source: `${api}/API_DeleteSubnet.html` },
  [
    ["aws:ec2/natGateway:NatGateway", "subnetId"],
    ["aws:ec2/vpcEndpoint:VpcEndpoint", "subnetIds"],
    [vpcAttachmentType, "subnetIds"],
    ["aws:lb/loadBalancer:LoadBalancer", "subnets"],
    ["aws:lb/loadBalancer:LoadBalancer", "subnetMappings"],
    ["aws:eks/cluster:Cluster", "vpcConfig.subnetIds"],
    ["aws:eks/nodeGroup:NodeGroup", "subnetIds"],
  ],
);

function rangesOfThisVpc(self: Self): ReturnType<typeof rangesOfVpc> {
  return rangesOfVpc(self, text(self.inputs, "vpcId") ?? "");
}
