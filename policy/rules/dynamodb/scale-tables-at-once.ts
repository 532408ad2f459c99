// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const scaleTablesAtOnce = resourceRule({
  id: "scale-tables-at-once",
  requirement: "Tables take whatever load comes, without capacity to be raised first.",
  severity: "medium",
  level: "advisory",
  protectsFrom:
    "Provisioned capacity is raised minutes after the load has come: in a failover all writes of the other region come in one second, and are throttled.",
  sources: [
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html",
  ],
  frameworks: [wellArchitected("REL11-BP05"), wellArchitected("REL07-BP01")],
  fix: "Set billingMode to PAY_PER_REQUEST.",
  types: ["aws:dynamodb/table:Table"],
  check(table, { violation }) {
    const mode = table.at("billingMode");
    if (mode.text() !== "PAY_PER_REQUEST") violation(table, found(mode));
  },
});
