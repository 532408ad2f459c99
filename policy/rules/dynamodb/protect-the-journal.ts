// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import { environmentRule } from "../../lib/rule";
import { copiesOf, isStrong, tableType } from "../../lib/tables";

export const protectTheJournal = environmentRule({
  id: "protect-the-journal",
  requirement:
    "A strongly consistent journal has point-in-time recovery in every region, and deletion protection wherever a database has it.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "Replication copies a deletion as faithfully as a payment; a replica's settings are its own, and are forgotten.",
  sources: [
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html",
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html",
  ],
  frameworks: [wellArchitected("REL09-BP03"), wellArchitected("REL09-BP01")],
  fix: "Set deletionProtectionEnabled and pointInTimeRecovery of the table and of each replica.",
  types: [tableType],
  check(graph, { each, violation }) {
    const databases = graph.ofType("aws:rds/cluster:Cluster", "aws:rds/instance:Instance");
    each(graph.ofType(tableType), (table) => {
      if (table.at("replicas").items().length === 0 || !isStrong(table)) return;
      const mustStay = databases.some((one) => one.at("deletionProtection").flag() === true);
      each(copiesOf(table), ({ region, deletionProtection, pointInTimeRecovery }) => {
        if (pointInTimeRecovery.flag() !== true) {
          violation(table, `no point-in-time recovery in ${region}`);
        }
        if (mustStay && deletionProtection.flag() !== true) {
          violation(table, `no deletion protection in ${region}, though databases have it`);
        }
      });
    });
  },
});
