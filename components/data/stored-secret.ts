// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { physicalName } from "../shared/naming";

/** What a StoredSecret needs. */
export interface StoredSecretArgs {
  /** Name of the environment, the first part of the secret's name. */
  readonly environment: string;
  /** What the secret is for, the last part of its name: `database`. */
  readonly purpose: string;
  /** What the secret holds, for people who read the console. */
  readonly description: string;
  /** The value at creation, an object of texts; stored as JSON. */
  readonly value: Readonly<Record<string, pulumi.Input<string>>>;
  /** ARN of the region's KMS key for secrets. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Whether Pulumi refuses to delete the secret, and AWS gives a deleted one back. */
  readonly protect: boolean;
}

/** The longest: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html */
const recoveryDays = 30;

/**
 * A secret of one region in Secrets Manager with its first value, which is write-only: a rotation in
 * the region is not set back by a later run. The name has no region in it, so who reads it does not
 * need to know where it runs.
 *
 * Cost: $0.40 a month. Blast radius: what logs in with it.
 *
 * @example
 * new StoredSecret("cache-auth", {
 *   environment: "production", purpose: "cache", description: "Token for AUTH",
 *   value: { authToken }, kmsKeyArn, protect: true,
 * }, { parent: this });
 */
export class StoredSecret extends pulumi.ComponentResource {
  /** ARN of the secret. */
  public readonly secretArn: pulumi.Output<string>;

  constructor(name: string, args: StoredSecretArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:data:StoredSecret", name, {}, opts);
    const secret = this.createSecret(name, args);
    this.createFirstVersion(name, args, secret);
    this.secretArn = secret.arn;
    this.registerOutputs({ secretArn: this.secretArn });
  }

  private createSecret(name: string, args: StoredSecretArgs): aws.secretsmanager.Secret {
    return new aws.secretsmanager.Secret(
      `${name}-secret`,
      {
        name: physicalName("secret", `${args.environment}/payments/${args.purpose}`),
        description: args.description,
        kmsKeyId: args.kmsKeyArn,
        recoveryWindowInDays: args.protect ? recoveryDays : 0,
      },
      { parent: this, protect: args.protect },
    );
  }

  private createFirstVersion(
    name: string,
    args: StoredSecretArgs,
    secret: aws.secretsmanager.Secret,
  ): void {
    new aws.secretsmanager.SecretVersion(
      `${name}-version`,
      {
        secretId: secret.id,
        secretStringWo: pulumi.jsonStringify(args.value),
        secretStringWoVersion: 1,
      },
      { parent: this },
    );
  }
}
