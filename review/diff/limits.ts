// SPDX-License-Identifier: Apache-2.0

/**
 * What a comment may hold, below the 65,536 characters that GitHub takes.
 *
 * @see https://github.com/pulumi/actions/issues/482
 */
export const commentLimit = 65_000;

/** How much of everything is shown. */
export interface Limits {
  /** Stacks with a section of their own. */
  readonly stacks: number;
  /** Rows of a table. */
  readonly rows: number;
  /** Properties of a row. */
  readonly properties: number;
  /** Names in a row or a list. */
  readonly names: number;
  /** Characters of a value. */
  readonly text: number;
  /** Characters of a finding, and of what to do about it. */
  readonly sentence: number;
  /** Entries of the list of what is wrong. */
  readonly problems: number;
  /** Characters of the picture's Markdown. */
  readonly picture: number;
}

/** For a file or a terminal. */
export const everything: Limits = {
  stacks: Infinity,
  rows: Infinity,
  properties: Infinity,
  names: Infinity,
  text: Infinity,
  sentence: Infinity,
  problems: Infinity,
  picture: Infinity,
};

/**
 * From what a reader can use to what always fits: the last has no tables, and 6 entries of some 600
 * characters, of which each may become 10 when it is escaped.
 */
export const degrees: readonly Limits[] = [
  degree({
    stacks: 40,
    rows: 60,
    properties: 12,
    names: 4,
    text: 160,
    sentence: 800,
    problems: 60,
  }),
  degree({ stacks: 40, rows: 25, properties: 8, names: 4, text: 120, sentence: 600, problems: 40 }),
  degree({ stacks: 30, rows: 12, properties: 5, names: 3, text: 90, sentence: 400, problems: 25 }),
  degree({ stacks: 20, rows: 5, properties: 3, names: 2, text: 80, sentence: 300, problems: 15 }),
  degree({ stacks: 12, rows: 0, properties: 2, names: 2, text: 80, sentence: 240, problems: 12 }),
  degree({
    stacks: 8,
    rows: 0,
    properties: 1,
    names: 1,
    text: 50,
    sentence: 160,
    problems: 6,
  }),
];

function degree(limits: Omit<Limits, "picture">): Limits {
  return { ...limits, picture: 5_000 };
}
