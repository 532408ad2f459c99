// SPDX-License-Identifier: Apache-2.0
import type { ResourceType } from "../provider/resource-type";
import { text } from "../provider/values";
import { endpointZonesOf } from "./regions";
import { alreadyThere } from "./rules";

const api = "https://docs.aws.amazon.com/AmazonS3/latest/API";
const bucketType = "aws:s3/bucket:Bucket";

/** A part of a bucket's configuration: S3 keeps it with the bucket, under the bucket's name. */
function bucketPart(
  name: string,
  call: string,
  { defaults = {}, replaceOn = ["bucket"] }: Pick<ResourceType, "defaults" | "replaceOn"> = {},
): ResourceType {
  return {
    token: `aws:s3/bucket${name}:Bucket${name}`,
    source: `${api}/API_${call}.html`,
    id: ({ inputs }) => text(inputs, "bucket") ?? "",
    replaceOn,
    defaults,
  };
}

const withOwner = ["bucket", "expectedBucketOwner"];

/** Buckets and their configuration. */
export const s3: readonly ResourceType[] = [
  {
    token: bucketType,
    source: `${api}/API_CreateBucket.html`,
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
      alreadyThere(bucketType, "anywhere", {
        code: "BucketAlreadyOwnedByYou",
        property: "bucket",
        source: `${api}/API_CreateBucket.html`,
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
  bucketPart("OwnershipControls", "PutBucketOwnershipControls"),
  bucketPart("Versioning", "PutBucketVersioning", { replaceOn: withOwner }),
  bucketPart("ServerSideEncryptionConfiguration", "PutBucketEncryption", { replaceOn: withOwner }),
  bucketPart("LifecycleConfiguration", "PutBucketLifecycleConfiguration", {
    replaceOn: withOwner,
    defaults: {
      expectedBucketOwner: "",
      transitionDefaultMinimumObjectSize: "all_storage_classes_128K",
    },
  }),
  bucketPart("Policy", "PutBucketPolicy"),
];
