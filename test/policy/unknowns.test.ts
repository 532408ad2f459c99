// SPDX-License-Identifier: Apache-2.0
import { Graph, Resource, type ResourceData } from "../../policy/lib/graph";
import { judgeGraph, judgeResource, type Finding, type Scope } from "../../policy/lib/judge";
import { unknownMarks } from "../../policy/lib/value";
import { rules } from "../../policy/rules";
import { graphData } from "../../review/graph/policy-graph";
import { environmentNames, goodStacks } from "../support/good-stacks";
import { pathsIn, withValueAt } from "../support/unknown-paths";

jest.setTimeout(600_000);

/** The SDK's own guard around properties at preview; its types leave it out. */
const { unknownCheckingProxy } = jest.requireActual<{
  unknownCheckingProxy: (properties: object) => object;
}>("@pulumi/policy");

const unknownText = unknownMarks[2] ?? "";
const unknownObject = unknownMarks[6] ?? "";
/** What it says of a region that is not known is a violation, and meant so. */
const mayRefuseTheUnknown = new Set(["know-the-region"]);

/** As the engine gives it: reading what is not known throws the SDK's own error. */
function guarded(data: ResourceData): ResourceData {
  return { ...data, properties: unknownCheckingProxy(data.properties) };
}

/** The data with one property, or all below it, not known yet. */
function hidden(data: ResourceData, path: readonly string[], isObject: boolean): ResourceData {
  const mark = isObject ? unknownObject : unknownText;
  return guarded({ ...data, properties: withValueAt(data.properties, path, mark) as object });
}

function findingsOf(verdict: ReturnType<typeof judgeGraph>): readonly Finding[] {
  return verdict.applicable ? verdict.findings : [];
}

/** Violations that stem from what is not known, and what is undecided for another reason. */
function wrong(findings: readonly Finding[], path: readonly string[]): Finding[] {
  const [property = ""] = path;
  return findings.filter(({ kind, text, rule }) =>
    kind === "violation" ? !mayRefuseTheUnknown.has(rule.id) : !text.startsWith(property),
  );
}

describe.each(environmentNames)("every rule, where one property of %s is not known", (name) => {
  const stacks = goodStacks(name).map(({ stack, resources }) => ({
    stack,
    data: graphData(resources),
  }));

  it.each(stacks)("gives no error and no violation in $stack, for one resource", ({ data }) => {
    const found = data.flatMap((one) =>
      pathsIn(one.properties).flatMap(({ path, isObject }) => {
        const resource = new Resource(hidden(one, path, isObject));
        return rules.flatMap((rule) =>
          rule.judges === "resource" ? wrong(findingsOf(judgeResource(rule, resource)), path) : [],
        );
      }),
    );
    expect(found).toEqual([]);
  });

  it("gives no error and no violation for the graphs", () => {
    const environment = stacks.flatMap(({ data }) => data);
    const found = stacks.flatMap(({ data }) =>
      oneOfEachType(data).flatMap((one) =>
        pathsIn(one.properties).flatMap(({ path, isObject }) => [
          ...sweep(data, one, hidden(one, path, isObject), "stack", path),
          ...sweep(environment, one, hidden(one, path, isObject), "environment", path),
        ]),
      ),
    );
    expect(found).toEqual([]);
  });
});

function sweep(
  all: readonly ResourceData[],
  one: ResourceData,
  instead: ResourceData,
  scope: Scope,
  path: readonly string[],
): Finding[] {
  const graph = new Graph(all.map((data) => (data === one ? instead : data)));
  return rules.flatMap((rule) =>
    rule.judges === scope ? wrong(findingsOf(judgeGraph(rule, graph, scope)), path) : [],
  );
}

/** Two of each type: the one, and another for rules about pairs. */
function oneOfEachType(data: readonly ResourceData[]): ResourceData[] {
  const types = [...new Set(data.map(({ type }) => type))];
  const relevant = new Set(rules.flatMap((rule) => rule.types));
  return types
    .filter((type) => relevant.has(type))
    .flatMap((type) => data.filter((one) => one.type === type).slice(0, 2));
}
