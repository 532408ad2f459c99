// SPDX-License-Identifier: Apache-2.0
import { bucketParts, bucketType } from "../../lib/buckets";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { stackRule } from "../../lib/rule";

export const encryptBuckets = stackRule({
  id: "encrypt-buckets",
  requirement: "Every bucket encrypts with a key of AWS KMS.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "With S3's own key whoever may read the bucket reads the objects; a key of one's own can be withheld, and its use is logged.",
  sources: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html"],
  frameworks: [pciDss("3.5.1"), wellArchitected("SEC08-BP02")],
  fix: "Give the bucket a BucketServerSideEncryptionConfiguration with aws:kms.",
  settings: {
    algorithms: {
      description: "Algorithms that will do",
      default: ["aws:kms", "aws:kms:dsse"],
    },
  },
  types: [bucketType],
  check(graph, { config, each, violation }) {
    const parts = bucketParts(graph, "BucketServerSideEncryptionConfiguration");
    each(graph.ofType(bucketType), (bucket) => {
      const found = parts.of(bucket);
      if (found.length === 0) violation(bucket, "nothing says how it encrypts");
      for (const part of found) {
        const algorithm = part.at("rules", 0, "applyServerSideEncryptionByDefault", "sseAlgorithm");
        if (config.algorithms.includes(algorithm.text() ?? "")) continue;
        violation(bucket, `it encrypts by ${algorithm.shown()}`);
      }
    });
  },
});
