// SPDX-License-Identifier: Apache-2.0
import { contains, overlaps, cidrOf } from "../../components/network/cidr";
import type { ResourceType, Rule, Self } from "../provider/resource-type";
import { text } from "../provider/values";
import { arn } from "./arn";

const vpcDocs = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html";

/** Ranges of the VPC that a resource names, its own and associated ones. */
function rangesOfVpc({ inputs, cloud }: Self): string[] {
  const vpc = cloud.find("aws:ec2/vpc:Vpc", text(inputs, "vpcId") ?? "");
  const associated = cloud
    .list("aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation")
    .filter((association) => association.inputs.vpcId === vpc?.id);
  return [vpc, ...associated]
    .map((object) => text(object?.inputs ?? {}, "cidrBlock"))
    .filter((range) => range !== undefined);
}

const subnetOutsideVpc: Rule = {
  code: "InvalidSubnet.Range",
  property: "cidrBlock",
  stage: "create",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
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
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
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

/** VPCs and subnets. */
export const ec2Vpc: readonly ResourceType[] = [
  {
    token: "aws:ec2/vpc:Vpc",
    source: vpcDocs,
    id: ({ unique }) => `vpc-${unique(17)}`,
    replaceOn: ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"],
    outputs: (self) => ({
      arn: arn(self, "ec2", `vpc/${self.id}`),
      ownerId: self.account,
      instanceTenancy: text(self.inputs, "instanceTenancy") ?? "default",
      mainRouteTableId: `rtb-${self.digest(17)}`,
      defaultNetworkAclId: `acl-${self.digest(17)}`,
      defaultSecurityGroupId: `sg-${self.digest(17)}`,
      defaultRouteTableId: `rtb-${self.digest(17)}`,
      dhcpOptionsId: `dopt-${self.digest(17, self.region)}`,
    }),
  },
  {
    token: "aws:ec2/subnet:Subnet",
    source: vpcDocs,
    id: ({ unique }) => `subnet-${unique(17)}`,
    replaceOn: ["vpcId", "cidrBlock", "availabilityZone", "availabilityZoneId"],
    outputs: (self) => ({
      arn: arn(self, "ec2", `subnet/${self.id}`),
      ownerId: self.account,
      availabilityZoneId: zoneId(text(self.inputs, "availabilityZone") ?? ""),
    }),
    rules: [subnetOutsideVpc, overlappingSubnet],
  },
];

const directions: Readonly<Record<string, string>> = {
  northeast: "ne",
  northwest: "nw",
  southeast: "se",
  southwest: "sw",
};

/** `use1-az1` for `us-east-1a`: stable within an account, as AWS's own mapping is. */
function zoneId(zone: string): string {
  const match = /^([a-z]{2})-([a-z]+)-(\d)([a-z])$/.exec(zone);
  const [, area = "", direction = "", number = "", letter = "a"] = match ?? [];
  const short = directions[direction] ?? direction.slice(0, 1);
  return `${area}${short}${number}-az${letter.charCodeAt(0) - "a".charCodeAt(0) + 1}`;
}
