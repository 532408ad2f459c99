// SPDX-License-Identifier: Apache-2.0
import { type Cidr, parseCidr } from "../../components/network/cidr";
import { type CloudObject, stateOf } from "../provider/cloud";
import type { Rule, Self } from "../provider/resource-type";
import { at, text, textsWithin } from "../provider/values";
import { mustExist } from "./rules";

export const addressType = "aws:ec2/eip:Eip";
export const associationType = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation";
export const balancerType = "aws:lb/loadBalancer:LoadBalancer";
export const clusterType = "aws:eks/cluster:Cluster";
export const gatewayType = "aws:ec2/internetGateway:InternetGateway";
export const groupType = "aws:ec2/securityGroup:SecurityGroup";
export const natType = "aws:ec2/natGateway:NatGateway";
export const peeringType = "aws:ec2/vpcPeeringConnection:VpcPeeringConnection";
export const routeTableType = "aws:ec2/routeTable:RouteTable";
export const subnetType = "aws:ec2/subnet:Subnet";
export const vpcType = "aws:ec2/vpc:Vpc";

/** Codes and when they come. */
export const ec2Errors =
  "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html";

/** The account's cloud, seen from one region. */
type Region = Pick<Self, "cloud" | "region">;

/** Something that is in a VPC, or may be. */
interface Placed {
  readonly vpcId: string | undefined;
}

/** The range that a text is, unless it is none. */
export function rangeOf(value: string | undefined): Cidr | undefined {
  const parsed = parseCidr(value ?? "");
  return parsed.ok ? parsed.cidr : undefined;
}

/** Ranges of a VPC: its own, then those that were associated. */
export function rangesOfVpc({ cloud, region }: Region, vpcId: string): Cidr[] {
  const vpc = cloud.find(vpcType, vpcId, region);
  const associated = cloud.list(associationType, region);
  const parts = [vpc, ...associated.filter(({ inputs }) => inputs.vpcId === vpcId)];
  return parts
    .map((part) => rangeOf(text(part?.inputs ?? {}, "cidrBlock")))
    .filter((range) => range !== undefined);
}

/** A subnet of the region. */
export function subnetAt({ cloud, region }: Region, id: string): CloudObject | undefined {
  return cloud.find(subnetType, id, region);
}

/** A route table of the region: one that was made, or the one that came with a VPC. */
export function routeTableAt({ cloud, region }: Region, id: string): Placed | undefined {
  const made = cloud.find(routeTableType, id, region);
  if (made !== undefined) return { vpcId: text(made.inputs, "vpcId") };
  return ownerOf({ cloud, region }, vpcType, "mainRouteTableId", id, "id");
}

/** A security group: one that was made, or one that came with a VPC or with an EKS cluster. */
export function groupAt({ cloud, region }: Region, id: string): Placed | undefined {
  const made = cloud.find(groupType, id, region);
  if (made !== undefined) return { vpcId: text(made.inputs, "vpcId") };
  const ofCluster = "vpcConfig.clusterSecurityGroupId";
  return (
    ownerOf({ cloud, region }, vpcType, "defaultSecurityGroupId", id, "id") ??
    ownerOf({ cloud, region }, clusterType, ofCluster, id, "vpcConfig.vpcId")
  );
}

/** What came with another object, found by that object's output. */
function ownerOf(
  { cloud, region }: Region,
  token: string,
  output: string,
  id: string,
  vpc: string,
): Placed | undefined {
  const owner = cloud.list(token, region).find((object) => at(object.computed, output) === id);
  if (owner === undefined) return undefined;
  return { vpcId: vpc === "id" ? owner.id : text(stateOf(owner), vpc) };
}

/** What else uses an elastic IP address: NAT gateways and load balancers, but not the object itself. */
export function otherUsersOfAddress(self: Self, addressId: string): CloudObject[] {
  const holders = [
    [natType, "allocationId"],
    [balancerType, "subnetMappings.allocationId"],
  ] as const;
  return holders
    .flatMap(([token, property]) =>
      self.cloud
        .list(token, self.region)
        .filter(({ inputs }) => textsWithin(inputs, property).includes(addressId)),
    )
    .filter(({ id }) => id !== self.id);
}

/** Refuses a VPC that isn't there. */
export const vpcIsThere = mustExist(
  { code: "InvalidVpcID.NotFound", property: "vpcId", source: ec2Errors },
  { to: vpcType, says: (id) => `The vpc ID '${id}' does not exist` },
);

/**
 * Refuses the id of something that isn't there. Unlike `mustExist` it knows what came with another
 * object, and so is no object of its own: a VPC's main route table, a cluster's security group.
 */
export function mustBeThere(
  wording: Pick<Rule, "code" | "property" | "source">,
  kind: { readonly token: string; readonly at: typeof groupAt; readonly called: string },
): Rule {
  return {
    ...wording,
    stage: "write",
    refersTo: [kind.token],
    refuses: (self) => {
      const before = textsWithin(self.old, wording.property);
      const lost = textsWithin(self.inputs, wording.property).find(
        (id) => !before.includes(id) && kind.at(self, id) === undefined,
      );
      return lost && `The ${kind.called} '${lost}' does not exist`;
    },
  };
}
