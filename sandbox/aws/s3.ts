// SPDX-License-Identifier: Apache-2.0
import type { ResourceType } from "../provider/resource-type";
import { text } from "../provider/values";
import { endpointZonesOf } from "./regions";
import { alreadyThere } from "./rules";
import {
  bucketMissing,
  bucketName,
  bucketPolicyRules,
  bucketToken,
  encryptionRules,
  lifecycleRules,
  ownershipRules,
  s3Api,
  versioningRules,
} from "./s3-rules";

/** A part of a bucket's configuration: S3 keeps it with the bucket, under the bucket's name. */
function bucketPart(
  name: string,
  call: string,
  {
    defaults = {},
    replaceOn = ["bucket"],
    rules = [],
  }: Pick<ResourceType, "defaults" | "replaceOn" | "rules"> = {},
): ResourceType {
  return {
    token: `aws:s3/bucket${name}:Bucket${name}`,
    source: `${s3Api}/API_${call}.html`,
    id: ({ inputs }) => text(inputs, "bucket") ?? "",
    replaceOn,
    defaults,
    rules: [bucketMissing, ...rules],
  };
}

const withOwner = ["bucket", "expectedBucketOwner"];

/** Buckets and their configuration. */
export const s3: readonly ResourceType[] = [
  {
    token: bucketToken,
    source: `${s3Api}/API_CreateBucket.html`,
    id: ({ inputs }) => text(inputs, "bucket") ?? "",
    autoName: {
      property: "bucket",
      maximumLength: 63,
      transform: (name) => name.toLowerCase(),
    },
    replaceOn: ["bucket", "bucketNamespace", "bucketPrefix", "objectLockEnabled"],
    defaults: {
      bucketNamespace: "global",
      forceDestroy: false,
      objectLockEnabled: false,
      requestPayer: "BucketOwner",
    },
    outputs: ({ id, region }) => ({
      arn: `arn:aws:s3:::${id}`,
      bucketDomainName: `${id}.s3.amazonaws.com`,
      bucketRegion: region,
      bucketRegionalDomainName: `${id}.s3.${region}.amazonaws.com`,
      hostedZoneId: endpointZonesOf(region).bucketWebsite,
      websiteDomain: "",
      websiteEndpoint: "",
    }),
    rules: [
      bucketName,
      alreadyThere(bucketToken, "anywhere", {
        code: "BucketAlreadyOwnedByYou",
        property: "bucket",
        source: `${s3Api}/API_CreateBucket.html`,
      }),
    ],
  },
  bucketPart("PublicAccessBlock", "PutPublicAccessBlock", {
    defaults: {
      blockPublicAcls: false,
      blockPublicPolicy: false,
      ignorePublicAcls: false,
      restrictPublicBuckets: false,
    },
  }),
  bucketPart("OwnershipControls", "PutBucketOwnershipControls", { rules: ownershipRules }),
  bucketPart("Versioning", "PutBucketVersioning", { replaceOn: withOwner, rules: versioningRules }),
  bucketPart("ServerSideEncryptionConfiguration", "PutBucketEncryption", {
    replaceOn: withOwner,
    rules: encryptionRules,
  }),
  bucketPart("LifecycleConfiguration", "PutBucketLifecycleConfiguration", {
    replaceOn: withOwner,
    rules: lifecycleRules,
    defaults: {
      expectedBucketOwner: "",
      transitionDefaultMinimumObjectSize: "all_storage_classes_128K",
    },
  }),
  bucketPart("Policy", "PutBucketPolicy", { rules: bucketPolicyRules }),
];
