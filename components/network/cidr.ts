// SPDX-License-Identifier: Apache-2.0
import { IPv4, IPv4CidrRange, IPv4Prefix } from "ip-num";

/** An IPv4 range that is known to be well formed: no junk, no host bits. */
export interface Cidr {
  /** As written: `10.1.0.0/16`. */
  readonly text: string;
  /** Number of leading bits that name the network, 0 to 32. */
  readonly prefix: number;
  /** First address of the range, as a number. */
  readonly first: bigint;
  /** Last address of the range, as a number. */
  readonly last: bigint;
}

/** A range, or what is wrong with the text, worded as an issue's problem and fix. */
export type ParsedCidr =
  | { readonly ok: true; readonly cidr: Cidr }
  | { readonly ok: false; readonly problem: string; readonly fix: string };

const longestPrefix = 32;

// No leading zeros: "010.0.0.0" is octal to some tools and decimal to others.
const octet = "(?:0|[1-9]\\d{0,2})";
const shape = new RegExp(`^${octet}(?:\\.${octet}){3}/(?:0|[1-9]\\d?)$`);

/**
 * Reads a range strictly. A range with host bits, such as `10.1.2.3/16`, is refused and never
 * rounded: whoever wrote it meant either another address or another size, and only they know which.
 */
export function parseCidr(text: string): ParsedCidr {
  const range = read(text);
  if (range === undefined) {
    return {
      ok: false,
      problem: "is not an IPv4 range",
      fix: "write four numbers from 0 to 255 and a prefix from 0 to 32, such as 10.1.0.0/16",
    };
  }
  const canonical = toCidr(range);
  if (canonical.text !== text) {
    return {
      ok: false,
      problem: "has host bits set",
      fix: `write ${canonical.text} if that block is meant`,
    };
  }
  return { ok: true, cidr: canonical };
}

/**
 * A range that was checked before, for code that runs after validation.
 *
 * @throws RangeError when the text is not a range; see {@link parseCidr}
 */
export function cidrOf(text: string): Cidr {
  const parsed = parseCidr(text);
  if (parsed.ok) return parsed.cidr;
  throw new RangeError(`"${text}" ${parsed.problem}; ${parsed.fix}`);
}

/** Whether at least one address lies in both ranges; one inside the other counts. */
export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.first <= b.last && b.first <= a.last;
}

/** Whether every address of `inner` lies in `outer`; a range contains itself. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

/** How many addresses the range has: 65,536 for a /16. */
export function addressCount(cidr: Cidr): number {
  return Number(cidr.last - cidr.first) + 1;
}

/**
 * All blocks of the given size, in order, that together fill the range.
 *
 * @throws RangeError when the blocks would be larger than the range or smaller than one address
 */
export function splitInto(cidr: Cidr, prefix: number): Cidr[] {
  if (!Number.isInteger(prefix) || prefix < cidr.prefix || prefix > longestPrefix) {
    throw new RangeError(
      `cannot split ${cidr.text} into /${prefix}; choose a whole number from ${cidr.prefix} to ${longestPrefix}`,
    );
  }
  const blocks = 2 ** (prefix - cidr.prefix);
  return Array.from({ length: blocks }, (_, index) => blockAt(cidr, prefix, index));
}

/**
 * One block of {@link splitInto}, without making the others.
 *
 * @throws RangeError when the range has no such block
 */
export function blockAt(cidr: Cidr, prefix: number, index: number): Cidr {
  const size = 1n << BigInt(longestPrefix - prefix);
  const first = cidr.first + BigInt(index) * size;
  if (index < 0 || first + size - 1n > cidr.last) {
    throw new RangeError(`${cidr.text} has no block ${index} of size /${prefix}`);
  }
  return toCidr(new IPv4CidrRange(new IPv4(first), new IPv4Prefix(BigInt(prefix))));
}

function read(text: string): IPv4CidrRange | undefined {
  if (!shape.test(text)) return undefined;
  try {
    return IPv4CidrRange.fromCidr(text);
  } catch {
    // The shape allows octets up to 999 and prefixes up to 99; the library knows the real bounds.
    return undefined;
  }
}

function toCidr(range: IPv4CidrRange): Cidr {
  const first = range.getFirst();
  const prefix = Number(range.getPrefix().getValue());
  return {
    text: `${first.toString()}/${prefix}`,
    prefix,
    first: first.getValue(),
    last: range.getLast().getValue(),
  };
}
