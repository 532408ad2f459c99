// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";

import type { RegionOutputs } from "../outputs";
import type { StackOutputs } from "../references";

/** One region as this stack sees it: its own stack's outputs, and a provider to work there. */
export interface Side {
  readonly name: string;
  readonly provider: aws.Provider;
  readonly outputs: StackOutputs<RegionOutputs>;
}

/** @throws RangeError when there is no region of that name; validation rules that out */
export function sideOf(sides: readonly Side[], region: string): Side {
  const side = sides.find(({ name }) => name === region);
  if (side === undefined) throw new RangeError(`the topology has no region "${region}"`);
  return side;
}
