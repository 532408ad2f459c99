// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";

import type { Given, RefusalCase } from "../../support/refusal-case";
import { groupOf, nowhere, subnetOf, vpcOf } from "./network";

const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";
const flowLog = "aws:ec2/flowLog:FlowLog";

type About = Pick<RefusalCase, "what" | "code" | "property" | "stage">;
type EndpointArgs = Partial<aws.ec2.VpcEndpointArgs>;

/** An endpoint for S3, with a route table; the mistake is in some of its properties. */
function gatewayCase(
  about: About,
  mistaken: (given: Given, vpc: aws.ec2.Vpc) => EndpointArgs,
): RefusalCase {
  return {
    ...about,
    token: endpoint,
    program: (given) => {
      const { aws, name, mistake } = given;
      const vpc = vpcOf(given);
      const table = new aws.ec2.RouteTable(`${name}-routes`, { vpcId: vpc.id });
      new aws.ec2.VpcEndpoint(`${name}-endpoint`, {
        vpcId: vpc.id,
        serviceName: "com.amazonaws.us-east-1.s3",
        routeTableIds: [table.id],
        ...(mistake ? mistaken(given, vpc) : {}),
      });
    },
  };
}

/** An endpoint for KMS, in two zones; the mistake is in some of its properties. */
function interfaceCase(
  about: About,
  mistaken: (given: Given, vpc: aws.ec2.Vpc) => EndpointArgs,
  vpcArgs: Partial<aws.ec2.VpcArgs> = {},
): RefusalCase {
  return {
    ...about,
    token: endpoint,
    program: (given) => {
      const { aws, name, mistake } = given;
      const vpc = vpcOf(given, 0, mistake ? vpcArgs : {});
      new aws.ec2.VpcEndpoint(`${name}-endpoint`, {
        vpcId: vpc.id,
        serviceName: "com.amazonaws.us-east-1.kms",
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: ["a", "b"].map((letter) => subnetOf(given, vpc.id, letter).id),
        securityGroupIds: [groupOf(given, vpc.id).id],
        ...(mistake ? mistaken(given, vpc) : {}),
      });
    },
  };
}

const gateways: readonly RefusalCase[] = [
  gatewayCase(
    {
      what: "an endpoint of a VPC that isn't there",
      code: "InvalidVpcID.NotFound",
      property: "vpcId",
      stage: "write",
    },
    () => ({ vpcId: nowhere.vpc, routeTableIds: [] }),
  ),
  gatewayCase(
    {
      what: "an endpoint for a service of another region",
      code: "InvalidServiceName",
      property: "serviceName",
      stage: "create",
    },
    () => ({ serviceName: "com.amazonaws.eu-west-1.s3" }),
  ),
  gatewayCase(
    {
      what: "a gateway endpoint for a service that has none",
      code: "InvalidParameter",
      property: "vpcEndpointType",
      stage: "create",
    },
    () => ({ serviceName: "com.amazonaws.us-east-1.kms" }),
  ),
  gatewayCase(
    {
      what: "an endpoint's route table that isn't there",
      code: "InvalidRouteTableId.NotFound",
      property: "routeTableIds",
      stage: "write",
    },
    () => ({ routeTableIds: [nowhere.routeTable] }),
  ),
  gatewayCase(
    {
      what: "an endpoint's route table of another VPC",
      code: "InvalidRouteTableId.NotFound",
      property: "routeTableIds",
      stage: "write",
    },
    (given) => {
      const vpcId = vpcOf(given, 1).id;
      return {
        routeTableIds: [new given.aws.ec2.RouteTable(`${given.name}-other`, { vpcId }).id],
      };
    },
  ),
  {
    what: "a second gateway endpoint for S3 in one route table",
    token: endpoint,
    code: "RouteAlreadyExists",
    property: "routeTableIds",
    stage: "write",
    program: (given) => {
      const { aws, name, mistake } = given;
      const vpcId = vpcOf(given).id;
      const serviceName = "com.amazonaws.us-east-1.s3";
      const routeTableIds = [new aws.ec2.RouteTable(`${name}-routes`, { vpcId }).id];
      const first = new aws.ec2.VpcEndpoint(`${name}-first`, { vpcId, serviceName, routeTableIds });
      new aws.ec2.VpcEndpoint(
        `${name}-second`,
        { vpcId, serviceName, routeTableIds: mistake ? routeTableIds : [] },
        { dependsOn: [first] },
      );
    },
  },
];

const interfaces: readonly RefusalCase[] = [
  interfaceCase(
    {
      what: "an interface endpoint in a subnet that isn't there",
      code: "InvalidSubnetId.NotFound",
      property: "subnetIds",
      stage: "write",
    },
    () => ({ subnetIds: [nowhere.subnet] }),
  ),
  interfaceCase(
    {
      what: "an interface endpoint with a security group that isn't there",
      code: "InvalidSecurityGroupID.NotFound",
      property: "securityGroupIds",
      stage: "write",
    },
    () => ({ securityGroupIds: [nowhere.group] }),
  ),
  interfaceCase(
    {
      what: "an interface endpoint in two subnets of one zone",
      code: "DuplicateSubnetsInSameZone",
      property: "subnetIds",
      stage: "write",
    },
    (given, vpc) => ({
      subnetIds: ["c", "d"].map(
        (letter) => subnetOf(given, vpc.id, letter, { availabilityZone: "us-east-1c" }).id,
      ),
    }),
  ),
  interfaceCase(
    {
      what: "private names in a VPC without DNS host names",
      code: "InvalidParameter",
      property: "privateDnsEnabled",
      stage: "write",
    },
    () => ({}),
    { enableDnsHostnames: false },
  ),
  {
    what: "private names of a second endpoint for one service",
    token: endpoint,
    code: "InvalidParameter",
    property: "privateDnsEnabled",
    stage: "write",
    program: (given) => {
      const { aws, name, mistake } = given;
      const shared = {
        vpcId: vpcOf(given).id,
        serviceName: "com.amazonaws.us-east-1.kms",
        vpcEndpointType: "Interface",
      };
      const first = new aws.ec2.VpcEndpoint(`${name}-first`, {
        ...shared,
        privateDnsEnabled: true,
      });
      new aws.ec2.VpcEndpoint(
        `${name}-second`,
        { ...shared, privateDnsEnabled: mistake },
        { dependsOn: [first] },
      );
    },
  },
];

/** A flow log to a bucket; the mistake is in some of its properties. */
function flowLogCase(about: About, mistaken: Partial<aws.ec2.FlowLogArgs>): RefusalCase {
  return {
    ...about,
    token: flowLog,
    program: (given) => {
      const { aws, name, mistake } = given;
      new aws.ec2.FlowLog(`${name}-flow`, {
        vpcId: vpcOf(given).id,
        trafficType: "ALL",
        logDestinationType: "s3",
        logDestination: new aws.s3.Bucket(`${name}-bucket`, {}).arn,
        maxAggregationInterval: 60,
        ...(mistake ? mistaken : {}),
      });
    },
  };
}

const flowLogs: readonly RefusalCase[] = [
  flowLogCase(
    {
      what: "a flow log of both a VPC and a subnet",
      code: "InvalidParameterCombination",
      property: "vpcId",
      stage: "check",
    },
    { vpcId: nowhere.vpc, subnetId: nowhere.subnet },
  ),
  flowLogCase(
    {
      what: "a flow log that adds up over five minutes",
      code: "InvalidParameter",
      property: "maxAggregationInterval",
      stage: "check",
    },
    { maxAggregationInterval: 300 },
  ),
  flowLogCase(
    {
      what: "a flow log of a VPC that isn't there",
      code: "InvalidVpcID.NotFound",
      property: "vpcId",
      stage: "write",
    },
    { vpcId: nowhere.vpc },
  ),
  flowLogCase(
    {
      what: "a flow log to a bucket that isn't there",
      code: "LogDestinationNotFound",
      property: "logDestination",
      stage: "create",
    },
    { logDestination: "arn:aws:s3:::nobody-has-this-bucket" },
  ),
  flowLogCase(
    {
      what: "a role of a flow log that goes to a bucket",
      code: "InvalidParameter",
      property: "iamRoleArn",
      stage: "create",
    },
    { iamRoleArn: "arn:aws:iam::111122223333:role/flow" },
  ),
  {
    what: "the same flow log twice",
    token: flowLog,
    code: "FlowLogAlreadyExists",
    property: "logDestination",
    stage: "create",
    program: (given) => {
      const { aws, name, mistake } = given;
      const shared = {
        vpcId: vpcOf(given).id,
        trafficType: "ALL",
        logDestinationType: "s3",
        logDestination: new aws.s3.Bucket(`${name}-bucket`, {}).arn,
      };
      const first = new aws.ec2.FlowLog(`${name}-first`, shared);
      new aws.ec2.FlowLog(
        `${name}-second`,
        { ...shared, trafficType: mistake ? "ALL" : "REJECT" },
        { dependsOn: [first] },
      );
    },
  },
];

export const ec2Endpoints: readonly RefusalCase[] = [...gateways, ...interfaces, ...flowLogs];
