// SPDX-License-Identifier: Apache-2.0

/** One problem with what a user gave, in the user's words. */
export interface Issue {
  /** Where the value stands, as a user would write it: `regions[1].cidr`. */
  readonly path: string;
  /** What is wrong, lower case, no trailing period: `overlaps regions[0].cidr (10.0.0.0/16)`. */
  readonly problem: string;
  /** The value as given. @default - there was none */
  readonly got?: unknown;
  /** What to do about it: `choose a disjoint block`. */
  readonly fix: string;
}

/** `regions[1].cidr: overlaps regions[0].cidr (10.0.0.0/16), got "10.0.128.0/17"; choose a disjoint block` */
export function formatIssue(issue: Issue): string {
  const got = "got" in issue ? `, got ${show(issue.got)}` : "";
  return `${issue.path}: ${issue.problem}${got}; ${issue.fix}`;
}

/**
 * One message that lists every problem, under a headline.
 *
 * @throws nothing; an empty list is a programming error and gives the headline alone.
 */
export function formatIssues(headline: string, issues: readonly Issue[]): string {
  return [headline, ...issues.map((issue) => `  - ${formatIssue(issue)}`)].join("\n");
}

const longestValueShown = 120;

function show(value: unknown): string {
  const text = value === undefined ? "nothing" : (JSON.stringify(value) ?? typeof value);
  return text.length > longestValueShown ? `${text.slice(0, longestValueShown)}…` : text;
}
