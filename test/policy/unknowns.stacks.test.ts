// SPDX-License-Identifier: Apache-2.0
import { Graph, Resource, type ResourceData } from "../../policy/lib/graph";
import { judgeGraph, judgeResource, type Finding, type Scope } from "../../policy/lib/judge";
import { resourceLabel } from "../../policy/lib/message";
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
const mayRefuseTheUnknown = new Set(["know-regions"]);

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
function wrong(findings: readonly Finding[], path: readonly string[]): string[] {
  const [property = ""] = path;
  return findings
    .filter(({ kind, text, rule }) =>
      kind === "violation" ? !mayRefuseTheUnknown.has(rule.id) : !text.startsWith(property),
    )
    .map(
      ({ rule, kind, urn, text }) =>
        `${path.join(".")}: ${kind} ${rule.id} ${resourceLabel(urn)} ${text}`,
    );
}

describe.each(environmentNames)("every rule, where one property of %s is not known", (name) => {
  const stacks = goodStacks(name).map(({ stack, resources }) => ({
    stack,
    data: graphData(resources),
    // A rule for one resource is asked before it is changed, when there are inputs alone.
    inputs: graphData(resources.map((resource) => ({ ...resource, outputs: {} }))),
  }));

  it.each(stacks)("gives no error and no violation in $stack, for one resource", ({ inputs }) => {
    const found = inputs.flatMap((one) =>
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
    const found = [...stacks.map(({ data }) => data), environment].flatMap((all) =>
      oneOfEachType(all).flatMap((one) =>
        // What refers to a resource without an id yet can't be known either, and isn't hidden here.
        pathsIn(one.properties).flatMap(({ path, isObject }) =>
          path[0] === "id"
            ? []
            : sweep(all, one, hidden(one, path, isObject), all === environment, path),
        ),
      ),
    );
    expect(found).toEqual([]);
  });
});

function sweep(
  all: readonly ResourceData[],
  one: ResourceData,
  instead: ResourceData,
  together: boolean,
  path: readonly string[],
): string[] {
  const scope: Scope = together ? "environment" : "stack";
  const graph = new Graph(all.map((data) => (data === one ? instead : data)));
  return rules.flatMap((rule) =>
    rule.judges === scope ? wrong(findingsOf(judgeGraph(rule, graph, scope)), path) : [],
  );
}

/** The first of each type: what is unknown in it is as unknown in the next. */
function oneOfEachType(data: readonly ResourceData[]): ResourceData[] {
  const byType = new Map<string, ResourceData>();
  for (const one of data) if (!byType.has(one.type)) byType.set(one.type, one);
  return [...byType.values()].filter(({ type }) => !type.startsWith("pulumi:"));
}
