// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";
import { tableType } from "../../lib/tables";

export const avoidLastWriterWins = resourceRule({
  id: "avoid-last-writer-wins",
  requirement: "A table with replicas is strongly consistent, or declared to settle conflicts.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "Replicas of an eventually consistent global table all take writes, and of two concurrent ones the earlier is dropped without an error.",
  sources: [
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html",
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/multi-region-strong-consistency-gt.html",
  ],
  frameworks: [wellArchitected("REL04-BP04"), wellArchitected("REL13-BP02")],
  fix: "Set consistencyMode STRONG on every replica of a new table, or name the table in the rule's setting.",
  settings: {
    declared: {
      description: "Names of tables whose writers settle conflicts themselves",
      default: [],
    },
  },
  types: [tableType],
  check(table, { config, each, violation }) {
    each(table.at("replicas").items(), (replica) => {
      const mode = replica.at("consistencyMode");
      if (mode.text() === "STRONG") return;
      if (config.declared.includes(table.at("name").text() ?? "")) return;
      violation(table, `its replica in ${replica.at("regionName").text()} takes writes by itself`);
    });
  },
});
