// SPDX-License-Identifier: Apache-2.0
import type * as pulumi from "@pulumi/pulumi";

import type { BaseOutputs } from "../outputs";
import type { StackOutputs } from "../references";
import type { Region, Topology } from "../topology";

/** What every part of a region's stack is made from. */
export interface Site {
  readonly topology: Topology;
  /** This region's own values. */
  readonly region: Region;
  readonly base: StackOutputs<BaseOutputs>;
  /** The region's provider. */
  readonly opts: pulumi.ComponentResourceOptions;
}

type ForRegions = {
  [Name in keyof BaseOutputs]: BaseOutputs[Name] extends Readonly<Record<string, string>>
    ? Name
    : never;
}[keyof BaseOutputs];

/** What the base stack made for this region, such as its certificate. */
export function ownOutput({ base, region }: Site, name: ForRegions): pulumi.Output<string> {
  return base.require(name).apply((byRegion) => byRegion[region.name] ?? "");
}
