// SPDX-License-Identifier: Apache-2.0
import { expectFlag, setFlag } from "../../lib/expect";
import { resourceRule } from "../../lib/rule";

export const tagDatabaseSnapshots = resourceRule({
  id: "tag-database-snapshots",
  requirement: "Snapshots carry the tags of their database.",
  severity: "low",
  level: "advisory",
  protectsFrom:
    "A snapshot without tags is nobody's: policies by tag don't hold for it, and nobody dares to delete it.",
  sources: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html"],
  fix: "Set copyTagsToSnapshot to true.",
  types: ["aws:rds/cluster:Cluster", "aws:rds/instance:Instance"],
  check(database, context) {
    expectFlag(database, ["copyTagsToSnapshot"], true, context);
  },
  remedy: setFlag("copyTagsToSnapshot", true),
});
