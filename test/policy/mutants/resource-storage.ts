// SPDX-License-Identifier: Apache-2.0
import type { Mutant } from "../../support/mutant";

const scope = "us-east-1";
const repository = "aws:ecr/repository:Repository";

/** Mistakes about buckets, topics, logs and images. */
export const resourceStorageMutants: readonly Mutant[] = [
  {
    rule: "block-public-buckets",
    mistake: "a policy may make the bucket of logs public",
    scope,
    make: (stack) =>
      stack.unset(stack.one("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"), [
        "blockPublicPolicy",
      ]),
  },
  {
    rule: "version-buckets",
    mistake: "what is deleted from the bucket is gone",
    scope,
    make: (stack) =>
      stack.set(
        stack.one("aws:s3/bucketVersioning:BucketVersioning"),
        ["versioningConfiguration", "status"],
        "Suspended",
      ),
  },
  {
    rule: "require-bucket-tls",
    mistake: "the bucket answers plain HTTP",
    scope,
    make: (stack) => {
      const policy = stack.one("aws:s3/bucketPolicy:BucketPolicy");
      const text = String(policy.inputs.policy).replace("aws:SecureTransport", "aws:ViaAWSService");
      stack.set(policy, ["policy"], text);
    },
  },
  {
    rule: "encrypt-buckets",
    mistake: "the bucket is encrypted with S3's key",
    scope,
    make: (stack) =>
      stack.set(
        stack.one(
          "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        ),
        ["rules", 0, "applyServerSideEncryptionByDefault"],
        { sseAlgorithm: "AES256" },
      ),
  },
  {
    rule: "own-bucket-objects",
    mistake: "who writes an object decides who reads it",
    scope,
    make: (stack) =>
      stack.set(
        stack.one("aws:s3/bucketOwnershipControls:BucketOwnershipControls"),
        ["rule", "objectOwnership"],
        "ObjectWriter",
      ),
  },
  {
    rule: "encrypt-topics",
    mistake: "alarms go to a topic whose key CloudWatch may not use",
    scope,
    make: (stack) =>
      stack.set(stack.one("aws:sns/topic:Topic"), ["kmsMasterKeyId"], "alias/aws/sns"),
  },
  {
    rule: "subscribe-by-tls",
    mistake: "alarms leave in clear",
    scope,
    make: (stack) =>
      stack.set(stack.one("aws:sns/topicSubscription:TopicSubscription"), ["protocol"], "http"),
  },
  {
    rule: "fix-image-tags",
    mistake: "a tag can be pushed again",
    scope: "base",
    make: (stack) => stack.unset(stack.one(repository), ["imageTagMutability"]),
  },
  {
    rule: "scan-images",
    mistake: "images are not scanned",
    scope: "base",
    make: (stack) => stack.unset(stack.one(repository), ["imageScanningConfiguration"]),
  },
  {
    rule: "encrypt-images",
    mistake: "images are encrypted with S3's key",
    scope: "base",
    make: (stack) => stack.unset(stack.one(repository), ["encryptionConfigurations"]),
  },
  {
    rule: "decide-log-retention",
    mistake: "logs are kept for ever",
    scope,
    make: (stack) =>
      stack.unset(stack.one("aws:cloudwatch/logGroup:LogGroup"), ["retentionInDays"]),
  },
  {
    rule: "encrypt-logs",
    mistake: "logs are encrypted with AWS's key",
    scope,
    make: (stack) => stack.unset(stack.one("aws:cloudwatch/logGroup:LogGroup"), ["kmsKeyId"]),
  },
  {
    rule: "decide-missing-data",
    mistake: "an alarm says nothing of missing data",
    scope,
    make: (stack) =>
      stack.unset(stack.one("aws:cloudwatch/metricAlarm:MetricAlarm"), ["treatMissingData"]),
  },
  {
    rule: "expect-silent-tables",
    mistake: "an alarm on the journal's table counts on silence to end it",
    scope: "eu-west-1",
    make: (stack) =>
      stack.set(
        stack.one("aws:cloudwatch/metricAlarm:MetricAlarm", "payments-alarms-journal-latency"),
        ["treatMissingData"],
        "notBreaching",
      ),
  },
  {
    rule: "keep-alarms-on",
    mistake: "an alarm goes red and tells nobody",
    scope,
    make: (stack) =>
      stack.set(stack.one("aws:cloudwatch/metricAlarm:MetricAlarm"), ["actionsEnabled"], false),
  },
];
