// SPDX-License-Identifier: Apache-2.0
import type { Mutant } from "../../support/mutant";

const encryption =
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

export const graphS3Mutants: readonly Mutant[] = [
  {
    rule: "complete-buckets",
    mistake: "nothing blocks public access to the logs",
    scope: "us-east-1",
    make: (stack) =>
      stack.remove(stack.one("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")),
  },
  {
    rule: "complete-buckets",
    mistake: "nothing says how the logs are encrypted",
    scope: "us-east-1",
    make: (stack) => stack.remove(stack.one(encryption)),
  },
  {
    rule: "complete-buckets",
    mistake: "the policy that asks for TLS is gone",
    scope: "us-east-1",
    make: (stack) => stack.remove(stack.one("aws:s3/bucketPolicy:BucketPolicy")),
  },
];
