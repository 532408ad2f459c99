// SPDX-License-Identifier: Apache-2.0
import { isOfType, type Graph, type Resource } from "./graph";
import {
  configured,
  type Configured,
  type Context,
  type GraphRule,
  type ResourceRule,
  type Rule,
  type Settings,
} from "./rule";
import { Undecidable } from "./value";

/** A rule is broken, or can't be judged; everything else passes. */
export interface Finding {
  readonly rule: Rule;
  readonly kind: "violation" | "undecidable";
  /** The resource that it is about. */
  readonly urn: string;
  /** What is wrong, or the property that decides and can't be read. */
  readonly text: string;
}

/** What a rule says of a graph or a resource. */
export type Verdict =
  | { readonly applicable: false; readonly reason: string }
  | { readonly applicable: true; readonly findings: readonly Finding[] };

/** What the graph is: one stack, or all stacks of an environment. */
export type Scope = "stack" | "environment";

/** What a rule for one resource says of it. */
export function judgeResource(
  rule: ResourceRule,
  resource: Resource,
  given: Readonly<Record<string, unknown>> = {},
): Verdict {
  return (
    otherType(rule, resource.type) ?? run(rule, given, (context) => rule.check(resource, context))
  );
}

/** What a rule says of a resource that it is not about: so much is known without reading it. */
export function otherType(rule: ResourceRule, type: string): Verdict | undefined {
  if (isOfType(type, rule.types)) return undefined;
  return { applicable: false, reason: `${rule.id} is about other types than ${type}` };
}

/** What a rule for a graph says of it. */
export function judgeGraph(
  rule: GraphRule,
  graph: Graph,
  scope: Scope,
  given: Readonly<Record<string, unknown>> = {},
): Verdict {
  const outside = otherScope(rule, scope);
  if (outside !== undefined) return outside;
  if (graph.ofType(...rule.types).length === 0) {
    return { applicable: false, reason: `there is none of ${rule.types.join(", ")}` };
  }
  return run(rule, given, (context) => rule.check(graph, context));
}

/** What a rule says of a graph that it is not about: so much is known without building it. */
export function otherScope(rule: GraphRule, scope: Scope): Verdict | undefined {
  return rule.judges === scope ? undefined : { applicable: false, reason: whyNot(rule) };
}

/** What all rules say of a graph, sorted; those for one resource are asked of each. */
export function judge(
  rules: readonly Rule[],
  graph: Graph,
  scope: Scope,
  config: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {},
): Finding[] {
  const verdicts = rules.flatMap((rule) => {
    const given = config[rule.id];
    return rule.judges === "resource"
      ? graph.ofType(...rule.types).map((resource) => judgeResource(rule, resource, given))
      : [judgeGraph(rule, graph, scope, given)];
  });
  return verdicts.flatMap((verdict) => (verdict.applicable ? verdict.findings : [])).sort(inOrder);
}

function whyNot(rule: GraphRule): string {
  return rule.judges === "environment"
    ? `${rule.id} judges all stacks of an environment together, and this is one of them: ` +
        'npm run compliance runs it; for a stack that is the whole environment, set its scope to "environment"'
    : `${rule.id} judges one stack at a time, and these are several`;
}

function run(
  rule: Rule,
  given: Readonly<Record<string, unknown>>,
  check: (context: Context) => void,
): Verdict {
  const findings: Finding[] = [];
  const attempt = (work: () => void): boolean => {
    try {
      work();
      return true;
    } catch (error) {
      if (!(error instanceof Undecidable)) throw error;
      const { urn, message } = error;
      findings.push({ rule, kind: "undecidable", urn, text: message });
      return false;
    }
  };
  const config: Configured<Settings> = configured(rule, given);
  const context: Context = {
    config,
    violation: ({ urn }, text) => findings.push({ rule, kind: "violation", urn, text }),
    each: (things, judgeOne) =>
      things.map((thing) => attempt(() => judgeOne(thing))).every((decided) => decided),
  };
  attempt(() => check(context));
  return { applicable: true, findings: distinct(findings).sort(inOrder) };
}

function distinct(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [keyOf(finding), finding])).values()];
}

function inOrder(one: Finding, other: Finding): number {
  return keyOf(one) < keyOf(other) ? -1 : 1;
}

function keyOf({ rule, kind, urn, text }: Finding): string {
  return [rule.id, urn, kind, text].join("\n");
}
