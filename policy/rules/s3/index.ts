// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../../lib/rule";
import { blockPublicBuckets } from "./block-public-buckets";
import { completeBuckets } from "./complete-buckets";
import { encryptBuckets } from "./encrypt-buckets";
import { ownBucketObjects } from "./own-bucket-objects";
import { requireBucketTls } from "./require-bucket-tls";
import { versionBuckets } from "./version-buckets";

/** Buckets. */
export const s3Rules: readonly Rule[] = [
  blockPublicBuckets,
  completeBuckets,
  encryptBuckets,
  ownBucketObjects,
  requireBucketTls,
  versionBuckets,
];
