// SPDX-License-Identifier: Apache-2.0
import { blockPublicBuckets } from "./block-public-buckets";
import { encryptBuckets } from "./encrypt-buckets";
import { ownBucketObjects } from "./own-bucket-objects";
import { requireBucketTls } from "./require-bucket-tls";
import { versionBuckets } from "./version-buckets";

/** Rules about one bucket. */
export const bucketRules = [
  blockPublicBuckets,
  encryptBuckets,
  ownBucketObjects,
  requireBucketTls,
  versionBuckets,
] as const;
