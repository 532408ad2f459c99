// SPDX-License-Identifier: Apache-2.0
import { abroad, dbClusterType, dbInstanceType, replicatedDatabases } from "../../lib/databases";
import { wellArchitected } from "../../lib/frameworks";
import { regionText } from "../../lib/parity";
import { environmentRule } from "../../lib/rule";

export const keepStandbyInAnotherRegion = environmentRule({
  id: "keep-standby-in-another-region",
  requirement: "Every database that takes writes has a standby in another region.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "Multi-AZ survives a zone, not a region: without a replica elsewhere the database is restored from a backup, in hours.",
  sources: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.XRgn.html",
    "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_for_recovery_disaster_recovery.html",
  ],
  frameworks: [wellArchitected("REL13-BP02")],
  fix: "Add a cluster of the same global database, or a replica by replicateSourceDb, in another region.",
  types: [dbClusterType, dbInstanceType],
  check(graph, { each, violation }) {
    each(replicatedDatabases(graph), (one) => {
      if (abroad(one).length > 0) return;
      violation(one.writer, `nothing replicates it outside ${regionText(one.writer)}`);
    });
  },
});
