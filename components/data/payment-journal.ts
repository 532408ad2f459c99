// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Issue } from "../shared/issues";
import { physicalName } from "../shared/naming";
import { assertNoIssues } from "../shared/validation";

/** What a PaymentJournal needs. */
export interface PaymentJournalArgs {
  /** Name of the environment, the first part of the table's name. */
  readonly environment: string;
  /** AWS name of the region that the table is managed in: the provider's. */
  readonly homeRegion: string;
  /** AWS name of the region of the other replica. */
  readonly replicaRegion: string;
  /** AWS name of the region of the witness, which holds writes for the quorum and serves none. */
  readonly witnessRegion: string;
  /** ARN of the home region's KMS key. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** ARN of the other replica's KMS key, in its region. Changing it makes that replica anew. */
  readonly replicaKmsKeyArn: pulumi.Input<string>;
  /** Whether Pulumi and AWS refuse to delete the table and its replica. */
  readonly protect: boolean;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html: 1 to 35. */
const longestRecoveryDays = 35;

/**
 * The sealed journal: a payment is acknowledged when its record is here, and not before. It is a
 * DynamoDB table with multi-region strong consistency, two replicas and a witness, so that a write
 * is in two regions when it returns and the loss of any one region loses nothing. A record is a slot
 * (`seq`) in the log of one writer process (`log`); what is put there once, under the condition that
 * it was free, stays.
 *
 * Such a table allows no transactions, no time to live and no local index, its mode can't change and
 * no replica can join later; the protocol needs none of these. Streams are off: AWS does not use them
 * for replication here, and the journal is read by query.
 *
 * Cost: each KB written costs a write unit in both replica regions, about $1.25 a million; no
 * standing cost. Blast radius: without it no payment is acknowledged, in either region.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/multi-region-strong-consistency-gt.html
 * @example
 * new PaymentJournal("journal", {
 *   environment: "production", homeRegion: "eu-west-1", replicaRegion: "eu-central-1",
 *   witnessRegion: "eu-west-2", kmsKeyArn, replicaKmsKeyArn, protect: true,
 * }, { provider: euWest1 });
 */
export class PaymentJournal extends pulumi.ComponentResource {
  /** Name of the table, the same in both replica regions. */
  public readonly tableName: pulumi.Output<string>;
  /** ARN of the table in its home region. */
  public readonly tableArn: pulumi.Output<string>;
  /** ARN of each replica by region, the home region's included. */
  public readonly replicaArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: PaymentJournalArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:data:PaymentJournal", name, {}, opts);
    assertNoIssues(this, paymentJournalIssues(args));
    const table = this.createTable(name, args);
    this.tableName = table.name;
    this.tableArn = table.arn;
    this.replicaArns = {
      [args.homeRegion]: table.arn,
      [args.replicaRegion]: table.arn.apply((arn) => arnInRegion(arn, args.replicaRegion)),
    };
    this.registerOutputs({
      tableName: this.tableName,
      tableArn: this.tableArn,
      replicaArns: this.replicaArns,
    });
  }

  private createTable(name: string, args: PaymentJournalArgs): aws.dynamodb.Table {
    return new aws.dynamodb.Table(
      `${name}-table`,
      {
        name: journalTableName(args.environment),
        // Writes follow the payments; a provisioned limit would be a limit on acknowledgements.
        billingMode: "PAY_PER_REQUEST",
        hashKey: "log",
        rangeKey: "seq",
        attributes: [
          { name: "log", type: "S" },
          { name: "seq", type: "N" },
        ],
        // One strong replica goes with a witness; AWS refuses every other number.
        replicas: [
          {
            regionName: args.replicaRegion,
            consistencyMode: "STRONG",
            kmsKeyArn: args.replicaKmsKeyArn,
            pointInTimeRecovery: true,
            deletionProtectionEnabled: args.protect,
            propagateTags: true,
          },
        ],
        globalTableWitness: { regionName: args.witnessRegion },
        serverSideEncryption: { enabled: true, kmsKeyArn: args.kmsKeyArn },
        // The answer to a fault of our own, such as a wrong delete: replicas repeat that as well.
        pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: longestRecoveryDays },
        deletionProtectionEnabled: args.protect,
      },
      { parent: this, protect: args.protect },
    );
  }
}

/** `production-payment-journal`: known without a deployment, so that policies can name it. */
export function journalTableName(environment: string): string {
  return physicalName("table", environment, "payment-journal");
}

/** The ARN of the same table in another region: replicas share account and name. */
export function arnInRegion(arn: string, region: string): string {
  const [scheme, partition, service, , ...rest] = arn.split(":");
  return [scheme, partition, service, region, ...rest].join(":");
}

function paymentJournalIssues(args: PaymentJournalArgs): Issue[] {
  const regions = [args.homeRegion, args.replicaRegion, args.witnessRegion];
  if (new Set(regions).size === regions.length) return [];
  return [
    {
      path: "homeRegion, replicaRegion, witnessRegion",
      problem: "are not three different regions",
      got: regions,
      fix: "name three: with fewer, the loss of one region can lose the journal",
    },
  ];
}
