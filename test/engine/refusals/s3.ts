// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";

import type { Given, RefusalCase } from "../../support/refusal-case";
import { nameTaken, wrongArguments } from "../../support/refusal-shorthand";
import { policy } from "./policies";

const bucket = "aws:s3/bucket:Bucket";
const versioning = "aws:s3/bucketVersioning:BucketVersioning";
const ownership = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";
const encryption =
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const lifecycle = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const publicAccess = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const bucketPolicy = "aws:s3/bucketPolicy:BucketPolicy";

function makeBucket({ aws, name }: Given): aws.s3.Bucket {
  return new aws.s3.Bucket(`${name}-bucket`, { bucket: `${name}-bucket` });
}

const nowhere = { bucket: "nowhere-at-all" };

const buckets = wrongArguments<aws.s3.BucketArgs>(
  bucket,
  ({ aws, name }, wrong) => {
    new aws.s3.Bucket(`${name}-bucket`, wrong);
  },
  [["create InvalidBucketName bucket", "a bucket's name in capitals", { bucket: "Payments" }]],
);

const versionings = wrongArguments<aws.s3.BucketVersioningArgs>(
  versioning,
  (given, wrong) => {
    const versioningConfiguration = { status: "Enabled" };
    new given.aws.s3.BucketVersioning(`${given.name}-versioning`, {
      bucket: makeBucket(given).id,
      versioningConfiguration,
      ...wrong,
    });
  },
  [
    ["write NoSuchBucket bucket", "versions of a bucket that isn't there", nowhere],
    [
      "check MalformedXML versioningConfiguration.status",
      "versions that are on",
      { versioningConfiguration: { status: "On" } },
    ],
  ],
);

const ownerships = wrongArguments<aws.s3.BucketOwnershipControlsArgs>(
  ownership,
  (given, wrong) => {
    new given.aws.s3.BucketOwnershipControls(`${given.name}-ownership`, {
      bucket: makeBucket(given).id,
      rule: { objectOwnership: "BucketOwnerEnforced" },
      ...wrong,
    });
  },
  [
    ["write NoSuchBucket bucket", "owners in a bucket that isn't there", nowhere],
    [
      "check MalformedXML rule.objectOwnership",
      "objects that nobody owns",
      { rule: { objectOwnership: "Nobody" } },
    ],
  ],
);

const byDefault = (applyServerSideEncryptionByDefault: {
  sseAlgorithm: string;
  kmsMasterKeyId?: string;
}) => ({ rules: [{ applyServerSideEncryptionByDefault }] });

const encryptions = wrongArguments<aws.s3.BucketServerSideEncryptionConfigurationArgs>(
  encryption,
  (given, wrong) => {
    new given.aws.s3.BucketServerSideEncryptionConfiguration(`${given.name}-encryption`, {
      bucket: makeBucket(given).id,
      ...byDefault({ sseAlgorithm: "aws:kms" }),
      ...wrong,
    });
  },
  [
    ["write NoSuchBucket bucket", "the encryption of a bucket that isn't there", nowhere],
    [
      "check MalformedXML rules.applyServerSideEncryptionByDefault.sseAlgorithm",
      "an algorithm that S3 hasn't",
      byDefault({ sseAlgorithm: "AES128" }),
    ],
    [
      "write InvalidArgument rules.applyServerSideEncryptionByDefault.kmsMasterKeyId",
      "a KMS key where S3's own keys encrypt",
      byDefault({ sseAlgorithm: "AES256", kmsMasterKeyId: "alias/payments" }),
    ],
  ],
);

const expire = { id: "expire", status: "Enabled", expiration: { days: 30 } };

const lifecycles = wrongArguments<aws.s3.BucketLifecycleConfigurationArgs>(
  lifecycle,
  (given, wrong) => {
    new given.aws.s3.BucketLifecycleConfiguration(`${given.name}-lifecycle`, {
      bucket: makeBucket(given).id,
      rules: [expire],
      ...wrong,
    });
  },
  [
    ["write NoSuchBucket bucket", "the lifecycle of a bucket that isn't there", nowhere],
    [
      "check MalformedXML rules.status",
      "a lifecycle rule that is on",
      { rules: [{ ...expire, status: "On" }] },
    ],
    [
      "check InvalidArgument rules.expiration.days",
      "objects that expire at once",
      { rules: [{ ...expire, expiration: { days: 0 } }] },
    ],
    [
      "check InvalidArgument rules.abortIncompleteMultipartUpload.daysAfterInitiation",
      "uploads that end before they begin",
      { rules: [{ ...expire, abortIncompleteMultipartUpload: { daysAfterInitiation: -1 } }] },
    ],
    [
      "check InvalidArgument rules.noncurrentVersionExpiration.noncurrentDays",
      "old versions that expire at once",
      { rules: [{ ...expire, noncurrentVersionExpiration: { noncurrentDays: 0 } }] },
    ],
    ["write InvalidArgument rules", "two lifecycle rules of an id", { rules: [expire, expire] }],
    [
      "write InvalidRequest rules",
      "a lifecycle rule that does nothing",
      { rules: [{ id: "idle", status: "Enabled" }] },
    ],
  ],
);

const publicAccesses = wrongArguments<aws.s3.BucketPublicAccessBlockArgs>(
  publicAccess,
  (given, wrong) => {
    const good = { bucket: makeBucket(given).id, blockPublicPolicy: true };
    new given.aws.s3.BucketPublicAccessBlock(`${given.name}-block`, { ...good, ...wrong });
  },
  [["write NoSuchBucket bucket", "public access to a bucket that isn't there", nowhere]],
);

const policies = wrongArguments<aws.s3.BucketPolicyArgs>(
  bucketPolicy,
  (given, wrong) => {
    const { id, arn } = makeBucket(given);
    const good = {
      bucket: id,
      policy: arn.apply((resource) => readers({ Resource: [`${resource}/*`] })),
    };
    new given.aws.s3.BucketPolicy(`${given.name}-policy`, { ...good, ...wrong });
  },
  [
    ["write NoSuchBucket bucket", "the policy of a bucket that isn't there", nowhere],
    ["check MalformedPolicy policy", "a bucket's policy in words", { policy: "everybody" }],
    [
      "write MalformedPolicy policy",
      "a bucket's policy without a principal",
      { policy: readers({ Principal: undefined }) },
    ],
    [
      "write MalformedPolicy policy",
      "a policy about another bucket",
      { policy: readers({ Resource: ["arn:aws:s3:::elsewhere/*"] }) },
    ],
    [
      "write MalformedPolicy policy",
      "a bucket's policy about queues",
      { policy: readers({ Action: ["sqs:SendMessage"] }) },
    ],
    [
      "write AccessDenied policy",
      "a bucket for everybody, where that is blocked",
      { policy: readers({ Principal: "*" }) },
    ],
  ],
);

function readers(changes: object): string {
  return policy({ Principal: { AWS: "444455556666" }, ...changes });
}

export const s3: readonly RefusalCase[] = [
  ...buckets,
  ...versionings,
  ...ownerships,
  ...encryptions,
  ...lifecycles,
  ...publicAccesses,
  ...policies,
  nameTaken(
    bucket,
    "create BucketAlreadyOwnedByYou bucket",
    "a second bucket of a name",
    ({ aws }, resource, name, options) => new aws.s3.Bucket(resource, { bucket: name }, options),
  ),
];
