// SPDX-License-Identifier: Apache-2.0
import { policyDocument } from "../shared/policy-document";

/** What the payment API's pods of one region may use. */
export interface PaymentsAccess {
  /** Replicas of the journal: a writer tries the other one when its first doesn't answer. */
  readonly journalTableArns: readonly string[];
  /** Keys of the journal's replicas. */
  readonly journalKeyArns: readonly string[];
  /** The region's own secrets: of the database and of the cache. */
  readonly secretArns: readonly string[];
  /** Keys of those secrets. */
  readonly secretKeyArns: readonly string[];
}

/** Namespace of the metrics that the payment API publishes. */
export const paymentsMetrics = "Payments";

/**
 * The rights of the payment API. A journal is only ever appended to and read: no `DeleteItem`,
 * which is the janitor's, and no `Scan`.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/services-dynamodb.html
 */
export function paymentsPolicy(access: PaymentsAccess): string {
  return policyDocument(
    {
      Sid: "AppendToJournal",
      Effect: "Allow",
      Action: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"],
      Resource: access.journalTableArns,
    },
    {
      Sid: "ReadOwnSecrets",
      Effect: "Allow",
      Action: ["secretsmanager:GetSecretValue"],
      Resource: access.secretArns,
    },
    {
      Sid: "UseTheirKeys",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
      Resource: [...access.journalKeyArns, ...access.secretKeyArns],
    },
    {
      Sid: "PublishMetrics",
      Effect: "Allow",
      Action: ["cloudwatch:PutMetricData"],
      Resource: ["*"],
      Condition: { StringEquals: { "cloudwatch:namespace": paymentsMetrics } },
    },
  );
}
