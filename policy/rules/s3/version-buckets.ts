// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const versionBuckets = resourceRule({
  id: "version-buckets",
  requirement: "Objects that are overwritten or deleted can be had back.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "A wrong prefix in a clean-up job deletes for good; replication to another region asks for versions too.",
  sources: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html"],
  frameworks: [wellArchitected("REL09-BP01")],
  fix: "Set versioningConfiguration.status to Enabled.",
  types: ["aws:s3/bucketVersioning:BucketVersioning"],
  check(versioning, { violation }) {
    const status = versioning.at("versioningConfiguration", "status");
    if (status.text() !== "Enabled") violation(versioning, found(status));
  },
  remedy(versioning) {
    const configuration = versioning.at("versioningConfiguration");
    const known = configuration.isKnown && configuration.at("status").isKnown;
    if (!known || configuration.at("status").text() === "Enabled") return undefined;
    // Deleting for good only with a second factor is set by hand; it isn't to be lost.
    return configuration.at("mfaDelete").isGiven
      ? undefined
      : { versioningConfiguration: { status: "Enabled" } };
  },
});
