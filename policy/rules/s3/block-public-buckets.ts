// SPDX-License-Identifier: Apache-2.0
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { bucketParts, bucketType } from "../../lib/buckets";
import { stackRule } from "../../lib/rule";

const flags = [
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
] as const;

export const blockPublicBuckets = stackRule({
  id: "block-public-buckets",
  requirement: "Every bucket blocks public access in all four ways.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "A bucket's policy or an object's ACL, written later by somebody else, makes logs of a payment platform public.",
  sources: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
  ],
  frameworks: [pciDss("7.2.1"), wellArchitected("SEC03-BP07")],
  fix: "Give the bucket a BucketPublicAccessBlock with all four settings true.",
  types: [bucketType],
  check(graph, { each, violation }) {
    const blocks = bucketParts(graph, "BucketPublicAccessBlock");
    each(graph.ofType(bucketType), (bucket) => {
      const found = blocks.of(bucket);
      if (found.length === 0) violation(bucket, "nothing blocks public access");
      for (const block of found) {
        const open = flags.filter((flag) => block.at(flag).flag() !== true);
        if (open.length > 0) violation(bucket, `${open.join(", ")} not true`);
      }
    });
  },
});
