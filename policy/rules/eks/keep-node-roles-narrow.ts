// SPDX-License-Identifier: Apache-2.0
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { stackRule } from "../../lib/rule";

const nodeGroup = "aws:eks/nodeGroup:NodeGroup";
const role = "aws:iam/role:Role";
const attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const inline = "aws:iam/rolePolicy:RolePolicy";

export const keepNodeRolesNarrow = stackRule({
  id: "keep-node-roles-narrow",
  requirement: "The role of nodes has only the policies that nodes need.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "What a node's role may do, every pod that reaches the instance's metadata may do: databases, secrets and the journal belong to roles of workloads.",
  sources: [
    "https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html",
    "https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html",
  ],
  frameworks: [pciDss("7.2.1"), wellArchitected("SEC03-BP02")],
  fix: "Give the permission to the workload's own role, by EKS Pod Identity.",
  settings: {
    allowed: {
      description: "Names of the managed policies that the role may have",
      default: [
        "AmazonEKSWorkerNodePolicy",
        "AmazonEKSWorkerNodeMinimalPolicy",
        "AmazonEC2ContainerRegistryPullOnly",
        "AmazonEC2ContainerRegistryReadOnly",
        "AmazonEKS_CNI_Policy",
        "AmazonSSMManagedInstanceCore",
      ],
    },
  },
  types: [nodeGroup],
  check(graph, { config, each, violation }) {
    const groups = graph.ofType(nodeGroup);
    const roles = new Set(groups.flatMap((one) => graph.referents(one.at("nodeRoleArn"), role)));
    const isNodes = (one: (typeof groups)[number]) =>
      graph.referents(one.at("role"), role).some((owner) => roles.has(owner));
    each(graph.ofType(attachment), (one) => {
      const policy = one.at("policyArn");
      if (isNodes(one) && !config.allowed.includes(policy.text()?.split("/").at(-1) ?? "")) {
        violation(one, `it gives nodes ${policy.shown()}`);
      }
    });
    each(graph.ofType(inline), (one) => {
      if (isNodes(one)) violation(one, "it is a policy of its own in the role of nodes");
    });
  },
});
