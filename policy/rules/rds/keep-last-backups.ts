// SPDX-License-Identifier: Apache-2.0
import { found, isFilled } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { guardSettings, isGuarded } from "../../lib/guarded";
import { resourceRule } from "../../lib/rule";

export const keepLastBackups = resourceRule({
  id: "keep-last-backups",
  requirement: "A database that is deleted leaves a last snapshot and its automated backups.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "By default the automated backups go with the database, and skipFinalSnapshot, which every example sets to be rid of an error, takes the last copy too.",
  sources: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html",
  ],
  frameworks: [wellArchitected("REL09-BP01")],
  fix: "Set skipFinalSnapshot and deleteAutomatedBackups to false, and finalSnapshotIdentifier.",
  settings: guardSettings,
  types: ["aws:rds/cluster:Cluster", "aws:rds/instance:Instance"],
  check(database, { config, each, violation }) {
    // RDS makes no final snapshot of a replica.
    if (database.at("replicateSourceDb").isGiven) return;
    const [skips, name, deletes] = [
      database.at("skipFinalSnapshot"),
      database.at("finalSnapshotIdentifier"),
      database.at("deleteAutomatedBackups"),
    ];
    const flaws = [
      { value: skips, isFlaw: () => skips.flag() === true },
      // Without a name the deletion fails when it has begun.
      { value: name, isFlaw: () => !isFilled(name) },
      { value: deletes, isFlaw: () => deletes.flag() !== false },
    ];
    each(flaws, ({ value, isFlaw }) => {
      if (isFlaw() && isGuarded(database, config)) violation(database, found(value));
    });
  },
});
