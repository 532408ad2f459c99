// SPDX-License-Identifier: Apache-2.0
import type { CloudObject } from "../provider/cloud";
import type { Rule, Self } from "../provider/resource-type";
import { text, texts, type Properties } from "../provider/values";
import {
  ec2Errors,
  groupAt,
  groupType,
  mustBeThere,
  routeTableAt,
  routeTableType,
  subnetAt,
  subnetType,
  vpcIsThere,
  vpcType,
} from "./ec2-lookups";
import { mustExist } from "./rules";
import { mustBeGiven } from "./value-rules";

export const endpointType = "aws:ec2/vpcEndpoint:VpcEndpoint";

const privatelink = "https://docs.aws.amazon.com/vpc/latest/privatelink";

/**
 * Services that have gateway endpoints.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-networking.html
 */
const gatewayServices = ["dynamodb", "s3", "s3express"];

/** Interface endpoints only: a type that isn't given is a gateway. */
export function isInterface(inputs: Properties): boolean {
  return text(inputs, "vpcEndpointType") === "Interface";
}

function isGateway(inputs: Properties): boolean {
  return (text(inputs, "vpcEndpointType") ?? "Gateway") === "Gateway";
}

/** The region and the service of `com.amazonaws.eu-west-1.ecr.api`; other names are others' own. */
function serviceOf(inputs: Properties): { region: string; service: string } | undefined {
  const name = text(inputs, "serviceName") ?? "";
  const match = /^com\.amazonaws\.([a-z]{2}(?:-[a-z]+)+-\d)\.(.+)$/.exec(name);
  const [, region, service] = match ?? [];
  return region === undefined || service === undefined ? undefined : { region, service };
}

/** Other endpoints of the same VPC, for the same service. */
function siblings({ inputs, id, cloud, region }: Self): CloudObject[] {
  return cloud
    .list(endpointType, region)
    .filter((other) => other.id !== id && other.inputs.vpcId === inputs.vpcId)
    .filter((other) => other.inputs.serviceName === inputs.serviceName);
}

/** What is wrong with where an endpoint leads. */
const serviceRules: readonly Rule[] = [
  mustBeGiven(
    {
      code: "MissingParameter",
      property: "serviceName",
      source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html",
    },
    {
      or: ["resourceConfigurationArn", "serviceNetworkArn"],
      says: "The request must contain the parameter ServiceName",
    },
  ),
  {
    code: "InvalidServiceName",
    property: "serviceName",
    stage: "create",
    source: ec2Errors,
    refuses: ({ inputs, region }) => {
      const named = serviceOf(inputs);
      const wanted = text(inputs, "serviceRegion") ?? region;
      return named === undefined || named.region === wanted
        ? undefined
        : `The Vpc Endpoint Service '${text(inputs, "serviceName")}' does not exist`;
    },
  },
  {
    code: "InvalidParameter",
    property: "vpcEndpointType",
    stage: "create",
    source: `${privatelink}/gateway-endpoints.html`,
    refuses: ({ inputs }) => {
      const named = serviceOf(inputs);
      if (named === undefined || !isGateway(inputs)) return undefined;
      return gatewayServices.includes(named.service)
        ? undefined
        : "Endpoint type (Gateway) does not match available service types ([Interface]).";
    },
  },
];

/** What is wrong with a gateway endpoint's routes. */
const gatewayRules: readonly Rule[] = [
  mustBeThere(
    { code: "InvalidRouteTableId.NotFound", property: "routeTableIds", source: ec2Errors },
    { token: routeTableType, at: routeTableAt, called: "routeTable ID" },
  ),
  {
    code: "InvalidRouteTableId.NotFound",
    property: "routeTableIds",
    stage: "write",
    source: `${privatelink}/gateway-endpoints.html`,
    refuses: (self) => {
      const elsewhere = texts(self.inputs, "routeTableIds").find(
        (id) => (routeTableAt(self, id)?.vpcId ?? self.inputs.vpcId) !== self.inputs.vpcId,
      );
      return elsewhere && `The routeTable ID '${elsewhere}' does not exist in this VPC`;
    },
  },
  {
    code: "RouteAlreadyExists",
    property: "routeTableIds",
    stage: "write",
    source: ec2Errors,
    refuses: (self) => {
      if (!isGateway(self.inputs)) return undefined;
      const taken = siblings(self)
        .filter(({ inputs }) => isGateway(inputs))
        .flatMap(({ inputs }) => texts(inputs, "routeTableIds"));
      const twice = texts(self.inputs, "routeTableIds").find((id) => taken.includes(id));
      return (
        twice &&
        `route table ${twice} already has a route to ${text(self.inputs, "serviceName")} by ` +
          "another endpoint"
      );
    },
  },
];

/** What is wrong with an interface endpoint's place and names. */
const interfaceRules: readonly Rule[] = [
  mustExist(
    { code: "InvalidSubnetId.NotFound", property: "subnetIds", source: ec2Errors },
    { to: subnetType, says: (id) => `The subnet ID '${id}' does not exist` },
  ),
  mustBeThere(
    { code: "InvalidSecurityGroupID.NotFound", property: "securityGroupIds", source: ec2Errors },
    { token: groupType, at: groupAt, called: "security group" },
  ),
  {
    code: "DuplicateSubnetsInSameZone",
    property: "subnetIds",
    stage: "write",
    source: ec2Errors,
    refuses: (self) => {
      const zones = texts(self.inputs, "subnetIds")
        .map((id) => text(subnetAt(self, id)?.inputs ?? {}, "availabilityZone"))
        .filter((zone) => zone !== undefined);
      const twice = zones.find((zone, index) => zones.indexOf(zone) !== index);
      return isInterface(self.inputs) && twice !== undefined
        ? `Found another VPC endpoint subnet in the availability zone of ${twice}.`
        : undefined;
    },
  },
  {
    code: "InvalidParameter",
    property: "privateDnsEnabled",
    stage: "write",
    source: `${privatelink}/create-interface-endpoint.html`,
    refuses: ({ inputs, cloud, region }) => {
      const vpc = cloud.find(vpcType, text(inputs, "vpcId") ?? "", region);
      if (vpc === undefined || inputs.privateDnsEnabled !== true || !isInterface(inputs)) {
        return undefined;
      }
      const { enableDnsSupport = true, enableDnsHostnames } = vpc.inputs;
      return enableDnsSupport === true && enableDnsHostnames === true
        ? undefined
        : "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC " +
            `attributes set to true for ${vpc.id}`;
    },
  },
  {
    code: "InvalidParameter",
    property: "privateDnsEnabled",
    stage: "write",
    source: `${privatelink}/create-interface-endpoint.html`,
    refuses: (self) => {
      if (self.inputs.privateDnsEnabled !== true) return undefined;
      const rival = siblings(self).find(({ inputs }) => inputs.privateDnsEnabled === true);
      return (
        rival &&
        "private-dns-enabled cannot be set because there is already a conflicting DNS domain for " +
          `${text(self.inputs, "serviceName")} in the VPC ${text(self.inputs, "vpcId")}`
      );
    },
  },
];

export const endpointRules: readonly Rule[] = [
  vpcIsThere,
  ...serviceRules,
  ...gatewayRules,
  ...interfaceRules,
];
