// SPDX-License-Identifier: Apache-2.0
import { IPv4CidrRange } from "ip-num";

/** The range that a text is, `undefined` where it is none. */
export function rangeOf(text: string | undefined): IPv4CidrRange | undefined {
  try {
    return text === undefined ? undefined : IPv4CidrRange.fromCidr(text);
  } catch {
    // A pack that throws ends the whole update; AWS refuses such a range by itself.
    return undefined;
  }
}

/** Whether a range lies inside another. */
export function isWithin(inner: IPv4CidrRange, outer: IPv4CidrRange): boolean {
  return (
    inner.getFirst().isGreaterThanOrEquals(outer.getFirst()) &&
    inner.getLast().isLessThanOrEquals(outer.getLast())
  );
}
