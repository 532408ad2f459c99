// SPDX-License-Identifier: Apache-2.0
import type { Graph, Resource } from "../../policy/lib/graph";
import type { Volumes } from "./volumes";

/** So much of one item in a month. */
export interface Usage {
  /** What a reader calls it: "nodes". */
  readonly part: string;
  /** As the table of prices names it. */
  readonly item: string;
  /** In the unit of the price. */
  readonly quantity: number;
  /** @default - the resource's region */
  readonly region?: string;
}

/** What a meter knows besides the resource. */
export interface Site {
  /** The resources of the same stack, and of others where they are there. */
  readonly graph: Graph;
  readonly volumes: Volumes;
  readonly region: string;
  /** Whether the payments are taken in this region. */
  readonly isActive: boolean;
}

/** What a resource uses in a month. @throws Undecidable where something isn't known yet */
export type Meter = (resource: Resource, site: Site) => Usage[];

/** Meters by type. */
export type Meters = Readonly<Record<string, Meter>>;
