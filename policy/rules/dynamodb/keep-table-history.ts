// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const keepTableHistory = resourceRule({
  id: "keep-table-history",
  requirement: "Tables, and their copies, can be restored to any second of the last days.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "A wrong write is in every region at once: only a restore undoes it. The setting is each copy's own, and off by default.",
  sources: [
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html",
  ],
  frameworks: [wellArchitected("REL09-BP03")],
  fix: "Set pointInTimeRecovery.enabled of the table, and pointInTimeRecovery of each replica, to true.",
  types: ["aws:dynamodb/table:Table"],
  check(table, { each, violation }) {
    const places = [
      table.at("pointInTimeRecovery", "enabled"),
      ...table
        .at("replicas")
        .items()
        .map((copy) => copy.at("pointInTimeRecovery")),
    ];
    each(places, (place) => {
      if (place.flag() !== true) violation(table, found(place));
    });
  },
});
