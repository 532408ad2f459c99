// SPDX-License-Identifier: Apache-2.0
import type { Mutant } from "../../support/mutant";

const attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

export const graphEksMutants: readonly Mutant[] = [
  {
    rule: "run-pod-identity-agent",
    mistake: "the cluster has no agent",
    scope: "eu-west-1",
    make: (stack) =>
      stack.remove(stack.one("aws:eks/addon:Addon", "payments-cluster-pod-identity-agent")),
  },
  {
    rule: "keep-node-roles-narrow",
    mistake: "nodes may use every DynamoDB table",
    scope: "us-east-1",
    make: (stack) => {
      const known = stack.one(attachment, "payments-nodes-AmazonEKSWorkerNodePolicy");
      stack.add(known, "payments-nodes-AmazonDynamoDBFullAccess", {
        policyArn: "arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess",
      });
    },
  },
];
