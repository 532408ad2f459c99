// SPDX-License-Identifier: Apache-2.0
import { abroad, dbClusterType, dbInstanceType, replicatedDatabases } from "../../lib/databases";
import { wellArchitected } from "../../lib/frameworks";
import { regionText } from "../../lib/parity";
import { environmentRule } from "../../lib/rule";
import { copiesOf, isStrong, tableType } from "../../lib/tables";

export const keepJournalForRpoZero = environmentRule({
  id: "keep-journal-for-rpo-zero",
  requirement:
    "Beside a database that replicates between regions stands a strongly consistent journal that outlives the writer's region.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "Replication between regions is asynchronous in RDS and in Aurora: what was acknowledged in the last second is lost with the region, unless it was first durable elsewhere.",
  sources: [
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/multi-region-strong-consistency-gt.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html",
  ],
  frameworks: [wellArchitected("REL13-BP01"), wellArchitected("REL09-BP01")],
  fix: "Add a DynamoDB table with replicas of consistencyMode STRONG in three regions, one of them a witness if you like, and acknowledge what it holds.",
  types: [dbClusterType, dbInstanceType],
  check(graph, { each, violation }) {
    const journals = graph.ofType(tableType).filter(isStrong);
    const replicated = replicatedDatabases(graph).filter((one) => abroad(one).length > 0);
    each(replicated, ({ writer }) => {
      const home = regionText(writer);
      const outlives = journals.some((table) =>
        copiesOf(table).some(({ region }) => region !== home),
      );
      if (outlives) return;
      violation(writer, `no strongly consistent table in three regions outlives ${home}`);
    });
  },
});
