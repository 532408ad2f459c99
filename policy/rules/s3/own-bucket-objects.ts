// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const ownBucketObjects = resourceRule({
  id: "own-bucket-objects",
  requirement: "Access to objects is decided by policies; access control lists are off.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "With lists on, whoever writes an object owns it, and can let others read it past every policy of the bucket.",
  sources: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html"],
  frameworks: [pciDss("7.2.1"), wellArchitected("SEC03-BP07")],
  fix: "Set rule.objectOwnership to BucketOwnerEnforced.",
  types: ["aws:s3/bucketOwnershipControls:BucketOwnershipControls"],
  check(controls, { violation }) {
    const ownership = controls.at("rule", "objectOwnership");
    if (ownership.text() !== "BucketOwnerEnforced") violation(controls, found(ownership));
  },
});
