// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";

/** An inclusive range of addresses. */
export interface Range {
  readonly first: bigint;
  readonly last: bigint;
}

/**
 * An oracle for ranges, written without the library that the code uses: it reads the text by hand
 * and compares whole numbers.
 */
export function rangeOf(text: string): Range {
  const [address = "", prefix = ""] = text.split("/");
  const value = address.split(".").reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);
  const size = 2n ** (32n - BigInt(prefix));
  return { first: value, last: value + size - 1n };
}

/** Whether two texts share an address, by the oracle. */
export function share(a: string, b: string): boolean {
  const [one, two] = [rangeOf(a), rangeOf(b)];
  return !(one.last < two.first || two.last < one.first);
}

/** Text of a range from a number and a prefix; the number's host bits are cleared. */
export function rangeText(address: number, prefix: number): string {
  const size = 2 ** (32 - prefix);
  const first = Math.floor(address / size) * size;
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${octets.join(".")}/${prefix}`;
}

/** Any well-formed range whose prefix lies in the bounds. */
export function anyRange(shortest = 0, longest = 32): fc.Arbitrary<string> {
  return fc
    .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: shortest, max: longest }))
    .map(([address, prefix]) => rangeText(address, prefix));
}
