// SPDX-License-Identifier: Apache-2.0
import { expectFlag } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

const blocks = [
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
];

export const blockPublicBuckets = resourceRule({
  id: "block-public-buckets",
  requirement: "Nothing can make a bucket public: all four blocks are on.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "A block that is left out is off in the API's eyes, and once this resource exists it overrides the default that new buckets have.",
  sources: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
  ],
  frameworks: [pciDss("1.4.4"), wellArchitected("SEC03-BP07")],
  fix: `Set ${blocks.join(", ")} to true.`,
  types: [
    "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  ],
  check(block, context) {
    context.each(blocks, (property) => expectFlag(block, [property], true, context));
  },
  remedy(block) {
    const open = blocks.filter((property) => {
      const value = block.at(property);
      return value.isKnown && value.flag() !== true;
    });
    return open.length > 0
      ? Object.fromEntries(open.map((property) => [property, true]))
      : undefined;
  },
});
