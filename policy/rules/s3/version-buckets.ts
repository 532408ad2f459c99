// SPDX-License-Identifier: Apache-2.0
import { bucketParts, bucketType } from "../../lib/buckets";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { stackRule } from "../../lib/rule";

export const versionBuckets = stackRule({
  id: "version-buckets",
  requirement: "Every bucket keeps the versions of its objects.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "Without versions an object that is overwritten or deleted, by mistake or to hide a trace, is gone.",
  sources: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html"],
  frameworks: [pciDss("10.3.2"), wellArchitected("REL09-BP01")],
  fix: "Give the bucket a BucketVersioning with status Enabled.",
  types: [bucketType],
  check(graph, { each, violation }) {
    const parts = bucketParts(graph, "BucketVersioning");
    each(graph.ofType(bucketType), (bucket) => {
      const found = parts.of(bucket);
      if (found.length === 0) violation(bucket, "nothing says that it keeps versions");
      for (const part of found) {
        const status = part.at("versioningConfiguration", "status");
        if (status.text() !== "Enabled") violation(bucket, `versioning is ${status.shown()}`);
      }
    });
  },
});
