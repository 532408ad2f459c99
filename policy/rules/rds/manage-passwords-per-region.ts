// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { resourceRule } from "../../lib/rule";

export const managePasswordsPerRegion = resourceRule({
  id: "manage-passwords-per-region",
  requirement: "RDS doesn't manage the password of a database that is replicated.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "RDS refuses to manage the password in an Aurora global database or of a replica, and where it was allowed before, the secret stays in the region that is down.",
  sources: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html",
  ],
  fix: "Take manageMasterUserPassword away; give the password write-only and keep it in a secret per region.",
  types: ["aws:rds/cluster:Cluster", "aws:rds/instance:Instance"],
  check(database, { violation }) {
    const managed = database.at("manageMasterUserPassword");
    const isReplicated = [
      "globalClusterIdentifier",
      "replicationSourceIdentifier",
      "replicateSourceDb",
    ];
    if (!isReplicated.some((property) => database.at(property).isGiven)) return;
    if (managed.flag() === true) violation(database, found(managed));
  },
});
