// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const replicateJournalsStrongly = resourceRule({
  id: "replicate-journals-strongly",
  requirement: "A journal is written in three regions, of which any one may be lost.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "The default of a global table is eventual consistency: what was acknowledged in the last second is lost with its region, or overwritten by the other's. The mode can't be changed once the table exists.",
  sources: [
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html#V2globaltables_HowItWorks.consistency-modes-mrsc",
  ],
  frameworks: [wellArchitected("REL13-BP02"), wellArchitected("REL13-BP01")],
  fix: "Give the table two replicas, or one and a globalTableWitness, each replica with consistencyMode STRONG.",
  settings: {
    journals: {
      description: "What the names of journals match, as a regular expression",
      default: "journal",
      schema: { format: "regex" },
    },
  },
  types: ["aws:dynamodb/table:Table"],
  check(table, { config, each, violation }) {
    const replicas = table.at("replicas").items();
    const modes = replicas.map((replica) => replica.at("consistencyMode"));
    const isJournal = () => new RegExp(config.journals).test(table.at("name").text() ?? table.name);
    const others = replicas.length + (table.at("globalTableWitness").isGiven ? 1 : 0);
    if (others < 2 && isJournal()) violation(table, `it is written in ${others + 1} regions`);
    each(modes, (mode) => {
      if (mode.text() !== "STRONG" && isJournal()) violation(table, found(mode));
    });
  },
});
