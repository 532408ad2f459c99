// SPDX-License-Identifier: Apache-2.0
import type { ResourceType, Self } from "../provider/resource-type";
import { text } from "../provider/values";
import { arn } from "./arn";
import { groupType, vpcIsThere, vpcType } from "./ec2-lookups";
import {
  egressType,
  groupRules,
  ingressType,
  ruleType,
  severalPeersRules,
  singlePeerRules,
} from "./ec2-security-group-rules";
import { stillUsed } from "./rules";

const api = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference";

const groupInUse = stillUsed(
  {
    code: "DependencyViolation",
    property: "id",
    source: `${api}/API_DeleteSecurityGroup.html`,
  },
  [
    [ingressType, "referencedSecurityGroupId"],
    [egressType, "referencedSecurityGroupId"],
    [ruleType, "sourceSecurityGroupId"],
    ["aws:ec2/vpcEndpoint:VpcEndpoint", "securityGroupIds"],
    ["aws:lb/loadBalancer:LoadBalancer", "securityGroups"],
    ["aws:rds/cluster:Cluster", "vpcSecurityGroupIds"],
    ["aws:elasticache/replicationGroup:ReplicationGroup", "securityGroupIds"],
    ["aws:eks/cluster:Cluster", "vpcConfig.securityGroupIds"],
  ],
);

/** The group that came with the VPC: it is adopted, never made. */
function defaultGroup({ inputs, cloud }: Self): string {
  const vpc = cloud.find(vpcType, text(inputs, "vpcId") ?? "");
  return text(vpc?.computed ?? {}, "defaultSecurityGroupId") ?? "";
}

function groupArn(self: Self): string {
  return arn(self, "ec2", `security-group/${self.id}`);
}

/** A rule as a resource of its own, with the id that EC2 gives it. */
function singlePeer(direction: "ingress" | "egress"): ResourceType {
  return {
    token: direction === "ingress" ? ingressType : egressType,
    source: `${api}/API_ModifySecurityGroupRules.html`,
    id: ({ unique }) => `sgr-${unique(17)}`,
    replaceOn: ["securityGroupId"],
    outputs: (self) => ({
      arn: arn(self, "ec2", `security-group-rule/${self.id}`),
      securityGroupRuleId: self.id,
    }),
    rules: singlePeerRules(direction),
  };
}

/** Security groups and their rules. */
export const ec2SecurityGroups: readonly ResourceType[] = [
  {
    token: groupType,
    source: `${api}/API_CreateSecurityGroup.html`,
    id: ({ unique }) => `sg-${unique(17)}`,
    autoName: { property: "name", maximumLength: 255 },
    replaceOn: ["name", "namePrefix", "description", "vpcId"],
    defaults: {
      description: "Managed by Pulumi",
      egress: [],
      ingress: [],
      revokeRulesOnDelete: false,
    },
    outputs: (self) => ({ arn: groupArn(self), ownerId: self.account }),
    rules: [...groupRules, vpcIsThere, groupInUse],
  },
  {
    token: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html",
    id: defaultGroup,
    replaceOn: ["vpcId"],
    defaults: { egress: [], ingress: [] },
    outputs: (self) => ({
      arn: groupArn(self),
      ownerId: self.account,
      name: "default",
      namePrefix: "",
      description: "default VPC security group",
    }),
    rules: [vpcIsThere],
  },
  {
    token: ruleType,
    source: `${api}/API_UpdateSecurityGroupRuleDescriptionsIngress.html`,
    // The provider's own id, of the rule's content; EC2's id is an output.
    id: ({ unique }) => `sgrule-${Number.parseInt(unique(8), 16)}`,
    replaceOn: [
      "cidrBlocks",
      "fromPort",
      "ipv6CidrBlocks",
      "prefixListIds",
      "protocol",
      "securityGroupId",
      "self",
      "sourceSecurityGroupId",
      "toPort",
      "type",
    ],
    defaults: { self: false },
    outputs: (self) => ({ securityGroupRuleId: `sgr-${self.digest(17)}` }),
    rules: severalPeersRules,
  },
  singlePeer("ingress"),
  singlePeer("egress"),
];
