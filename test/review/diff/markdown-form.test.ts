// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";

import { renderComment, renderFullText } from "../../../review/diff/markdown";
import { anyComment } from "../../support/any-comment";

/** What is wrong with the form of a comment. */
function faults(comment: string): string[] {
  const lines = comment.trimEnd().split("\n");
  const tables = comment
    .trimEnd()
    .split("\n\n")
    .filter((block) => block.startsWith("|"));
  const uneven = tables.filter((table) => {
    const widths = table.split("\n").map((line) => line.split("|").length);
    const [, rule] = table.split("\n");
    return new Set(widths).size !== 1 || !/^\|( --- \|)+$/.test(rule ?? "");
  });
  const open = lines.filter((line) => line.startsWith("<details>")).length;
  const closed = lines.filter((line) => line === "</details>").length;
  const strange = lines.filter(
    (line) => !/^(## |### |\||- | {2}\*\*Do:\*\*|<details>|<\/details>$|$|[^\s<#|>-])/.test(line),
  );
  const halfCode = lines.filter(
    (line) =>
      line.split("`").length % 2 === 0 ||
      line.split("<code>").length !== line.split("</code>").length,
  );
  return [
    ...uneven,
    ...(open === closed ? [] : [`${open} details, ${closed} closed`]),
    ...strange,
    ...halfCode,
  ];
}

describe("a comment on anything", () => {
  it("is well formed whatever the texts in it", () => {
    fc.assert(
      fc.property(anyComment(60, 1), (any) => {
        expect(faults(renderComment(any))).toEqual([]);
        expect(faults(renderFullText({ ...any, picture: "![x](y)" }))).toEqual([]);
      }),
    );
  });

  it.each([
    ["long texts", 20_000, 2],
    ["many things", 40, 20],
  ])("fits and is well formed with %s", (_, longest, copies) => {
    fc.assert(
      fc.property(anyComment(longest, copies), (any) => {
        const comment = renderComment(any);
        expect(comment.length).toBeLessThanOrEqual(65_000);
        expect(faults(comment)).toEqual([]);
        expect(comment).toMatch(/^## (⛔|⚠️|✅) /u);
      }),
      { numRuns: 10 },
    );
  });
});
