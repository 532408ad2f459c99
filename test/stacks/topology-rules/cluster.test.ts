// SPDX-License-Identifier: Apache-2.0
import type { Topology } from "../../../stacks/topology";
import { clusterRules } from "../../../stacks/topology-rules/cluster";
import { nth } from "../../support/topologies";
import { itHoldsRules, type Mutant } from "../../support/topology-rules";

const us = (topology: Topology) => nth(topology, 0);

const mutants: readonly Mutant[] = [
  [
    "EKS does not offer the Kubernetes version",
    (topology) => (topology.kubernetesVersion = "1.29"),
    'kubernetesVersion: must be one of 1.33, 1.34, 1.35, got "1.29"; choose one of them, or add it to stacks/topology-rules/cluster.ts with its dates',
  ],
  [
    "the allow-list is the whole internet",
    (topology) =>
      (us(topology).clusterApi = {
        access: "public",
        allowedCidrs: ["203.0.113.0/24", "0.0.0.0/0"],
      }),
    'regions[0].clusterApi.allowedCidrs[1]: must not be wider than a /8: it opens the Kubernetes API to strangers, got "0.0.0.0/0"; list the ranges of your own networks, or make the API private',
  ],
  [
    "the allow-list holds a range with host bits",
    (topology) =>
      (us(topology).clusterApi = { access: "public", allowedCidrs: ["203.0.113.9/24"] }),
    'regions[0].clusterApi.allowedCidrs[0]: has host bits set, got "203.0.113.9/24"; write 203.0.113.0/24 if that block is meant',
  ],
  [
    "an administrator is a role of another account",
    (topology) => us(topology).clusterAdminRoleArns.push("arn:aws:iam::444455556666:role/admin"),
    'regions[0].clusterAdminRoleArns[1]: is not the ARN of an IAM role of account 111122223333, got "arn:aws:iam::444455556666:role/admin"; write arn:aws:iam::111122223333:role/<name>',
  ],
  [
    "an administrator is a user",
    (topology) => (us(topology).clusterAdminRoleArns = ["arn:aws:iam::111122223333:user/ada"]),
    'regions[0].clusterAdminRoleArns[0]: is not the ARN of an IAM role of account 111122223333, got "arn:aws:iam::111122223333:user/ada"; write arn:aws:iam::111122223333:role/<name>',
  ],
  [
    "an administrator is named twice",
    (topology) =>
      us(topology).clusterAdminRoleArns.push("arn:aws:iam::111122223333:role/platform-admin"),
    'regions[0].clusterAdminRoleArns[1]: is the same as regions[0].clusterAdminRoleArns[0], got "arn:aws:iam::111122223333:role/platform-admin"; name each role once',
  ],
  [
    "an instance type is of the other architecture, in the list that is not used",
    (topology) => (us(topology).nodes.instanceTypes.x86_64 = ["m7i.2xlarge", "m7g.2xlarge"]),
    'regions[0].nodes.instanceTypes.x86_64[1]: is of arm64, and these nodes are of x86_64, got "m7g.2xlarge"; choose a type of x86_64, such as m7i.large',
  ],
  [
    "an instance type is burstable",
    (topology) => (us(topology).nodes.instanceTypes.arm64 = ["t4g.large"]),
    'regions[0].nodes.instanceTypes.arm64[0]: can\'t give pods security groups of their own (no trunk interfaces in family t), got "t4g.large"; choose another family, such as m7g.large',
  ],
];

describe("clusterRules", () => {
  itHoldsRules(clusterRules, mutants);
});
