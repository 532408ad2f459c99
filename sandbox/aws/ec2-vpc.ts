// SPDX-License-Identifier: Apache-2.0
import { cidrOf, contains, overlaps } from "../../components/network/cidr";
import type { ResourceType, Rule, Self } from "../provider/resource-type";
import { text } from "../provider/values";
import { arn } from "./arn";
import { vpcAttachmentType } from "./ec2-transit-gateway-lookups";
import { zoneId, zonesOf } from "./regions";
import { mustExist, stillUsed } from "./rules";

const vpcDocs = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html";
const ec2Errors = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html";
const association = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation";

/** Ranges of the VPC that a resource names, its own and associated ones. */
function rangesOfVpc({ inputs, cloud }: Self): string[] {
  const vpc = cloud.find("aws:ec2/vpc:Vpc", text(inputs, "vpcId") ?? "");
  const associated = cloud.list(association).filter((object) => object.inputs.vpcId === vpc?.id);
  return [vpc, ...associated]
    .map((object) => text(object?.inputs ?? {}, "cidrBlock"))
    .filter((range) => range !== undefined);
}

const vpcIsThere = mustExist(
  { code: "InvalidVpcID.NotFound", property: "vpcId", source: ec2Errors },
  { to: "aws:ec2/vpc:Vpc", says: (id) => `The vpc ID '${id}' does not exist` },
);

const subnetOutsideVpc: Rule = {
  code: "InvalidSubnet.Range",
  property: "cidrBlock",
  stage: "create",
  source: ec2Errors,
  refuses: (self) => {
    const range = text(self.inputs, "cidrBlock") ?? "";
    const inside = rangesOfVpc(self).some((outer) => contains(cidrOf(outer), cidrOf(range)));
    return inside ? undefined : `The CIDR '${range}' is invalid: it is not in a range of the VPC`;
  },
};

const overlappingSubnet: Rule = {
  code: "InvalidSubnet.Conflict",
  property: "cidrBlock",
  stage: "create",
  source: ec2Errors,
  refuses: ({ inputs, cloud, region }) => {
    const range = text(inputs, "cidrBlock") ?? "";
    const sibling = cloud
      .list("aws:ec2/subnet:Subnet", region)
      .filter((subnet) => subnet.inputs.vpcId === inputs.vpcId)
      .map((subnet) => text(subnet.inputs, "cidrBlock") ?? "")
      .find((other) => overlaps(cidrOf(other), cidrOf(range)));
    return sibling && `The CIDR '${range}' conflicts with another subnet (${sibling})`;
  },
};

const zoneOfAnotherRegion: Rule = {
  code: "InvalidParameterValue",
  property: "availabilityZone",
  stage: "create",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html",
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

const vpcInUse = stillUsed(
  {
    code: "DependencyViolation",
    property: "id",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html",
  },
  [
    ["aws:ec2/subnet:Subnet", "vpcId"],
    ["aws:ec2/securityGroup:SecurityGroup", "vpcId"],
    ["aws:ec2/routeTable:RouteTable", "vpcId"],
    ["aws:ec2/internetGateway:InternetGateway", "vpcId"],
    ["aws:ec2/vpcEndpoint:VpcEndpoint", "vpcId"],
    [vpcAttachmentType, "vpcId"],
  ],
);

const subnetInUse = stillUsed(
  {
    code: "DependencyViolation",
    property: "id",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSubnet.html",
  },
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

/** VPCs, their further ranges and their subnets. */
export const ec2Vpc: readonly ResourceType[] = [
  {
    token: "aws:ec2/vpc:Vpc",
    source: vpcDocs,
    id: ({ unique }) => `vpc-${unique(17)}`,
    replaceOn: ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"],
    // Tenancy can be changed to default only; ModifyVpcTenancy takes no other value.
    replaceWhen: (_, after) =>
      text(after, "instanceTenancy") === "dedicated" ? ["instanceTenancy"] : [],
    defaults: {
      instanceTenancy: "default",
      enableDnsSupport: true,
      enableDnsHostnames: false,
      enableNetworkAddressUsageMetrics: false,
      assignGeneratedIpv6CidrBlock: false,
    },
    outputs: (self) => ({
      arn: arn(self, "ec2", `vpc/${self.id}`),
      ownerId: self.account,
      mainRouteTableId: `rtb-${self.digest(17)}`,
      defaultNetworkAclId: `acl-${self.digest(17)}`,
      defaultSecurityGroupId: `sg-${self.digest(17)}`,
      defaultRouteTableId: `rtb-${self.digest(17)}`,
      ipv6AssociationId: "",
      dhcpOptionsId: `dopt-${self.digest(17)}`,
    }),
    rules: [vpcInUse],
  },
  {
    token: association,
    source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateVpcCidrBlock.html",
    id: ({ unique }) => `vpc-cidr-assoc-${unique(17)}`,
    replaceOn: "every change",
    rules: [vpcIsThere],
  },
  {
    token: "aws:ec2/subnet:Subnet",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySubnetAttribute.html",
    id: ({ unique }) => `subnet-${unique(17)}`,
    replaceOn: ["vpcId", "cidrBlock", "availabilityZone", "availabilityZoneId"],
    defaults: {
      assignIpv6AddressOnCreation: false,
      enableDns64: false,
      enableResourceNameDnsARecordOnLaunch: false,
      enableResourceNameDnsAaaaRecordOnLaunch: false,
      ipv6Native: false,
      mapPublicIpOnLaunch: false,
      privateDnsHostnameTypeOnLaunch: "ip-name",
    },
    outputs: (self) => ({
      arn: arn(self, "ec2", `subnet/${self.id}`),
      ownerId: self.account,
      ipv6CidrBlockAssociationId: "",
      availabilityZoneId: zoneId(text(self.inputs, "availabilityZone") ?? ""),
    }),
    rules: [vpcIsThere, subnetOutsideVpc, overlappingSubnet, zoneOfAnotherRegion, subnetInUse],
  },
];
