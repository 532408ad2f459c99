// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { keyPolicy, type KeyUser } from "./key-policy";
import { physicalName } from "./naming";

export interface EncryptionKeyArgs {
  /** Name of the environment; part of the alias. */
  readonly environment: string;
  /** What the key encrypts, one word of the platform: `database`, `logs`. Part of the alias. */
  readonly purpose: string;
  /** The 12 digits of the AWS account that owns the key. */
  readonly accountId: string;
  /** AWS name of the region in which the key lives. */
  readonly region: string;
  /** AWS services that use the key on the platform's behalf. */
  readonly usedBy: readonly KeyUser[];
  /** Whether Pulumi refuses to delete the key: with it goes everything that it encrypted. */
  readonly protect: boolean;
}

/** Days between a deletion and the end of the key, and of everything that it encrypted; AWS's longest. */
const deletionWindowInDays = 30;

/**
 * A customer-managed key of one region, for one purpose, with yearly rotation and an alias.
 *
 * One key per purpose, so that withdrawing one stops one thing. A key in another region can't
 * stand in for it: with the key's region down, what it encrypted can't be read.
 *
 * Cost: 1 USD a month, more after the first two rotations, and 0.03 USD per 10,000 requests.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
 * @example
 * const key = new EncryptionKey("logs-key", {
 *   environment: "production",
 *   purpose: "logs",
 *   accountId: "111122223333",
 *   region: "eu-west-1",
 *   usedBy: ["log-delivery", "cloudwatch-logs"],
 *   protect: true,
 * });
 */
export class EncryptionKey extends pulumi.ComponentResource {
  /** ARN of the key; what the resources that it encrypts take. */
  public readonly arn: pulumi.Output<string>;
  /** Id of the key. */
  public readonly keyId: pulumi.Output<string>;
  /** Name under which people find the key: `alias/payments/production/logs`. */
  public readonly aliasName: string;

  constructor(name: string, args: EncryptionKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:shared:EncryptionKey", name, {}, opts);
    const aliasName = physicalName(
      "kmsAlias",
      `alias/payments/${args.environment}/${args.purpose}`,
    );

    const key = this.createKey(name, args);
    this.createAlias(name, aliasName, key);

    this.arn = key.arn;
    this.keyId = key.keyId;
    this.aliasName = aliasName;
    this.registerOutputs({ arn: this.arn, keyId: this.keyId, aliasName: this.aliasName });
  }

  private createKey(name: string, args: EncryptionKeyArgs): aws.kms.Key {
    return new aws.kms.Key(
      name,
      {
        description: `${args.purpose} of the ${args.environment} payment platform`,
        policy: keyPolicy(args, args.usedBy),
        enableKeyRotation: true,
        deletionWindowInDays,
        tags: { Name: `${args.environment}-${args.purpose}` },
      },
      { parent: this, protect: args.protect },
    );
  }

  private createAlias(name: string, aliasName: string, key: aws.kms.Key): void {
    new aws.kms.Alias(name, { name: aliasName, targetKeyId: key.keyId }, { parent: this });
  }
}
