// SPDX-License-Identifier: Apache-2.0
import { formatIssue } from "../../components/shared/issues";
import { production } from "../../stacks/environments/production";
import { staging } from "../../stacks/environments/staging";
import type { Topology } from "../../stacks/topology";
import type { Rule } from "../../stacks/topology-rules/rule";
import { validateTopology } from "../../stacks/topology-validation";
import { productionBut, productionWithThirdRegion } from "./topologies";

/** What breaks in production, how it is broken, and all that is then said about it, in order. */
export type Mutant = readonly [
  breaks: string,
  change: (topology: Topology) => unknown,
  ...texts: string[],
];

/** The tests that every module of rules has: each mutant gives its issue, each rule is honest. */
export function itHoldsRules(rules: readonly Rule[], mutants: readonly Mutant[]): void {
  const cases = mutants.map(([breaks, change, ...texts]) => ({ breaks, change, texts }));

  it.each(cases)("find that $breaks, and nothing beyond", ({ change, texts }) => {
    expect(validateTopology(productionBut(change)).map(formatIssue)).toEqual(texts);
  });

  // Were a path missing, the rule would run on a malformed value and might throw.
  it.each([...rules.entries()])("read only what they declare (rule %i)", (_, rule) => {
    const undeclared = new Set<string>();
    const note = (path: string) => {
      if (!rule.reads.some((read) => isWithin(path, read))) undeclared.add(path);
    };
    const samples = [production, staging, productionWithThirdRegion()];
    for (const sample of [...samples, ...mutants.map(([, change]) => productionBut(change))]) {
      rule.check(recording<Topology>(sample, "", note));
    }
    expect([...undeclared]).toEqual([]);
  });

  it("have a mutant for every rule", () => {
    const broken = mutants.map(([, change]) => productionBut(change));
    const idle = rules.filter((rule) => broken.every((sample) => rule.check(sample).length === 0));
    expect(idle.map((rule) => rule.reads)).toEqual([]);
  });
}

function isWithin(path: string, read: string): boolean {
  return path === read || path.startsWith(`${read}.`) || path.startsWith(`${read}[`);
}

/** A view of a value that reports the path of every plain value that is read through it. */
function recording<T extends object>(value: T, at: string, seen: (path: string) => void): T {
  return new Proxy(value, {
    get(target, key, receiver) {
      const inside: unknown = Reflect.get(target, key, receiver);
      if (typeof key === "symbol" || typeof inside === "function" || key === "length") {
        return inside;
      }
      const path = Array.isArray(target) ? `${at}[]` : at === "" ? key : `${at}.${key}`;
      if (typeof inside === "object" && inside !== null) return recording(inside, path, seen);
      seen(path);
      return inside;
    },
  });
}
