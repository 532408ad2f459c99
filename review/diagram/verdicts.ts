// SPDX-License-Identifier: Apache-2.0
import { Graph, type Resource } from "../../policy/lib/graph";
import { judgeGraph, judgeResource, type Finding, type Verdict } from "../../policy/lib/judge";
import type { Rule } from "../../policy/lib/rule";
import type { ExportedResource } from "../graph/exported";
import { policyGraph } from "../graph/policy-graph";

/** What a rule says of one resource. */
export interface RuleVerdict {
  readonly rule: Rule;
  readonly verdict: "keeps" | "breaks" | "undecided" | "not judged";
  /** What is wrong, or why it can't be said. */
  readonly texts: readonly string[];
}

/** What the rules say of every resource of a graph. */
export class Verdicts {
  private readonly graphs: ReadonlyMap<string, Graph>;
  private readonly whole: Graph;
  private readonly verdicts = new Map<string, Verdict>();

  /** @param resources of one stack, or of all stacks of an environment */
  constructor(
    private readonly rules: readonly Rule[],
    resources: readonly ExportedResource[],
  ) {
    this.whole = policyGraph(resources);
    const stacks = [...new Set(this.whole.resources.map(({ stack }) => stack))];
    this.graphs = new Map(
      stacks.map((stack) => [
        stack,
        policyGraph(resources.filter(({ urn }) => urn.startsWith(`urn:pulumi:${stack}::`))),
      ]),
    );
  }

  /** What the rules that are about a resource's type say of it. */
  of(resource: Resource): RuleVerdict[] {
    return this.rules
      .filter(({ types }) => types.includes(resource.type))
      .map((rule) => ({ rule, ...said(this.verdict(rule, resource), resource.urn) }));
  }

  /** How many rules each resource breaks, by URN; those that break none are not in it. */
  broken(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const resource of this.whole.resources) {
      const count = this.of(resource).filter(({ verdict }) => verdict === "breaks").length;
      if (count > 0) counts.set(resource.urn, count);
    }
    return counts;
  }

  private verdict(rule: Rule, resource: Resource): Verdict {
    if (rule.judges === "resource") return judgeResource(rule, resource);
    const isWhole = this.graphs.size > 1;
    if (rule.judges === "environment" && !isWhole) {
      return { applicable: false, reason: "it is about all stacks of an environment together" };
    }
    const place = rule.judges === "environment" ? "" : resource.stack;
    const key = `${rule.id}\n${place}`;
    const known = this.verdicts.get(key);
    if (known !== undefined) return known;
    const graph = place === "" ? this.whole : (this.graphs.get(place) ?? new Graph([]));
    const verdict = judgeGraph(rule, graph, rule.judges);
    this.verdicts.set(key, verdict);
    return verdict;
  }
}

function said(verdict: Verdict, urn: string): Pick<RuleVerdict, "verdict" | "texts"> {
  if (!verdict.applicable) return { verdict: "not judged", texts: [verdict.reason] };
  const own = verdict.findings.filter((finding) => finding.urn === urn);
  const textsOf = (kind: Finding["kind"]) =>
    own.filter((finding) => finding.kind === kind).map(({ text }) => text);
  const violations = textsOf("violation");
  if (violations.length > 0) return { verdict: "breaks", texts: violations };
  const undecided = textsOf("undecidable");
  if (undecided.length > 0) return { verdict: "undecided", texts: undecided };
  return { verdict: "keeps", texts: [] };
}
