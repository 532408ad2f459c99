// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import { getAllResources } from "@pulumi/pulumi/output";

import {
  LogBucket,
  logBucketDefaults,
  type LogBucketArgs,
} from "../../../components/shared/log-bucket";
import { only, record } from "../../support/mocks";

const happyPathArgs: LogBucketArgs = {
  accountId: "111122223333",
  region: "eu-west-1",
  kmsKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/1",
  protect: true,
};

const build = (args: Partial<LogBucketArgs> = {}, preview = false) =>
  record(() => new LogBucket("logs", { ...happyPathArgs, ...args }), { preview });

const policyOf = async () => {
  const { inputs } = only(await build(), "aws:s3/bucketPolicy:BucketPolicy");
  return JSON.parse(String(inputs.policy)) as { Statement: Record<string, unknown>[] };
};

describe("LogBucket", () => {
  it("is closed to the public in all four ways", async () => {
    const { inputs } = only(
      await build(),
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    );
    expect(inputs).toMatchObject({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
  });

  it("belongs to the account, whoever writes", async () => {
    const { inputs } = only(
      await build(),
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    );
    expect(inputs.rule).toEqual({ objectOwnership: "BucketOwnerEnforced" });
  });

  it("encrypts with the key that it was given", async () => {
    const { inputs } = only(
      await build(),
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    );
    expect(inputs.rules).toEqual([
      {
        applyServerSideEncryptionByDefault: {
          sseAlgorithm: "aws:kms",
          kmsMasterKeyId: happyPathArgs.kmsKeyArn,
        },
        bucketKeyEnabled: true,
      },
    ]);
  });

  it.each([
    [undefined, 90],
    ["365 days", 365],
    ["48 hours", 2],
  ] as const)("keeps versions, and logs for %s", async (retention, days) => {
    const registered = await build(retention === undefined ? {} : { retention });
    const versioning = only(registered, "aws:s3/bucketVersioning:BucketVersioning");
    expect(versioning.inputs.versioningConfiguration).toEqual({ status: "Enabled" });
    const { inputs } = only(
      registered,
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    );
    expect(inputs.rules).toEqual([
      {
        id: "expire",
        status: "Enabled",
        filter: { prefix: "" },
        expiration: { days },
        noncurrentVersionExpiration: { noncurrentDays: days },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
      },
    ]);
  });

  it("documents its default", () => {
    expect(logBucketDefaults).toEqual({ retention: "90 days" });
  });

  it("refuses whoever comes without TLS", async () => {
    expect((await policyOf()).Statement[0]).toEqual({
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: ["s3:*"],
      Resource: ["arn:mock:logs", "arn:mock:logs/*"],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });

  it("lets only log delivery in, and only for this account and region", async () => {
    const [, ...allowed] = (await policyOf()).Statement;
    const from = { "aws:SourceArn": "arn:aws:logs:eu-west-1:111122223333:*" };
    expect(allowed).toEqual([
      {
        Sid: "LogDeliveryChecksAccess",
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: ["s3:GetBucketAcl", "s3:ListBucket"],
        Resource: ["arn:mock:logs"],
        Condition: { StringEquals: { "aws:SourceAccount": "111122223333" }, ArnLike: from },
      },
      {
        Sid: "LogDeliveryWrites",
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: ["s3:PutObject"],
        Resource: ["arn:mock:logs/AWSLogs/111122223333/*"],
        Condition: {
          StringEquals: {
            "aws:SourceAccount": "111122223333",
            "s3:x-amz-acl": "bucket-owner-full-control",
          },
          ArnLike: from,
        },
      },
    ]);
  });

  it.each([true, false])("survives where the environment is protected (%s)", async (protect) => {
    const bucket = only(await build({ protect }), "aws:s3/bucket:Bucket");
    expect(bucket.protect).toBe(protect);
    expect(bucket.inputs.forceDestroy).toBe(!protect);
  });

  it("gives out name and ARN only once there is a policy", async () => {
    const policies: boolean[] = [];
    await record(async () => {
      const logs = new LogBucket("logs", happyPathArgs);
      for (const output of [logs.arn, logs.bucketName]) {
        const waitsFor = await getAllResources(output);
        policies.push([...waitsFor].some((resource) => resource instanceof aws.s3.BucketPolicy));
      }
    });
    expect(policies).toEqual([true, true]);
  });

  it("registers the same at a first preview", async () => {
    const types = (await build({}, true)).map(({ type }) => type).sort();
    expect(types).toEqual((await build()).map(({ type }) => type).sort());
  });

  it("fails when the retention is no whole number of days", async () => {
    await expect(build({ retention: "36 hours" })).rejects.toThrow(
      'retention: is not a whole number of days, got "36 hours"; S3 expires by the day; write for example "90 days"',
    );
  });
});
