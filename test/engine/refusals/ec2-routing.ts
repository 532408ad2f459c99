// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";

import { regionWithDefaultQuotas, type Given, type RefusalCase } from "../../support/refusal-case";
import { gatewayOf, keeping, nowhere, subnetOf, vpcOf } from "./network";

const address = "aws:ec2/eip:Eip";
const gateway = "aws:ec2/internetGateway:InternetGateway";
const nat = "aws:ec2/natGateway:NatGateway";

/** Has the quota of NAT gateways that AWS gives, and no other case. */
const natRegion = "eu-central-1";

/** A NAT gateway with an address of its own, in a VPC with a way out. */
function natOf(given: Given, args: (vpc: aws.ec2.Vpc) => Partial<aws.ec2.NatGatewayArgs>): void {
  const vpc = vpcOf(given);
  const subnet = subnetOf(given, vpc.id, "a");
  const dependsOn = [gatewayOf(given, vpc.id)];
  const eip = new given.aws.ec2.Eip(`${given.name}-address`, { domain: "vpc" });
  const usual = { subnetId: subnet.id, allocationId: eip.id };
  new given.aws.ec2.NatGateway(`${given.name}-nat`, { ...usual, ...args(vpc) }, { dependsOn });
}

const waysOut: readonly RefusalCase[] = [
  {
    what: "an internet gateway of a VPC that isn't there",
    token: gateway,
    code: "InvalidVpcID.NotFound",
    property: "vpcId",
    stage: "write",
    program: (given) => {
      const vpc = vpcOf(given);
      gatewayOf(given, given.mistake ? nowhere.vpc : vpc.id);
    },
  },
  {
    what: "a second internet gateway of a VPC",
    token: gateway,
    code: "InvalidParameterValue",
    property: "vpcId",
    stage: "write",
    program: (given) => {
      const { aws, name, mistake } = given;
      const vpc = vpcOf(given);
      const dependsOn = [gatewayOf(given, vpc.id)];
      if (mistake) new aws.ec2.InternetGateway(`${name}-two`, { vpcId: vpc.id }, { dependsOn });
    },
  },
  {
    what: "a sixth elastic IP address in a region whose quota nobody raised",
    token: address,
    code: "AddressLimitExceeded",
    property: "domain",
    stage: "create",
    program: (given) => {
      const elsewhere = given.in(regionWithDefaultQuotas);
      const make = (number: number, dependsOn: aws.ec2.Eip[]): aws.ec2.Eip =>
        new given.aws.ec2.Eip(
          `${given.name}-address${number}`,
          { domain: "vpc" },
          { ...elsewhere, dependsOn },
        );
      const five = [1, 2, 3, 4, 5].map((number) => make(number, []));
      if (given.mistake) make(6, five);
    },
  },
  {
    what: "the release of an address that a NAT gateway has",
    token: address,
    code: "InvalidIPAddress.InUse",
    property: "id",
    stage: "delete",
    program: (given) => {
      const { aws, name, mistake } = given;
      const vpc = vpcOf(given);
      const subnet = subnetOf(given, vpc.id, "a");
      const internet = gatewayOf(given, vpc.id);
      const eip = mistake ? undefined : new aws.ec2.Eip(`${name}-address`, { domain: "vpc" });
      const { id, opts } = keeping("allocationId", eip);
      new aws.ec2.NatGateway(
        `${name}-nat`,
        { subnetId: subnet.id, allocationId: id },
        { ...opts, dependsOn: [internet] },
      );
    },
  },
];

const natGateways: readonly RefusalCase[] = [
  {
    what: "an elastic IP address of a private NAT gateway",
    token: nat,
    code: "InvalidParameterCombination",
    property: "allocationId",
    stage: "check",
    program: (given) =>
      natOf(given, () => ({ connectivityType: given.mistake ? "private" : "public" })),
  },
  {
    what: "a NAT gateway in a subnet that isn't there",
    token: nat,
    code: "InvalidSubnetID.NotFound",
    property: "subnetId",
    stage: "write",
    program: (given) => natOf(given, () => (given.mistake ? { subnetId: nowhere.subnet } : {})),
  },
  {
    what: "a NAT gateway with an address that isn't there",
    token: nat,
    code: "InvalidAllocationID.NotFound",
    property: "allocationId",
    stage: "write",
    program: (given) =>
      natOf(given, () => (given.mistake ? { allocationId: nowhere.address } : {})),
  },
  {
    what: "a NAT gateway with another one's address",
    token: nat,
    code: "Resource.AlreadyAssociated",
    property: "allocationId",
    stage: "create",
    program: (given) => {
      const { aws, name, mistake } = given;
      const vpc = vpcOf(given);
      const subnetId = subnetOf(given, vpc.id, "a").id;
      const internet = gatewayOf(given, vpc.id);
      const [one, two] = ["one", "two"].map(
        (role) => new aws.ec2.Eip(`${name}-${role}`, { domain: "vpc" }),
      );
      const first = new aws.ec2.NatGateway(
        `${name}-first`,
        { subnetId, allocationId: one?.id },
        { dependsOn: [internet] },
      );
      new aws.ec2.NatGateway(
        `${name}-second`,
        { subnetId, allocationId: mistake ? one?.id : two?.id },
        { dependsOn: [first] },
      );
    },
  },
  {
    what: "a NAT gateway before its VPC has an internet gateway",
    token: nat,
    code: "Gateway.NotAttached",
    property: "subnetId",
    stage: "create",
    program: (given) => {
      const { aws, name, mistake } = given;
      const vpc = vpcOf(given);
      const subnetId = subnetOf(given, vpc.id, "a").id;
      const allocationId = new aws.ec2.Eip(`${name}-address`, { domain: "vpc" }).id;
      const dependsOn = mistake ? [] : [gatewayOf(given, vpc.id)];
      new aws.ec2.NatGateway(`${name}-nat`, { subnetId, allocationId }, { dependsOn });
    },
  },
  {
    what: "a sixth NAT gateway in a zone",
    token: nat,
    code: "NatGatewayLimitExceeded",
    property: "subnetId",
    stage: "create",
    program: (given) => {
      const { aws, name, mistake } = given;
      const elsewhere = given.in(natRegion);
      const vpc = vpcOf(given, 0, {}, elsewhere);
      const subnet = new aws.ec2.Subnet(
        `${name}-subnet`,
        { vpcId: vpc.id, cidrBlock: "10.0.0.0/24", availabilityZone: `${natRegion}a` },
        elsewhere,
      );
      const make = (number: number, dependsOn: aws.ec2.NatGateway[]): aws.ec2.NatGateway =>
        new aws.ec2.NatGateway(
          `${name}-nat${number}`,
          { subnetId: subnet.id, connectivityType: "private" },
          { ...elsewhere, dependsOn },
        );
      const five = [1, 2, 3, 4, 5].map((number) => make(number, []));
      if (mistake) make(6, five);
    },
  },
];

export const ec2Routing: readonly RefusalCase[] = [...waysOut, ...natGateways];
