// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { deployPolicy, githubIssuer, githubTrust, previewPolicy } from "./ci-policies";

export interface CiRolesArgs {
  /** `owner/name` of the repository on GitHub. */
  readonly repository: string;
  /** Deployment environment on GitHub from which the deploy role may be assumed. */
  readonly environment: string;
  /** The environment's AWS account, 12 digits. */
  readonly accountId: string;
  /** Every AWS region in which the platform has resources, the journal's included. */
  readonly regions: readonly string[];
}

/**
 * Roles for continuous integration, assumed with short-lived tokens; no access key exists.
 *
 * `preview` reads configuration and is for pull requests. `deploy` changes the platform in its
 * regions and is for one protected deployment environment. Both are per account, so they stand in
 * the base stack; a person makes that stack's first update.
 *
 * @example new CiRoles("payments-ci", { repository: "example/payments", environment: "production",
 *   accountId: "111122223333", regions: ["us-east-1", "eu-west-1"] }, { provider });
 */
export class CiRoles extends pulumi.ComponentResource {
  /** ARN of the role for pull requests. */
  public readonly previewRoleArn: pulumi.Output<string>;
  /** ARN of the role for deployments. */
  public readonly deployRoleArn: pulumi.Output<string>;

  constructor(name: string, args: CiRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:delivery:CiRoles", name, {}, opts);
    const issuer = new aws.iam.OpenIdConnectProvider(
      `${name}-github`,
      { url: `https://${githubIssuer}`, clientIdLists: ["sts.amazonaws.com"] },
      { parent: this },
    );
    const trust = (subject: string): pulumi.Output<string> =>
      issuer.arn.apply((arn) => githubTrust(arn, args.repository, subject));
    this.previewRoleArn = this.createRole(name, "preview", trust("pull_request"), previewPolicy());
    this.deployRoleArn = this.createRole(
      name,
      "deploy",
      trust(`environment:${args.environment}`),
      deployPolicy(args.accountId, args.regions),
    );
    this.registerOutputs({
      previewRoleArn: this.previewRoleArn,
      deployRoleArn: this.deployRoleArn,
    });
  }

  private createRole(
    name: string,
    purpose: "preview" | "deploy",
    assumeRolePolicy: pulumi.Output<string>,
    policy: string,
  ): pulumi.Output<string> {
    const role = new aws.iam.Role(
      `${name}-${purpose}`,
      { assumeRolePolicy, description: `Payments platform: ${purpose} from CI` },
      { parent: this },
    );
    new aws.iam.RolePolicy(`${name}-${purpose}`, { role: role.name, policy }, { parent: this });
    return role.arn;
  }
}
