// SPDX-License-Identifier: Apache-2.0
import { regionWithDefaultQuotas, type Given, type RefusalCase } from "../../support/refusal-case";
import { keeping, nowhere, subnetOf, vpcOf } from "./network";

const vpcType = "aws:ec2/vpc:Vpc";
const subnet = "aws:ec2/subnet:Subnet";
const association = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation";

/** A further range of a VPC. */
function rangeOf({ aws, name }: Given, vpc: ReturnType<typeof vpcOf>, cidrBlock: string) {
  return new aws.ec2.VpcIpv4CidrBlockAssociation(`${name}-${cidrBlock.replace("/", "-")}`, {
    vpcId: vpc.id,
    cidrBlock,
  });
}

const vpcs: readonly RefusalCase[] = [
  {
    what: "a VPC larger than a /16",
    token: vpcType,
    code: "InvalidVpc.Range",
    property: "cidrBlock",
    stage: "check",
    program: (given) => vpcOf(given, 0, given.mistake ? { cidrBlock: "10.0.0.0/15" } : {}),
  },
  {
    what: "a sixth VPC in a region whose quota nobody raised",
    token: vpcType,
    code: "VpcLimitExceeded",
    property: "cidrBlock",
    stage: "create",
    program: (given) => {
      const elsewhere = given.in(regionWithDefaultQuotas);
      const five = [0, 1, 2, 3, 4].map((second) => vpcOf(given, second, {}, elsewhere));
      if (given.mistake) vpcOf(given, 5, {}, { ...elsewhere, dependsOn: five });
    },
  },
  {
    what: "the deletion of a VPC in which there is a subnet",
    token: vpcType,
    code: "DependencyViolation",
    property: "id",
    stage: "delete",
    program: (given) => {
      const { aws, name } = given;
      const { id, opts } = keeping("vpcId", given.mistake ? undefined : vpcOf(given));
      new aws.ec2.Subnet(`${name}-subnet`, { vpcId: id, cidrBlock: "10.0.0.0/24" }, opts);
    },
  },
];

const associations: readonly RefusalCase[] = [
  {
    what: "a further range smaller than a /28",
    token: association,
    code: "InvalidVpc.Range",
    property: "cidrBlock",
    stage: "check",
    program: (given) =>
      rangeOf(given, vpcOf(given), given.mistake ? "100.64.0.0/29" : "100.64.0.0/28"),
  },
  {
    what: "a further range of a VPC that isn't there",
    token: association,
    code: "InvalidVpcID.NotFound",
    property: "vpcId",
    stage: "write",
    program: (given) => {
      const { aws, name, mistake } = given;
      const vpc = vpcOf(given);
      new aws.ec2.VpcIpv4CidrBlockAssociation(`${name}-range`, {
        vpcId: mistake ? nowhere.vpc : vpc.id,
        cidrBlock: "100.64.0.0/16",
      });
    },
  },
  {
    what: "a further range that overlaps the VPC's first",
    token: association,
    code: "InvalidVpc.Range",
    property: "cidrBlock",
    stage: "create",
    program: (given) =>
      rangeOf(given, vpcOf(given), given.mistake ? "10.0.128.0/17" : "100.64.0.0/16"),
  },
  {
    what: "a sixth range of one VPC",
    token: association,
    code: "CidrLimitExceeded",
    property: "vpcId",
    stage: "create",
    program: (given) => {
      const { aws, name, mistake } = given;
      const vpc = vpcOf(given);
      const four = [1, 2, 3, 4].map((second) => rangeOf(given, vpc, `10.${second}.0.0/16`));
      if (!mistake) return;
      new aws.ec2.VpcIpv4CidrBlockAssociation(
        `${name}-last`,
        { vpcId: vpc.id, cidrBlock: "10.5.0.0/16" },
        { dependsOn: four },
      );
    },
  },
  {
    what: "to take away a range in which there is a subnet",
    token: association,
    code: "DependencyViolation",
    property: "id",
    stage: "delete",
    program: (given) => {
      const { aws, name, mistake } = given;
      const vpc = vpcOf(given);
      const range = mistake ? undefined : rangeOf(given, vpc, "100.64.0.0/16");
      new aws.ec2.Subnet(`${name}-subnet`, {
        vpcId: range?.vpcId ?? vpc.id,
        cidrBlock: "100.64.0.0/24",
      });
    },
  },
];

const subnets: readonly RefusalCase[] = [
  {
    what: "a subnet's range with host bits",
    token: subnet,
    code: "InvalidParameterValue",
    property: "cidrBlock",
    stage: "check",
    program: (given) =>
      subnetOf(given, vpcOf(given).id, "a", given.mistake ? { cidrBlock: "10.0.1.1/24" } : {}),
  },
  {
    what: "a subnet of a VPC that isn't there",
    token: subnet,
    code: "InvalidVpcID.NotFound",
    property: "vpcId",
    stage: "write",
    program: (given) => {
      const vpc = vpcOf(given);
      subnetOf(given, given.mistake ? nowhere.vpc : vpc.id, "a");
    },
  },
  {
    what: "a subnet smaller than a /28",
    token: subnet,
    code: "InvalidSubnet.Range",
    property: "cidrBlock",
    stage: "create",
    program: (given) =>
      subnetOf(given, vpcOf(given).id, "a", {
        cidrBlock: given.mistake ? "10.0.1.0/29" : "10.0.1.0/28",
      }),
  },
  {
    what: "a subnet outside its VPC",
    token: subnet,
    code: "InvalidSubnet.Range",
    property: "cidrBlock",
    stage: "create",
    program: (given) =>
      subnetOf(given, vpcOf(given).id, "a", given.mistake ? { cidrBlock: "10.2.0.0/24" } : {}),
  },
  {
    what: "a subnet that overlaps a sibling",
    token: subnet,
    code: "InvalidSubnet.Conflict",
    property: "cidrBlock",
    stage: "create",
    program: (given) => {
      const { aws, name, mistake } = given;
      const vpc = vpcOf(given);
      const first = subnetOf(given, vpc.id, "a", { cidrBlock: "10.0.1.0/24" });
      const cidrBlock = mistake ? "10.0.1.128/25" : "10.0.2.128/25";
      const opts = { dependsOn: [first] };
      new aws.ec2.Subnet(`${name}-second`, { vpcId: vpc.id, cidrBlock }, opts);
    },
  },
  {
    what: "a subnet in a zone of another region",
    token: subnet,
    code: "InvalidParameterValue",
    property: "availabilityZone",
    stage: "create",
    program: (given) =>
      subnetOf(given, vpcOf(given).id, "a", {
        availabilityZone: given.mistake ? "eu-west-1a" : "us-east-1a",
      }),
  },
  {
    what: "the deletion of a subnet in which there is a NAT gateway",
    token: subnet,
    code: "DependencyViolation",
    property: "id",
    stage: "delete",
    program: (given) => {
      const { aws, name, mistake } = given;
      const vpc = vpcOf(given);
      const { id, opts } = keeping("subnetId", mistake ? undefined : subnetOf(given, vpc.id, "a"));
      new aws.ec2.NatGateway(`${name}-nat`, { subnetId: id, connectivityType: "private" }, opts);
    },
  },
];

export const ec2Vpc: readonly RefusalCase[] = [...vpcs, ...associations, ...subnets];
