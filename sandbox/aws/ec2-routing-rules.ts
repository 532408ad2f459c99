// SPDX-License-Identifier: Apache-2.0
import type { Rule, Self } from "../provider/resource-type";
import { text, type Properties } from "../provider/values";
import {
  addressType,
  gatewayType,
  natType,
  otherUsersOfAddress,
  subnetAt,
  subnetType,
} from "./ec2-lookups";
import { mustExist, stillUsed } from "./rules";
import { withinQuota } from "./service-quotas";
import { mustBeGiven } from "./value-rules";

const api = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference";
const provider =
  "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ec2";
const quotaDocs = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";
const natDocs = `${api}/API_NatGateway.html`;
const createNat = `${api}/API_CreateNatGateway.html`;

function isPublic({ inputs }: Self): boolean {
  return text(inputs, "connectivityType") !== "private";
}

/** Refuses a second internet gateway of a VPC. */
export const secondInternetGateway: Rule = {
  code: "InvalidParameterValue",
  property: "vpcId",
  stage: "write",
  source: `${api}/API_AttachInternetGateway.html`,
  refuses: ({ id, inputs, cloud, region }) => {
    const vpcId = text(inputs, "vpcId");
    const first = cloud
      .list(gatewayType, region)
      .find((other) => other.id !== id && vpcId !== undefined && other.inputs.vpcId === vpcId);
    return first && `Network ${vpcId} already has an internet gateway attached`;
  },
};

/** Refuses an elastic IP address too many. */
export const addressQuota = withinQuota(
  { code: "AddressLimitExceeded", property: "domain", source: quotaDocs },
  "ec2/L-0263D0A3",
  ({ cloud, region }) => cloud.list(addressType, region).length + 1,
  () => "The maximum number of addresses has been reached.",
);

/** Refuses to release an address under which something is reached. */
export const addressInUse = stillUsed(
  { code: "InvalidIPAddress.InUse", property: "id", source: `${api}/API_ReleaseAddress.html` },
  [
    [natType, "allocationId"],
    ["aws:lb/loadBalancer:LoadBalancer", "subnetMappings"],
  ],
);

/** A gateway for all zones of a region finds subnets and addresses by itself. */
function isZonal(inputs: Properties): boolean {
  return text(inputs, "availabilityMode") !== "regional";
}

/** What is wrong with a NAT gateway. */
export const natRules: readonly Rule[] = [
  mustBeGiven(
    { code: "MissingParameter", property: "subnetId", source: createNat },
    { when: isZonal, says: "The request must contain the parameter subnetId" },
  ),
  mustBeGiven(
    { code: "MissingParameter", property: "allocationId", source: createNat },
    {
      when: (inputs) => isZonal(inputs) && text(inputs, "connectivityType") !== "private",
      says: "The request must contain the parameter allocationId",
    },
  ),
  {
    code: "InvalidParameterCombination",
    property: "allocationId",
    stage: "check",
    source: `${provider}/vpc_nat_gateway.go`,
    refuses: (self) =>
      !isPublic(self) && self.inputs.allocationId !== undefined
        ? 'allocationId is not supported with connectivityType = "private"'
        : undefined,
  },
  mustExist(
    { code: "InvalidSubnetID.NotFound", property: "subnetId", source: natDocs },
    { to: subnetType, says: (id) => `The subnet ID '${id}' does not exist` },
  ),
  mustExist(
    { code: "InvalidAllocationID.NotFound", property: "allocationId", source: natDocs },
    { to: addressType, says: (id) => `The allocation ID '${id}' does not exist` },
  ),
  {
    code: "Resource.AlreadyAssociated",
    property: "allocationId",
    stage: "create",
    source: natDocs,
    refuses: (self) => {
      const addressId = text(self.inputs, "allocationId");
      const [user] = addressId === undefined ? [] : otherUsersOfAddress(self, addressId);
      return user && `Elastic IP address [${addressId}] is already associated: ${user.id}`;
    },
  },
  {
    code: "Gateway.NotAttached",
    property: "subnetId",
    stage: "create",
    source: natDocs,
    refuses: (self) => {
      const subnet = subnetAt(self, text(self.inputs, "subnetId") ?? "");
      if (subnet === undefined || !isPublic(self)) return undefined;
      const { vpcId } = subnet.inputs;
      const attached = self.cloud
        .list(gatewayType, self.region)
        .some(({ inputs }) => inputs.vpcId === vpcId);
      return attached ? undefined : `Network ${String(vpcId)} has no Internet gateway attached`;
    },
  },
  withinQuota(
    { code: "NatGatewayLimitExceeded", property: "subnetId", source: quotaDocs },
    "vpc/L-FE5A380F",
    (self) => natGatewaysInZone(self) + 1,
    (limit) => `Performing this operation would exceed the limit of ${limit} NAT gateways`,
  ),
];

function natGatewaysInZone(self: Self): number {
  const zoneOf = ({ inputs }: Pick<Self, "inputs">): unknown =>
    subnetAt(self, text(inputs, "subnetId") ?? "")?.inputs.availabilityZone;
  const zone = zoneOf(self);
  const gateways = self.cloud.list(natType, self.region);
  return zone === undefined ? 0 : gateways.filter((gateway) => zoneOf(gateway) === zone).length;
}
