// SPDX-License-Identifier: Apache-2.0
import type { RefusalCase } from "../../support/refusal-case";
import { groupOf, keeping, nowhere, vpcOf } from "./network";

const group = "aws:ec2/securityGroup:SecurityGroup";
const defaultGroup = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";

export const ec2SecurityGroups: readonly RefusalCase[] = [
  {
    what: "a security group's name that looks like an id",
    token: group,
    code: "InvalidParameterValue",
    property: "name",
    stage: "check",
    program: (given) => {
      const { aws, name, mistake } = given;
      const vpcId = vpcOf(given).id;
      new aws.ec2.SecurityGroup(`${name}-group`, { vpcId, name: `${mistake ? "sg-" : ""}${name}` });
    },
  },
  {
    what: "a security group's description with an apostrophe",
    token: group,
    code: "InvalidParameterValue",
    property: "description",
    stage: "write",
    program: (given) => {
      const { aws, name, mistake } = given;
      const description = mistake ? "The platform's clients" : "Clients of the platform";
      new aws.ec2.SecurityGroup(`${name}-group`, { vpcId: vpcOf(given).id, description });
    },
  },
  {
    what: "a security group's name that is taken in its VPC",
    token: group,
    code: "InvalidGroup.Duplicate",
    property: "name",
    stage: "create",
    program: (given) => {
      const { aws, name, mistake } = given;
      const [vpc, other] = [vpcOf(given), vpcOf(given, 1)];
      const first = new aws.ec2.SecurityGroup(`${name}-first`, { vpcId: vpc.id, name });
      const vpcId = mistake ? vpc.id : other.id;
      new aws.ec2.SecurityGroup(`${name}-second`, { vpcId, name }, { dependsOn: [first] });
    },
  },
  {
    what: "a security group of a VPC that isn't there",
    token: group,
    code: "InvalidVpcID.NotFound",
    property: "vpcId",
    stage: "write",
    program: (given) => {
      const vpc = vpcOf(given);
      groupOf(given, given.mistake ? nowhere.vpc : vpc.id);
    },
  },
  {
    what: "the deletion of a security group that another one's rule names",
    token: group,
    code: "DependencyViolation",
    property: "id",
    stage: "delete",
    program: (given) => {
      const { aws, name, mistake } = given;
      const vpc = vpcOf(given);
      const database = groupOf(given, vpc.id, "database");
      const clients = mistake ? undefined : groupOf(given, vpc.id, "clients");
      const { id, opts } = keeping("referencedSecurityGroupId", clients);
      new aws.vpc.SecurityGroupIngressRule(
        `${name}-rule`,
        { securityGroupId: database.id, referencedSecurityGroupId: id, ipProtocol: "-1" },
        opts,
      );
    },
  },
  {
    what: "the default security group of a VPC that isn't there",
    token: defaultGroup,
    code: "InvalidVpcID.NotFound",
    property: "vpcId",
    stage: "write",
    program: (given) => {
      const { aws, name, mistake } = given;
      const vpc = vpcOf(given);
      new aws.ec2.DefaultSecurityGroup(`${name}-own`, { vpcId: mistake ? nowhere.vpc : vpc.id });
    },
  },
];
