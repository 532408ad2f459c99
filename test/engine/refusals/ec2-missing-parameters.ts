// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";

import type { RefusalCase } from "../../support/refusal-case";
import { wrongArguments } from "../../support/refusal-shorthand";
import { gatewayOf, subnetOf, vpcOf } from "./network";

const ranges: readonly RefusalCase[] = [
  ...wrongArguments<aws.ec2.VpcArgs>(
    "aws:ec2/vpc:Vpc",
    (given, wrong) => {
      vpcOf(given, 0, wrong);
    },
    [["create MissingParameter cidrBlock", "a VPC without a range", { cidrBlock: undefined }]],
  ),
  ...wrongArguments<aws.ec2.VpcIpv4CidrBlockAssociationArgs>(
    "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
    (given, wrong) => {
      const good = { vpcId: vpcOf(given).id, cidrBlock: "100.64.0.0/16" };
      new given.aws.ec2.VpcIpv4CidrBlockAssociation(`${given.name}-range`, { ...good, ...wrong });
    },
    [["create MissingParameter cidrBlock", "a further range of none", { cidrBlock: undefined }]],
  ),
  ...wrongArguments<aws.ec2.SubnetArgs>(
    "aws:ec2/subnet:Subnet",
    (given, wrong) => {
      subnetOf(given, vpcOf(given).id, "a", wrong);
    },
    [["create MissingParameter cidrBlock", "a subnet without a range", { cidrBlock: undefined }]],
  ),
];

const waysOut: readonly RefusalCase[] = [
  ...wrongArguments<aws.ec2.NatGatewayArgs>(
    "aws:ec2/natGateway:NatGateway",
    (given, wrong) => {
      const { aws, name } = given;
      const vpc = vpcOf(given);
      const dependsOn = [gatewayOf(given, vpc.id)];
      const address = new aws.ec2.Eip(`${name}-address`, { domain: "vpc" });
      const good = { subnetId: subnetOf(given, vpc.id, "a").id, allocationId: address.id };
      new aws.ec2.NatGateway(`${name}-nat`, { ...good, ...wrong }, { dependsOn });
    },
    [
      ["create MissingParameter subnetId", "a NAT gateway in no subnet", { subnetId: undefined }],
      [
        "create MissingParameter allocationId",
        "a public NAT gateway without an address",
        { allocationId: undefined },
      ],
    ],
  ),
  ...wrongArguments<aws.ec2.VpcEndpointArgs>(
    "aws:ec2/vpcEndpoint:VpcEndpoint",
    (given, wrong) => {
      const good = { vpcId: vpcOf(given).id, serviceName: "com.amazonaws.us-east-1.s3" };
      new given.aws.ec2.VpcEndpoint(`${given.name}-endpoint`, { ...good, ...wrong });
    },
    [["create MissingParameter serviceName", "an endpoint of nothing", { serviceName: undefined }]],
  ),
];

/** What EC2 can't make without an argument that the provider lets a program leave out. */
export const ec2MissingParameters: readonly RefusalCase[] = [
  ...ranges,
  ...waysOut,
  ...wrongArguments<aws.ec2.FlowLogArgs>(
    "aws:ec2/flowLog:FlowLog",
    (given, wrong) => {
      const { aws, name } = given;
      new aws.ec2.FlowLog(`${name}-flow`, {
        vpcId: vpcOf(given).id,
        trafficType: "ALL",
        logDestinationType: "s3",
        logDestination: new aws.s3.Bucket(`${name}-bucket`, {}).arn,
        ...wrong,
      });
    },
    [
      [
        "create InvalidParameter logDestination",
        "a flow log that goes to no bucket",
        { logDestination: undefined },
      ],
    ],
  ),
];
