// SPDX-License-Identifier: Apache-2.0
import { expectFlag, expectGiven } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

const globalCluster = "aws:rds/globalCluster:GlobalCluster";

export const encryptDatabases = resourceRule({
  id: "encrypt-databases",
  requirement: "Databases are encrypted with a key of the customer's own.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "Encryption can't be switched on later, only by a copy; and a snapshot under AWS's own key can't be shared with another account, a clean room for instance.",
  sources: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html",
  ],
  frameworks: [pciDss("3.5.1"), wellArchitected("SEC08-BP02")],
  fix: "Set storageEncrypted to true and kmsKeyId to a key of the region, before the database exists.",
  types: ["aws:rds/cluster:Cluster", globalCluster, "aws:rds/instance:Instance"],
  check(database, context) {
    expectFlag(database, ["storageEncrypted"], true, context);
    // A key is a region's own, so the members of a global cluster name theirs.
    if (database.type !== globalCluster) expectGiven(database, ["kmsKeyId"], context);
  },
});
