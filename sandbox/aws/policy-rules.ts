// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../provider/resource-type";
import { text } from "../provider/values";
import { grammarProblem, type PolicyKind } from "./policy-documents";
import type { Wording } from "./rules";
import { mustBeJson } from "./value-rules";

/** Refuses what is no policy document: the provider what is no JSON, AWS what breaks the grammar. */
export function policyRules(
  wording: Wording,
  kind: PolicyKind,
  says: (problem: string) => string = (problem) => problem,
): readonly Rule[] {
  const broken: Rule = {
    ...wording,
    stage: "write",
    refuses: ({ inputs }) => {
      const problem = grammarProblem(text(inputs, wording.property) ?? "", kind);
      return text(inputs, wording.property) === undefined || problem === undefined
        ? undefined
        : says(problem);
    },
  };
  return [mustBeJson(wording), broken];
}

/** Length of a policy document as AWS counts it: white space is free. */
export function countedLength(document: string): number {
  return document.replace(/\s/g, "").length;
}
