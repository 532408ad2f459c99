// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface ServiceRoleArgs {
  readonly service: string;
  readonly description: string;
  readonly managedPolicies: readonly string[];
  readonly assumeRoleActions: readonly string[];
  readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** `eks:index:ServiceRole`: a role that a service assumes, with managed policies attached. */
export class ServiceRole extends pulumi.ComponentResource {
  /** The role by itself. */
  readonly role: aws.iam.Role;
  /** The role once all its policies are attached. */
  readonly attachedRole: pulumi.Output<aws.iam.Role>;

  constructor(name: string, args: ServiceRoleArgs, options: pulumi.ComponentResourceOptions) {
    super("eks:index:ServiceRole", name, { ...args }, options);
    this.role = new aws.iam.Role(
      `${name}-role`,
      {
        description: args.description,
        assumeRolePolicy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Action: args.assumeRoleActions,
              Effect: "Allow",
              Principal: { Service: [args.service] },
            },
          ],
        }),
        tags: args.tags,
      },
      { parent: this },
    );
    const attachments = args.managedPolicies.map((policy) => this.attach(name, policy));
    this.attachedRole = pulumi
      .all([this.role.arn, ...attachments.map((attachment) => attachment.id)])
      .apply(() => this.role);
    this.registerOutputs({ role: this.attachedRole });
  }

  private attach(name: string, policy: string): aws.iam.RolePolicyAttachment {
    const policyArn = `arn:aws:iam::aws:policy/${policy}`;
    return new aws.iam.RolePolicyAttachment(
      `${name}-${shortHash(policyArn)}`,
      { policyArn, role: this.role },
      { parent: this },
    );
  }
}

function shortHash(value: string): string {
  return createHash("sha1").update(value).digest("hex").slice(0, 8);
}
