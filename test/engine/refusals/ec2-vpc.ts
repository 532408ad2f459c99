// SPDX-License-Identifier: Apache-2.0
import type { RefusalCase } from "../../support/refusal-case";

const subnet = "aws:ec2/subnet:Subnet";

export const ec2Vpc: readonly RefusalCase[] = [
  {
    what: "a subnet outside its VPC",
    token: subnet,
    code: "InvalidSubnet.Range",
    property: "cidrBlock",
    stage: "create",
    program: ({ aws, name, mistake }) => {
      const vpc = new aws.ec2.Vpc(`${name}-vpc`, { cidrBlock: "10.1.0.0/16" });
      const cidrBlock = mistake ? "10.2.0.0/24" : "10.1.0.0/24";
      new aws.ec2.Subnet(`${name}-subnet`, { vpcId: vpc.id, cidrBlock });
    },
  },
];
