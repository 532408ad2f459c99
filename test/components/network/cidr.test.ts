// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";

import {
  addressCount,
  blockAt,
  cidrOf,
  contains,
  overlaps,
  parseCidr,
  splitInto,
} from "../../../components/network/cidr";
import { anyRange, rangeOf, share } from "../../support/ranges";

describe("parseCidr", () => {
  it.each(["0.0.0.0/0", "10.1.0.0/16", "10.1.2.3/32", "255.255.255.255/32", "100.64.0.0/10"])(
    "accepts %s as it is written",
    (text) => {
      expect(parseCidr(text)).toMatchObject({ ok: true, cidr: { text } });
    },
  );

  it.each([
    "",
    "10.1.0.0",
    "10.1.0/16",
    "10.1.0.0.0/16",
    "10.1.0.0/33",
    "10.1.0.0/-1",
    "10.1.0.256/32",
    "10.1.0.0/16x",
    "10.1.0.0x/16",
    " 10.1.0.0/16",
    "10.1.0.0/16\n",
    "10.1.0.0/16/16",
    "10.01.0.0/16",
    "10.1.0.0/016",
    "0x0a.1.0.0/16",
    "10.1.0.0/1e1",
    "fd00::/8",
    "١٠.1.0.0/16",
  ])("refuses %j as no range at all", (text) => {
    expect(parseCidr(text)).toEqual({
      ok: false,
      problem: "is not an IPv4 range",
      fix: "write four numbers from 0 to 255 and a prefix from 0 to 32, such as 10.1.0.0/16",
    });
  });

  // A well-known construct library rounds 10.0.3.1/28 up to the next block without a word.
  it.each([
    ["10.0.3.1/28", "10.0.3.0/28"],
    ["10.1.2.3/16", "10.1.0.0/16"],
    ["10.0.1.0/23", "10.0.0.0/23"],
    ["0.0.0.1/0", "0.0.0.0/0"],
  ])("refuses the host bits of %s and never rounds", (text, meant) => {
    expect(parseCidr(text)).toEqual({
      ok: false,
      problem: "has host bits set",
      fix: `write ${meant} if that block is meant`,
    });
  });

  it("never throws, whatever the text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: "binary" })), (text) => {
        parseCidr(text);
      }),
      { numRuns: 2000 },
    );
  });

  it("gives the first and last address that arithmetic by hand gives", () => {
    fc.assert(
      fc.property(anyRange(), (text) => {
        expect(cidrOf(text)).toMatchObject(rangeOf(text));
      }),
    );
  });
});

describe("cidrOf", () => {
  it("fails with the text, the problem and the fix", () => {
    expect(() => cidrOf("10.1.2.3/16")).toThrow(
      new RangeError('"10.1.2.3/16" has host bits set; write 10.1.0.0/16 if that block is meant'),
    );
  });
});

describe("overlaps", () => {
  // Compared as text, "10.0.2" is the beginning of "10.0.20": that is how two disjoint blocks
  // were once taken for overlapping ones.
  it("keeps 10.0.2.0/23 and 10.0.20.0/24 apart", () => {
    expect(overlaps(cidrOf("10.0.2.0/23"), cidrOf("10.0.20.0/24"))).toBe(false);
  });

  // The library's isOverlapping is documented to leave out equal and contained ranges.
  it.each([
    ["10.0.0.0/8", "10.1.0.0/16", true],
    ["10.1.0.0/16", "10.0.0.0/8", true],
    ["10.1.0.0/16", "10.1.0.0/16", true],
    ["10.1.0.0/16", "10.2.0.0/16", false],
    ["10.1.0.0/17", "10.1.128.0/17", false],
    ["0.0.0.0/0", "255.255.255.255/32", true],
    ["10.0.0.5/32", "10.0.0.4/31", true],
    ["10.0.0.4/31", "10.0.0.5/32", true],
    ["10.0.0.4/31", "10.0.0.6/32", false],
  ])("%s and %s: %s", (a, b, expected) => {
    expect(overlaps(cidrOf(a), cidrOf(b))).toBe(expected);
  });

  it("agrees with arithmetic by hand, both ways round", () => {
    const near = fc.tuple(fc.integer({ min: 0, max: 4095 }), fc.integer({ min: 20, max: 32 }));
    fc.assert(
      fc.property(near, near, ([i, p], [j, q]) => {
        const a = `10.0.${(i >> 8) & 15}.0/${Math.min(p, 24)}`;
        const b = `10.0.${(j >> 8) & 15}.0/${Math.min(q, 24)}`;
        fc.pre(parseCidr(a).ok && parseCidr(b).ok);
        expect(overlaps(cidrOf(a), cidrOf(b))).toBe(share(a, b));
        expect(overlaps(cidrOf(b), cidrOf(a))).toBe(share(a, b));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("contains", () => {
  it.each([
    ["10.0.0.0/8", "10.1.0.0/16", true],
    ["10.1.0.0/16", "10.1.0.0/16", true],
    ["10.1.0.0/16", "10.0.0.0/8", false],
    ["10.1.0.0/16", "10.2.0.0/24", false],
  ])("%s contains %s: %s", (outer, inner, expected) => {
    expect(contains(cidrOf(outer), cidrOf(inner))).toBe(expected);
  });
});

describe("addressCount", () => {
  it.each([
    ["10.1.0.0/16", 65_536],
    ["10.1.0.0/28", 16],
    ["10.1.0.0/32", 1],
    ["0.0.0.0/0", 4_294_967_296],
  ])("%s has %i", (text, count) => {
    expect(addressCount(cidrOf(text))).toBe(count);
  });
});

describe("splitInto", () => {
  it("cuts a /16 into four /18", () => {
    expect(splitInto(cidrOf("10.1.0.0/16"), 18).map(({ text }) => text)).toEqual([
      "10.1.0.0/18",
      "10.1.64.0/18",
      "10.1.128.0/18",
      "10.1.192.0/18",
    ]);
  });

  it.each([15, 33, 18.5, Number.NaN])("fails when a /16 is to be cut into /%s", (prefix) => {
    expect(() => splitInto(cidrOf("10.1.0.0/16"), prefix)).toThrow(
      `cannot split 10.1.0.0/16 into /${prefix}; choose a whole number from 16 to 32`,
    );
  });

  it("gives blocks that follow each other without a gap and fill the range", () => {
    fc.assert(
      fc.property(anyRange(), fc.integer({ min: 0, max: 8 }), (text, bits) => {
        const range = cidrOf(text);
        fc.pre(range.prefix + bits <= 32);
        const blocks = splitInto(range, range.prefix + bits);
        expect(blocks).toHaveLength(2 ** bits);
        expect(blocks[0]?.first).toBe(range.first);
        expect(blocks.at(-1)?.last).toBe(range.last);
        for (const [index, block] of blocks.entries()) {
          expect(block.first).toBe(
            index === 0 ? range.first : (blocks[index - 1]?.last ?? 0n) + 1n,
          );
          expect(parseCidr(block.text)).toEqual({ ok: true, cidr: block });
        }
      }),
    );
  });
});

describe("blockAt", () => {
  it.each([-1, 4])("fails when a /16 has no block %i of size /18", (index) => {
    expect(() => blockAt(cidrOf("10.1.0.0/16"), 18, index)).toThrow(
      `10.1.0.0/16 has no block ${index} of size /18`,
    );
  });
});
