// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { podIdentityTrust } from "../shared/policy-document";

export interface WorkloadRoleArgs {
  /** Name of the cluster that the workload runs in. */
  readonly clusterName: pulumi.Input<string>;
  /** Namespace of the workload. */
  readonly namespace: string;
  /** Service account of the workload's pods; it need not exist yet. */
  readonly serviceAccount: string;
  /** What the workload may do, as an IAM policy document. */
  readonly policy: pulumi.Input<string>;
}

/**
 * The AWS rights of one workload, by EKS Pod Identity.
 *
 * Bound to one service account of one cluster. Credentials come from the agent on the node, so no
 * secret is stored, and they keep coming while the control plane of IAM is impaired.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
 * @example
 * new WorkloadRole("payments-api-role", {
 *   clusterName: cluster.clusterName,
 *   namespace: "payments",
 *   serviceAccount: "payments-api",
 *   policy: journal.arn.apply((arn) => policyDocument({ Effect: "Allow", ... })),
 * });
 */
export class WorkloadRole extends pulumi.ComponentResource {
  /** ARN of the role. */
  public readonly roleArn: pulumi.Output<string>;
  /** Name of the role. */
  public readonly roleName: pulumi.Output<string>;

  constructor(name: string, args: WorkloadRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:cluster:WorkloadRole", name, {}, opts);

    const role = this.createRole(name, args);
    this.grant(name, args, role);
    this.associate(name, args, role);

    this.roleArn = role.arn;
    this.roleName = role.name;
    this.registerOutputs({ roleArn: this.roleArn, roleName: this.roleName });
  }

  private createRole(name: string, args: WorkloadRoleArgs): aws.iam.Role {
    return new aws.iam.Role(
      name,
      {
        description: `Pods of ${args.namespace}/${args.serviceAccount}`,
        assumeRolePolicy: podIdentityTrust(),
      },
      { parent: this },
    );
  }

  private grant(name: string, args: WorkloadRoleArgs, role: aws.iam.Role): void {
    new aws.iam.RolePolicy(name, { role: role.id, policy: args.policy }, { parent: this });
  }

  private associate(name: string, args: WorkloadRoleArgs, role: aws.iam.Role): void {
    new aws.eks.PodIdentityAssociation(
      name,
      {
        clusterName: args.clusterName,
        namespace: args.namespace,
        serviceAccount: args.serviceAccount,
        roleArn: role.arn,
      },
      { parent: this },
    );
  }
}
