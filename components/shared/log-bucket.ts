// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Issue } from "./issues";
import { policyDocument } from "./policy-document";
import { toSeconds, type Duration } from "./units";
import { assertNoIssues } from "./validation";

export interface LogBucketArgs {
  /** The 12 digits of the AWS account whose logs are delivered. */
  readonly accountId: string;
  /** AWS name of the bucket's region; logs of other regions are refused. */
  readonly region: string;
  /** Key of the same region; its policy has to allow `log-delivery`. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /**
   * How long logs are kept, in whole days.
   * @default "90 days"
   */
  readonly retention?: Duration;
  /** Whether the bucket survives: Pulumi refuses to delete it, and AWS refuses while it has logs. */
  readonly protect: boolean;
}

/** What LogBucket does where its user says nothing. */
export const logBucketDefaults = { retention: "90 days" } as const satisfies Partial<LogBucketArgs>;

const secondsPerDay = 86_400;

/**
 * A region's bucket for VPC flow logs and the access logs of network load balancers.
 *
 * One bucket for both, because both come from the same sender under the same prefix
 * (`AWSLogs/<account>/<service>/<region>`). Nothing is public, nothing goes without TLS, and only
 * log delivery on behalf of this account and region may write.
 *
 * Cost: S3 storage for the retention; the bucket key keeps KMS requests to a fraction.
 *
 * @example
 * const logs = new LogBucket("logs", {
 *   accountId: "111122223333",
 *   region: "eu-west-1",
 *   kmsKeyArn: key.arn,
 *   protect: true,
 * });
 */
export class LogBucket extends pulumi.ComponentResource {
  /** Name of the bucket, known once senders may write; for access logs of load balancers. */
  public readonly bucketName: pulumi.Output<string>;
  /** ARN of the bucket, known once senders may write; for flow logs. */
  public readonly arn: pulumi.Output<string>;

  constructor(name: string, args: LogBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:shared:LogBucket", name, {}, opts);
    const { retention = logBucketDefaults.retention } = args;
    assertNoIssues(this, retentionIssues(retention));

    const bucket = this.createBucket(name, args);
    const publicAccessBlock = this.blockPublicAccess(name, bucket);
    this.enforceOwnership(name, bucket);
    this.encrypt(name, args, bucket);
    const versioning = this.keepVersions(name, bucket);
    this.expire(name, retention, versioning);
    const policy = this.createPolicy(name, args, bucket, publicAccessBlock);

    // AWS checks that it may write when a flow log or an access log is set up, and for a flow log
    // adds a policy of its own where none is: so the name is passed on only with the policy.
    // https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html
    this.bucketName = policy.bucket;
    this.arn = pulumi.all([bucket.arn, policy.id]).apply(([arn]) => arn);
    this.registerOutputs({ bucketName: this.bucketName, arn: this.arn });
  }

  private createBucket(name: string, args: LogBucketArgs): aws.s3.Bucket {
    return new aws.s3.Bucket(
      name,
      { forceDestroy: !args.protect, tags: { Name: name } },
      { parent: this, protect: args.protect },
    );
  }

  private blockPublicAccess(name: string, bucket: aws.s3.Bucket): aws.s3.BucketPublicAccessBlock {
    return new aws.s3.BucketPublicAccessBlock(
      name,
      {
        bucket: bucket.id,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      { parent: this },
    );
  }

  private enforceOwnership(name: string, bucket: aws.s3.Bucket): void {
    new aws.s3.BucketOwnershipControls(
      name,
      { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" } },
      { parent: this },
    );
  }

  private encrypt(name: string, args: LogBucketArgs, bucket: aws.s3.Bucket): void {
    new aws.s3.BucketServerSideEncryptionConfiguration(
      name,
      {
        bucket: bucket.id,
        rules: [
          {
            applyServerSideEncryptionByDefault: {
              sseAlgorithm: "aws:kms",
              kmsMasterKeyId: args.kmsKeyArn,
            },
            bucketKeyEnabled: true,
          },
        ],
      },
      { parent: this },
    );
  }

  private keepVersions(name: string, bucket: aws.s3.Bucket): aws.s3.BucketVersioning {
    return new aws.s3.BucketVersioning(
      name,
      { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
      { parent: this },
    );
  }

  /** Takes the bucket's name from its versioning: rules for old versions need it switched on. */
  private expire(name: string, retention: Duration, versioning: aws.s3.BucketVersioning): void {
    const days = toDays(retention);
    new aws.s3.BucketLifecycleConfiguration(
      name,
      {
        bucket: versioning.bucket,
        rules: [
          {
            id: "expire",
            status: "Enabled",
            filter: { prefix: "" },
            expiration: { days },
            noncurrentVersionExpiration: { noncurrentDays: days },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
          },
        ],
      },
      { parent: this },
    );
  }

  private createPolicy(
    name: string,
    args: LogBucketArgs,
    bucket: aws.s3.Bucket,
    publicAccessBlock: aws.s3.BucketPublicAccessBlock,
  ): aws.s3.BucketPolicy {
    return new aws.s3.BucketPolicy(
      name,
      {
        // S3 refuses two changes of a bucket's access at once ("conflicting conditional operation"),
        // so the policy takes the name from the access block, after which it has to come.
        bucket: publicAccessBlock.bucket,
        policy: bucket.arn.apply((arn) => deliveryPolicy(arn, args)),
      },
      { parent: this },
    );
  }
}

function toDays(duration: Duration): number {
  return toSeconds(duration) / secondsPerDay;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html */
function retentionIssues(retention: Duration): Issue[] {
  const days = toDays(retention);
  if (Number.isInteger(days) && days > 0) return [];
  return [
    {
      path: "retention",
      problem: "is not a whole number of days",
      got: retention,
      fix: 'S3 expires by the day; write for example "90 days"',
    },
  ];
}

/**
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/enable-access-logs.html
 */
function deliveryPolicy(
  bucketArn: string,
  { accountId, region }: Pick<LogBucketArgs, "accountId" | "region">,
): string {
  const logDelivery = { Service: "delivery.logs.amazonaws.com" };
  const sentFor = { "aws:SourceAccount": accountId };
  const sentFrom = { "aws:SourceArn": `arn:aws:logs:${region}:${accountId}:*` };
  return policyDocument(
    {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: ["s3:*"],
      Resource: [bucketArn, `${bucketArn}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    {
      Sid: "LogDeliveryChecksAccess",
      Effect: "Allow",
      Principal: logDelivery,
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: [bucketArn],
      Condition: { StringEquals: sentFor, ArnLike: sentFrom },
    },
    {
      Sid: "LogDeliveryWrites",
      Effect: "Allow",
      Principal: logDelivery,
      Action: ["s3:PutObject"],
      Resource: [`${bucketArn}/AWSLogs/${accountId}/*`],
      Condition: {
        StringEquals: { ...sentFor, "s3:x-amz-acl": "bucket-owner-full-control" },
        ArnLike: sentFrom,
      },
    },
  );
}
