// SPDX-License-Identifier: Apache-2.0
import { policyDocument, type Statement } from "../shared/policy-document";

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
 * @param targetGroupArns may be empty: a region that is nobody's standby has no service, and a
 * statement without a resource is one that IAM refuses
 */
export function loadBalancerControllerPolicy(targetGroupArns: readonly string[]): string {
  const bindTargets: Statement = {
    Sid: "BindTargets",
    Effect: "Allow",
    Action: ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"],
    Resource: [...targetGroupArns],
  };
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
    ...(targetGroupArns.length === 0 ? [] : [bindTargets]),
  );
}
