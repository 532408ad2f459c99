// SPDX-License-Identifier: Apache-2.0
import type { Resource } from "../../../policy/lib/graph";
import type { Box } from "../draw/box";
import type { Marks } from "../draw/mark";

/** What is said of single resources, on top of what they are. */
export interface Decoration {
  readonly marks: Marks;
  /** How many policies each resource breaks, by URN. */
  readonly broken: ReadonlyMap<string, number>;
}

/** What the box of a resource has because of it. */
export function boxOf(
  { marks, broken }: Decoration,
  resource: Resource,
): Pick<Box, "key" | "resource" | "mark" | "broken"> {
  const { urn } = resource;
  const mark = marks.get(urn);
  const count = broken.get(urn) ?? 0;
  return {
    key: urn,
    resource,
    ...(mark !== undefined && { mark }),
    ...(count > 0 && { broken: count }),
  };
}
