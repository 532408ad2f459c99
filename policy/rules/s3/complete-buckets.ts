// SPDX-License-Identifier: Apache-2.0
import { bucketParts, bucketType } from "../../lib/buckets";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { stackRule } from "../../lib/rule";

/** What a bucket isn't safe without, each a resource of its own; other rules judge what it says. */
const parts = [
  "BucketPublicAccessBlock",
  "BucketServerSideEncryptionConfiguration",
  "BucketVersioning",
  "BucketPolicy",
];

export const completeBuckets = stackRule({
  id: "complete-buckets",
  requirement:
    "Every bucket has its block of public access, its encryption, its versions and its policy.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "What makes a bucket safe are four resources beside it, and one that is forgotten is missed by nobody until the objects are read, or gone.",
  sources: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html"],
  frameworks: [pciDss("7.2.1"), wellArchitected("SEC03-BP07")],
  fix: `Give the bucket a ${parts.join(", a ")}.`,
  types: [bucketType],
  check(graph, { each, violation }) {
    each(parts, (part) => {
      const found = bucketParts(graph, part);
      each(graph.ofType(bucketType), (bucket) => {
        if (found.of(bucket).length === 0) violation(bucket, `it has no ${part}`);
      });
    });
  },
});
