// SPDX-License-Identifier: Apache-2.0
import { resolve } from "node:path";

import { judge, type Finding } from "../../../policy/lib/judge";
import { rules } from "../../../policy/rules";
import { policyGraph } from "../../../review/graph/policy-graph";
import { isDeclared, readDeclared } from "../../../review/gate/ledgers";
import { environmentNames, stacksFromNothing } from "../../support/good-stacks";

const declared = readDeclared(resolve(__dirname, "../../../review/undecided.yaml"));

/** What the rules say of an environment of which nothing is up yet. */
const findings: readonly Finding[] = environmentNames.flatMap((name) => {
  const stacks = stacksFromNothing(name);
  const apart = stacks.flatMap(({ resources }) => judge(rules, policyGraph(resources), "stack"));
  const all = policyGraph(stacks.flatMap(({ resources }) => resources));
  const environmentRules = rules.filter(({ judges }) => judges === "environment");
  return [...apart, ...judge(environmentRules, all, "environment")];
});

describe("previews of an environment of which nothing is up", () => {
  it("break no rule", () => {
    expect(findings.filter(({ kind }) => kind === "violation")).toEqual([]);
  });

  it("leave no mandatory rule undecided but those on the list", () => {
    const beyond = findings
      .filter(({ rule, urn }) => !isDeclared({ rule: rule.id, urn }, declared))
      .filter(({ rule }) => rule.level === "mandatory");
    expect(beyond.map(({ rule, urn, text }) => `${rule.id} ${urn} ${text}`)).toEqual([]);
  });

  it.each(declared)("need the entry for $rule and $resource", (entry) => {
    const undecided = findings.filter(({ kind }) => kind === "undecidable");
    expect(undecided.some(({ rule, urn }) => isDeclared({ rule: rule.id, urn }, [entry]))).toBe(
      true,
    );
  });
});
