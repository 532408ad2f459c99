// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";

import { clipped, code, prose } from "../../../review/diff/escape";
import { nastyText } from "../../support/any-comment";

describe("a value in a comment", () => {
  it.each([
    ["10.1.0.0/16", "`10.1.0.0/16`"],
    ["<b>@all</b> *", "`<b>@all</b> *`"],
    ["a|b", "<code>a&#124;b</code>"],
    ["a`b", "<code>a&#96;b</code>"],
    ["a\nb", "<code>a&#92;nb</code>"],
    [" a", "<code>&#32;a</code>"],
    ["", "(empty)"],
    ["a\u202eb", "<code>a&#92;u202eb</code>"],
  ])("%j is written %s", (value, written) => {
    expect(code(value)).toBe(written);
  });

  it("is one piece of code that breaks neither a table nor HTML, whatever it is", () => {
    fc.assert(
      fc.property(nastyText, (value) => {
        expect(code(value)).toMatch(
          /^(`[^`|\\\p{Cc}\p{Cf}]+`|<code>(?:[^\\`*_{}[\]<>()|&@~\p{Cc}\p{Cf}]|&#\d+;)+<\/code>|\(empty\))$/u,
        );
      }),
    );
  });
});

describe("a sentence in a comment", () => {
  it.each([
    ["a sentence, as it is: 1.5 (of 2).", "a sentence, as it is: 1.5 (of 2)."],
    ["ask @team, see #12", "ask @&#8203;team, see #&#8203;12"],
    ["<img src=x> | `x`", "&#60;img src=x&#62; &#124; &#96;x&#96;"],
    ["# title", "&#8203;#&#8203; title"],
    ["- item\n- item", "&#8203;-&#8203; item - item"],
    [
      "see https://docs.aws.amazon.com/a_b/c.html#x_y, now",
      "see https://docs.aws.amazon.com/a_b/c.html#x_y, now",
    ],
  ])("%j is written %s", (value, written) => {
    expect(prose(value)).toBe(written);
  });

  it("is one line in which nothing is markup and nobody is mentioned, whatever it is", () => {
    fc.assert(
      fc.property(nastyText, (value) => {
        const text = prose(value);
        const withoutLinks = text.replace(/https:\/\/[\w.-]+(\/[\w/.#?=%-]*)?/g, "");
        expect(withoutLinks).not.toMatch(/[\\`*_[\]<>|~$\p{Cc}\p{Cf}]/u);
        expect(withoutLinks).not.toMatch(/@(?!&#8203;)|#(?=\d)(?<!&#)|^[-+#=]/);
      }),
    );
  });
});

describe("a text that is cut", () => {
  it("has at most so many characters, none of them half", () => {
    fc.assert(
      fc.property(nastyText, fc.integer({ min: 1, max: 40 }), (value, limit) => {
        const text = clipped(value, limit);
        expect(text.length).toBeLessThanOrEqual(limit);
        expect(text === value || text.endsWith("…")).toBe(true);
        expect(/[\ud800-\udbff]…$/.test(text)).toBe(false);
      }),
    );
  });
});
