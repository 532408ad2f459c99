// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

import { StoredSecret } from "./stored-secret";

/** Where a copy of the credentials is kept. */
export interface CredentialsRegion {
  /** ARN of that region's KMS key for secrets. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Provider of that region. */
  readonly provider: pulumi.ProviderResource;
}

/** What RegionalCredentials need. */
export interface RegionalCredentialsArgs {
  /** Name of the environment, the first part of every secret's name. */
  readonly environment: string;
  /** What the credentials are for, the last part of every secret's name: `database`. */
  readonly purpose: string;
  /** User name that goes with the password. */
  readonly username: string;
  /** The regions that get a secret, by AWS name. */
  readonly regions: Readonly<Record<string, CredentialsRegion>>;
  /** Whether Pulumi refuses to delete the secrets, and AWS gives a deleted one back. */
  readonly protect: boolean;
}

/**
 * RDS allows 8 to 41 of all printable characters but `/`, `"` and `@`. Letters and digits alone need
 * no quoting in a connection string.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html
 */
const passwordLength = 40;

/**
 * One user name and password, kept as an independent secret in each region. They are no replicas of
 * each other: a replica can't be changed until it is promoted, so a region that outlives the other
 * could not rotate its own password, and the promotion would be drift.
 *
 * Cost: $0.40 a month for each region. Blast radius: what logs in with them.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/standalone-secret.html
 * @example
 * new RegionalCredentials("database-credentials", {
 *   environment: "production", purpose: "database", username: "platform", protect: true,
 *   regions: { "us-east-1": { kmsKeyArn, provider }, "eu-west-1": { … } },
 * });
 */
export class RegionalCredentials extends pulumi.ComponentResource {
  /** ARN of each region's secret, which holds `{"username": …, "password": …}`. */
  public readonly secretArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** The password, a secret. */
  public readonly password: pulumi.Output<string>;

  constructor(name: string, args: RegionalCredentialsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:data:RegionalCredentials", name, {}, opts);
    this.password = pulumi.secret(this.createPassword(name).result);
    this.secretArns = Object.fromEntries(
      Object.entries(args.regions).map(([region, place]) => [
        region,
        this.createSecret(`${name}-${region}`, args, place).secretArn,
      ]),
    );
    this.registerOutputs({ secretArns: this.secretArns, password: this.password });
  }

  private createPassword(name: string): random.RandomPassword {
    return new random.RandomPassword(
      `${name}-password`,
      { length: passwordLength, special: false, minLower: 1, minUpper: 1, minNumeric: 1 },
      { parent: this },
    );
  }

  private createSecret(
    name: string,
    args: RegionalCredentialsArgs,
    { kmsKeyArn, provider }: CredentialsRegion,
  ): StoredSecret {
    return new StoredSecret(
      name,
      {
        environment: args.environment,
        purpose: args.purpose,
        description: `User name and password of the payment platform's ${args.purpose}`,
        value: { username: args.username, password: this.password },
        kmsKeyArn,
        protect: args.protect,
      },
      { parent: this, providers: [provider] },
    );
  }
}
