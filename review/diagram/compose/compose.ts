// SPDX-License-Identifier: Apache-2.0
import type { Resource } from "../../../policy/lib/graph";
import type { ExportedResource } from "../../graph/exported";
import type { Box } from "../draw/box";
import type { Platform } from "../read/platform";
import type { Decoration } from "./decorate";
import { linksLane, namesLane, othersLane, sharedLane } from "./lanes";
import { regionBox } from "./region";

/** Width of a region with up to three zones; two of them fill a screen of 1200 pixels. */
const regionWidth = 564;
/** What each further zone adds. */
const zoneWidth = 176;
const regionGap = 24;
const usualZones = 3;

/** The whole picture less its title and legend, and how wide it is. */
export interface Composition {
  readonly box: Box;
  readonly width: number;
}

/** Puts what is known of a platform into boxes. */
export function compose(
  platform: Platform,
  decoration: Decoration,
  resources: readonly ExportedResource[],
): Composition {
  const { regions, networks } = platform;
  const zones = Math.max(usualZones, ...networks.map((network) => network.zones.length));
  const width = regionWidth + zoneWidth * (zones - usualZones);
  const columns = Math.max(1, regions.length);
  const main: Box[] = [
    ...namesLane(platform, decoration),
    ...(regions.length === 0
      ? []
      : [
          {
            key: "regions",
            look: "regions" as const,
            flow: "row" as const,
            columns,
            children: regions.map((region, index) => ({
              ...regionBox(platform, decoration, region),
              span: { from: index, count: 1 },
            })),
          },
        ]),
    ...linksLane(platform, decoration),
    ...sharedLane(platform, decoration),
  ];
  const drawn = new Set(main.flatMap(drawnIn));
  const others = notable(platform, decoration, resources).filter(({ urn }) => !drawn.has(urn));
  return {
    box: {
      key: "platform",
      look: "picture",
      children: [...main, ...othersLane(others, decoration)],
    },
    // A single region still needs room for the names above it.
    width: Math.max(2, columns) * width + (Math.max(2, columns) - 1) * regionGap,
  };
}

function drawnIn({ resource, children }: Box): string[] {
  return [...(resource === undefined ? [] : [resource.urn]), ...(children ?? []).flatMap(drawnIn)];
}

/** What has a mark or breaks a policy; components and providers are changed along with the rest. */
function notable(
  { graph }: Platform,
  { marks, broken }: Decoration,
  resources: readonly ExportedResource[],
): Resource[] {
  const real = new Set(
    resources
      .filter(({ custom, type }) => custom !== false && !type.startsWith("pulumi:"))
      .map(({ urn }) => urn),
  );
  return graph.resources.filter(
    ({ urn }) => real.has(urn) && (marks.has(urn) || (broken.get(urn) ?? 0) > 0),
  );
}
