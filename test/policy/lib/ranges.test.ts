// SPDX-License-Identifier: Apache-2.0
import { isWithin, rangeOf } from "../../../policy/lib/ranges";

describe("rangeOf", () => {
  it.each(["", "10.0.0.0", "10.0.0.0/99", "2001:db8::/32", "everything"])(
    "takes %j for no range, and does not throw",
    (text) => {
      expect(rangeOf(text)).toBeUndefined();
    },
  );
});

describe("isWithin", () => {
  it.each([
    ["10.1.0.0/16", "10.0.0.0/8", true],
    ["10.0.0.0/8", "10.0.0.0/8", true],
    ["10.0.0.0/7", "10.0.0.0/8", false],
    ["0.0.0.0/0", "10.0.0.0/8", false],
    ["11.0.0.0/24", "10.0.0.0/8", false],
  ])("says of %s in %s: %s", (inner, outer, expected) => {
    const [one, other] = [rangeOf(inner), rangeOf(outer)];
    expect(one !== undefined && other !== undefined && isWithin(one, other)).toBe(expected);
  });
});
