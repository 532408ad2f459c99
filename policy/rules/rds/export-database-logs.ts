// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const exportDatabaseLogs = resourceRule({
  id: "export-database-logs",
  requirement: "Databases send their logs to CloudWatch.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "Logs that stay on the instance are deleted after days and lost with the region: who connected, and what was slow before a failover, can't be told.",
  sources: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html",
  ],
  frameworks: [pciDss("10.2.1"), wellArchitected("SEC04-BP01")],
  fix: "List the engine's logs in enabledCloudwatchLogsExports, postgresql for PostgreSQL.",
  types: ["aws:rds/cluster:Cluster", "aws:rds/instance:Instance"],
  check(database, { violation }) {
    const logs = database.at("enabledCloudwatchLogsExports");
    if (logs.items().length === 0) violation(database, found(logs));
  },
});
