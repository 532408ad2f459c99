// SPDX-License-Identifier: Apache-2.0
import { contains } from "../../components/network/cidr";
import type { CloudObject } from "../provider/cloud";
import type { Rule, Self } from "../provider/resource-type";
import { text } from "../provider/values";
import {
  ec2Errors,
  gatewayType,
  mustBeThere,
  natType,
  peeringType,
  rangeOf,
  rangesOfVpc,
  routeTableAt,
  routeTableType,
  subnetAt,
  subnetType,
} from "./ec2-lookups";
import { mustExist } from "./rules";
import { exactlyOneOf, mustBeRange } from "./value-rules";

const api = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference";
const provider =
  "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ec2";

export const routeTableAssociationType = "aws:ec2/routeTableAssociation:RouteTableAssociation";

const routeTableIsThere = mustBeThere(
  { code: "InvalidRouteTableID.NotFound", property: "routeTableId", source: ec2Errors },
  { token: routeTableType, at: routeTableAt, called: "routeTable ID" },
);

/** Destinations of a route; it has one of them. */
export const destinations = [
  "destinationCidrBlock",
  "destinationIpv6CidrBlock",
  "destinationPrefixListId",
];

/** Targets of a route; it has one of them. */
const targets = [
  "carrierGatewayId",
  "coreNetworkArn",
  "egressOnlyGatewayId",
  "gatewayId",
  "localGatewayId",
  "natGatewayId",
  "networkInterfaceId",
  "odbNetworkArn",
  "transitGatewayId",
  "vpcEndpointId",
  "vpcPeeringConnectionId",
];

/** Where each kind of target is, and the VPCs that it serves. */
const networksOf: Readonly<Record<string, (self: Self, id: string) => readonly unknown[]>> = {
  gatewayId: (self, id) => vpcsOf(self.cloud.find(gatewayType, id, self.region), ["vpcId"]),
  natGatewayId: (self, id) => {
    const gateway = self.cloud.find(natType, id, self.region);
    return vpcsOf(subnetAt(self, text(gateway?.inputs ?? {}, "subnetId") ?? ""), ["vpcId"]);
  },
  vpcPeeringConnectionId: (self, id) =>
    vpcsOf(self.cloud.find(peeringType, id), ["vpcId", "peerVpcId"]),
};

function vpcsOf(object: CloudObject | undefined, properties: readonly string[]): unknown[] {
  return properties.map((property) => object?.inputs[property]).filter((id) => id !== undefined);
}

/** What is wrong with a route, but for one that is there already. */
export const routeRules: readonly Rule[] = [
  exactlyOneOf(
    {
      code: "InvalidParameterCombination",
      property: "destinationCidrBlock",
      source: `${provider}/vpc_route.go`,
    },
    destinations,
  ),
  exactlyOneOf(
    {
      code: "InvalidParameterCombination",
      property: "gatewayId",
      source: `${provider}/vpc_route.go`,
    },
    targets,
  ),
  mustBeRange({
    code: "InvalidParameterValue",
    property: "destinationCidrBlock",
    source: `${provider}/vpc_route.go`,
  }),
  routeTableIsThere,
  mustExist(
    { code: "InvalidGatewayID.NotFound", property: "gatewayId", source: ec2Errors },
    // A virtual private gateway is of no type that the sandbox has.
    { to: gatewayType, known: /^vgw-/, says: (id) => `The gateway ID '${id}' does not exist` },
  ),
  mustExist(
    { code: "InvalidNatGatewayID.NotFound", property: "natGatewayId", source: ec2Errors },
    { to: natType, says: (id) => `The natGateway ID '${id}' does not exist` },
  ),
  mustExist(
    {
      code: "InvalidVpcPeeringConnectionID.NotFound",
      property: "vpcPeeringConnectionId",
      source: ec2Errors,
    },
    {
      to: peeringType,
      // It has the same id on both sides.
      place: () => undefined,
      says: (id) => `The vpcPeeringConnection ID '${id}' does not exist`,
    },
  ),
  {
    code: "InvalidParameterValue",
    property: "routeTableId",
    stage: "write",
    source: `${api}/API_CreateRoute.html`,
    refuses: (self) => {
      const tableId = text(self.inputs, "routeTableId") ?? "";
      const vpcId = routeTableAt(self, tableId)?.vpcId;
      const elsewhere = Object.entries(networksOf).find(([property, networks]) => {
        const vpcs = networks(self, text(self.inputs, property) ?? "");
        return vpcId !== undefined && vpcs.length > 0 && !vpcs.includes(vpcId);
      });
      if (elsewhere === undefined) return undefined;
      const target = text(self.inputs, elsewhere[0]);
      return `route table ${tableId} and network gateway ${target} belong to different networks`;
    },
  },
  {
    code: "InvalidParameterValue",
    property: "destinationCidrBlock",
    stage: "create",
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html",
    refuses: (self) => {
      const range = rangeOf(text(self.inputs, "destinationCidrBlock"));
      const vpcId = routeTableAt(self, text(self.inputs, "routeTableId") ?? "")?.vpcId;
      // Interfaces, NAT gateways and gateway load balancer endpoints may stand between subnets.
      const outward = ["gatewayId", "transitGatewayId", "vpcPeeringConnectionId"];
      if (range === undefined || vpcId === undefined) return undefined;
      if (!outward.some((property) => property in self.inputs)) return undefined;
      return rangesOfVpc(self, vpcId).some((local) => contains(local, range))
        ? `The destination CIDR block ${range.text} is equal to or more specific than one of ` +
            "this VPC's CIDR blocks. This route can target only an interface or an instance."
        : undefined;
    },
  },
];

/** What is wrong with the association of a route table. */
export const routeTableAssociationRules: readonly Rule[] = [
  exactlyOneOf(
    {
      code: "InvalidParameterCombination",
      property: "subnetId",
      source: `${provider}/vpc_route_table_association.go`,
    },
    ["gatewayId", "subnetId"],
  ),
  routeTableIsThere,
  mustExist(
    { code: "InvalidSubnetID.NotFound", property: "subnetId", source: ec2Errors },
    { to: subnetType, says: (id) => `The subnet ID '${id}' does not exist` },
  ),
  {
    code: "Resource.AlreadyAssociated",
    property: "subnetId",
    stage: "create",
    source: ec2Errors,
    refuses: ({ inputs, cloud, region }) => {
      const { subnetId } = inputs;
      const first = cloud
        .list(routeTableAssociationType, region)
        .find((other) => subnetId !== undefined && other.inputs.subnetId === subnetId);
      return (
        first &&
        `the specified association for route table ${String(inputs.routeTableId)} conflicts with ` +
          `an existing association (${first.id})`
      );
    },
  },
  {
    code: "InvalidParameterValue",
    property: "routeTableId",
    stage: "write",
    source: `${api}/API_AssociateRouteTable.html`,
    refuses: (self) => {
      const [tableId, subnetId] = [
        text(self.inputs, "routeTableId"),
        text(self.inputs, "subnetId"),
      ];
      const table = routeTableAt(self, tableId ?? "");
      const subnet = subnetAt(self, subnetId ?? "");
      if (table === undefined || subnet === undefined) return undefined;
      return table.vpcId === subnet.inputs.vpcId
        ? undefined
        : `Route table ${tableId} and subnet ${subnetId} belong to different networks`;
    },
  },
];
