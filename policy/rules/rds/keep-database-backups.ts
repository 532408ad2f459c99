// SPDX-License-Identifier: Apache-2.0
import { expectAtLeast } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const keepDatabaseBackups = resourceRule({
  id: "keep-database-backups",
  requirement: "Databases can be restored to any moment of the last days.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "A replica repeats a wrong DELETE within a second: only a restore undoes it. Left out, RDS keeps one day, and Pulumi's instance none.",
  sources: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html",
    "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_backing_up_data_automated_backups_data.html",
  ],
  frameworks: [wellArchitected("REL09-BP03")],
  fix: "Set backupRetentionPeriod to the rule's minimumDays or more.",
  settings: {
    minimumDays: {
      description: "Days over which a database can be restored",
      default: 7,
      schema: { minimum: 1, maximum: 35 },
    },
  },
  types: ["aws:rds/cluster:Cluster", "aws:rds/instance:Instance"],
  check(database, context) {
    // A replica's backups are another rule's.
    if (database.at("replicateSourceDb").isGiven) return;
    expectAtLeast(database, ["backupRetentionPeriod"], context.config.minimumDays, context);
  },
});
