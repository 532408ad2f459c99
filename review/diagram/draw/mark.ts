// SPDX-License-Identifier: Apache-2.0

/** What an update would do with a resource. */
export type Mark = "create" | "update" | "replace" | "delete";
/** What is done with whichever resources are changed, by URN. */
export type Marks = ReadonlyMap<string, Mark>;

/** In the order in which a reader should see them. */
export const markOrder: readonly Mark[] = ["replace", "delete", "update", "create"];

/** The signs that the engine's own preview uses. */
const signs: Readonly<Record<Mark, string>> = {
  create: "+",
  update: "~",
  replace: "±",
  delete: "−",
};

/** Sign and word: neither colour nor sign has to be understood. */
export function markText(mark: Mark): string {
  return `${signs[mark]} ${mark}`;
}
