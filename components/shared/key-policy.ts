// SPDX-License-Identifier: Apache-2.0
import { policyDocument, type Statement } from "./policy-document";

/** An AWS service that uses a key on the platform's behalf. */
export type KeyUser =
  | "cloudwatch-alarms"
  | "cloudwatch-logs"
  | "dynamodb"
  | "ebs"
  | "ecr"
  | "eks"
  | "elasticache"
  | "log-delivery"
  | "rds"
  | "secretsmanager";

/** Whose key it is. */
export interface KeyOwner {
  /** The 12 digits of the AWS account. */
  readonly accountId: string;
  /** AWS name of the key's region. */
  readonly region: string;
}

/**
 * A key's policy: the account decides by IAM, and each named user gets what its documentation
 * asks for, bound to this account.
 */
export function keyPolicy(owner: KeyOwner, users: readonly KeyUser[]): string {
  return policyDocument(
    accountStatement(owner),
    ...[...new Set(users)].sort().flatMap((user) => statementsOf[user](owner)),
  );
}

/** In a key's policy `*` is the key itself. */
const thisKey = ["*"];

const cryptographicActions = [
  "kms:Encrypt",
  "kms:Decrypt",
  "kms:ReEncrypt*",
  "kms:GenerateDataKey*",
  "kms:DescribeKey",
];

const statementsOf: Readonly<Record<KeyUser, (owner: KeyOwner) => readonly Statement[]>> = {
  /** @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html */
  "cloudwatch-alarms": ({ accountId, region }) => [
    {
      Sid: "AlarmsPublishToEncryptedTopics",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: thisKey,
      Condition: {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: { "aws:SourceArn": `arn:aws:cloudwatch:${region}:${accountId}:alarm:*` },
      },
    },
  ],
  /** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
  "cloudwatch-logs": ({ accountId, region }) => [
    {
      Sid: "LogGroups",
      Effect: "Allow",
      Principal: { Service: `logs.${region}.amazonaws.com` },
      Action: cryptographicActions,
      Resource: thisKey,
      Condition: {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${accountId}:log-group:*`,
        },
      },
    },
  ],
  /** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html */
  dynamodb: (owner) => [throughService("Tables", owner, "dynamodb")],
  /**
   * Volumes of nodes: the auto-scaling group's service role starts them, through EC2.
   *
   * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
   */
  ebs: (owner) => [throughService("Volumes", owner, "ec2")],
  /** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html */
  ecr: (owner) => [throughService("Images", owner, "ecr")],
  /**
   * None: EKS takes its grant with the rights of whoever creates the cluster, and those come from
   * IAM.
   *
   * @see https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html
   */
  eks: () => [],
  /** @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html */
  elasticache: (owner) => [throughService("Caches", owner, "elasticache", "dax")],
  /**
   * Flow logs and load balancers' access logs into a bucket.
   *
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-cmk-policy.html
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/enable-access-logs.html
   */
  "log-delivery": ({ accountId, region }) => [
    {
      Sid: "LogDelivery",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: cryptographicActions,
      Resource: thisKey,
      Condition: {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: { "aws:SourceArn": `arn:aws:logs:${region}:${accountId}:*` },
      },
    },
  ],
  /** @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.Keys.html */
  rds: (owner) => [throughService("Databases", owner, "rds")],
  /** @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html */
  secretsmanager: (owner) => [throughService("Secrets", owner, "secretsmanager")],
};

/**
 * Lets IAM decide within the account. Without it a key can become one that nobody can manage.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
function accountStatement({ accountId }: KeyOwner): Statement {
  return {
    Sid: "AccountDecidesByIam",
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${accountId}:root` },
    Action: ["kms:*"],
    Resource: thisKey,
  };
}

/**
 * Whoever in the account may use the service may use the key, but through that service only: the
 * form of AWS's own managed keys. A workload's policy then names its table or secret, not the key.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
function throughService(
  Sid: string,
  { accountId, region }: KeyOwner,
  ...services: readonly string[]
): Statement {
  return {
    Sid,
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: [...cryptographicActions, "kms:CreateGrant"],
    Resource: thisKey,
    Condition: {
      StringEquals: {
        "kms:CallerAccount": accountId,
        "kms:ViaService": services.map((service) => `${service}.${region}.amazonaws.com`),
      },
    },
  };
}
