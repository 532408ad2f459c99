// SPDX-License-Identifier: Apache-2.0
import type { ResourceType } from "../provider/resource-type";
import { text } from "../provider/values";
import { arn } from "./arn";
import { associationType, subnetType, vpcIsThere, vpcType } from "./ec2-lookups";
import * as rules from "./ec2-vpc-rules";
import { zoneId } from "./regions";

/** VPCs, their further ranges and their subnets. */
export const ec2Vpc: readonly ResourceType[] = [
  {
    token: vpcType,
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
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
    rules: [rules.vpcRange, rules.rangeMissing, rules.vpcQuota, rules.vpcInUse],
  },
  {
    token: associationType,
    source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateVpcCidrBlock.html",
    id: ({ unique }) => `vpc-cidr-assoc-${unique(17)}`,
    again: "refused",
    replaceOn: "every change",
    rules: [
      rules.vpcRange,
      rules.rangeMissing,
      vpcIsThere,
      rules.associatedRangeOverlaps,
      rules.rangeQuota,
      rules.subnetsInRange,
    ],
  },
  {
    token: subnetType,
    source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySubnetAttribute.html",
    id: ({ unique }) => `subnet-${unique(17)}`,
    again: "refused",
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
    rules: [
      rules.subnetRange,
      rules.subnetRangeMissing,
      vpcIsThere,
      rules.subnetSize,
      rules.subnetOutsideVpc,
      rules.overlappingSubnet,
      rules.zoneOfAnotherRegion,
      rules.subnetInUse,
    ],
  },
];
