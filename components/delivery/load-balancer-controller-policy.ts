// SPDX-License-Identifier: Apache-2.0
import { policyDocument } from "../shared/policy-document";

/** The service account that the controller's IAM role is bound to, by EKS Pod Identity. */
export const loadBalancerControllerAccount = {
  namespace: "kube-system",
  serviceAccount: "aws-load-balancer-controller",
} as const;

/**
 * What the load balancer controller may do: put pods into the given target groups and take them out,
 * and nothing else. It creates no load balancer, opens no security group and changes no target group,
 * because the program owns those. This is the subset that the project gives for clusters that use
 * TargetGroupBinding alone, without its two actions that modify a target group.
 *
 * The reading actions have no resource of their own in IAM, hence the `*`.
 *
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/installation/
 * @throws RangeError when there is no target group: the statement would then grant nothing
 */
export function loadBalancerControllerPolicy(targetGroupArns: readonly string[]): string {
  if (targetGroupArns.length === 0) {
    throw new RangeError("no target groups, got []; name at least one target group by its ARN");
  }
  return policyDocument(
    {
      Sid: "FindTargets",
      Effect: "Allow",
      Action: [
        "ec2:DescribeInstances",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeVpcs",
        "elasticloadbalancing:DescribeTargetGroups",
        "elasticloadbalancing:DescribeTargetHealth",
      ],
      Resource: ["*"],
    },
    {
      Sid: "BindTargets",
      Effect: "Allow",
      Action: ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"],
      Resource: [...targetGroupArns],
    },
  );
}
