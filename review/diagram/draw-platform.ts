// SPDX-License-Identifier: Apache-2.0
import type { ExportedResource } from "../graph/exported";
import { compose } from "./compose/compose";
import type { Decoration } from "./compose/decorate";
import { markOrder, type Mark, type Marks } from "./draw/mark";
import { drawPicture, type Wire } from "./draw/svg";
import { readPlatform, type Platform } from "./read/platform";

export interface DrawOptions {
  /** What an update would do, by URN. What it deletes is drawn where it is among the resources. */
  readonly marks?: Marks;
  /** @default - the stacks' names */
  readonly title?: string;
  /** How many policies each resource breaks, by URN. @default - not shown */
  readonly broken?: ReadonlyMap<string, number>;
  /** Whether boxes can be reached by keyboard and opened, as in a page. @default false */
  readonly interactive?: boolean;
}

/**
 * The platform as SVG, by its resources alone: those of an environment, of a stack, or of a preview.
 * The same resources give the same bytes, in whichever order they come.
 */
export function drawPlatform(
  resources: readonly ExportedResource[],
  { marks = new Map(), broken = new Map(), title, interactive = false }: DrawOptions = {},
): string {
  const platform = readPlatform(resources);
  const decoration: Decoration = { marks, broken };
  const { box, width } = compose(platform, decoration, resources);
  return drawPicture({
    title: title ?? defaultTitle(platform),
    subtitle: subtitleOf(platform, resources, marks),
    description: descriptionOf(platform),
    box,
    width,
    wires: wiresOf(platform),
    interactive,
  });
}

function defaultTitle({ stacks }: Platform): string {
  const [first = "no stack", ...others] = stacks;
  if (others.length === 0) return first;
  const words = first.split("-").filter((_, index, all) => {
    const start = all.slice(0, index + 1).join("-");
    return others.every((other) => other.startsWith(`${start}-`));
  });
  return words.length > 0 ? words.join("-") : stacks.join(", ");
}

function subtitleOf(
  { stacks, regions }: Platform,
  resources: readonly ExportedResource[],
  marks: Marks,
): string {
  const real = resources.filter(({ custom, type }) => custom !== false && isReal(type));
  return [
    counted(stacks.length, "stack"),
    counted(regions.length, "region"),
    counted(real.length, "resource"),
    ...markOrder.flatMap((mark) => countMarked(real, marks, mark)),
  ].join(" · ");
}

function isReal(type: string): boolean {
  return !type.startsWith("pulumi:");
}

function countMarked(real: readonly ExportedResource[], marks: Marks, mark: Mark): string[] {
  const count = real.filter(({ urn }) => marks.get(urn) === mark).length;
  return count === 0 ? [] : [`${count} to ${mark}`];
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}

function descriptionOf({ regions, roles, networks, between }: Platform): string {
  const each = regions.map((region) => {
    const zones = networks.filter((one) => one.region === region).flatMap((one) => one.zones);
    const role = roles.get(region);
    return `${region}${role === undefined ? "" : `, ${role}`}${zones.length > 0 ? `, ${zones.length} zones` : ""}`;
  });
  const links = between.links.map(({ title, from, to }) => `${title} from ${from} to ${to}`);
  return `Regions: ${each.length > 0 ? each.join("; ") : "none"}.${links.length > 0 ? ` ${links.join("; ")}.` : ""}`;
}

/** From each region's public names to its public load balancers. */
function wiresOf({ edge }: Platform): Wire[] {
  return edge.loadBalancers
    .filter(({ internal }) => !internal)
    .flatMap(({ resource, region }) => {
      const records = edge.publicRecords.filter((record) => record.region === region);
      const groups = edge.endpointGroups.filter((group) => group.region === region);
      if (region === undefined || records.length + groups.length === 0) return [];
      const has = (routing: string) => records.some((record) => record.routing === routing);
      const later = has("secondary") && !has("primary") && !has("latency");
      return [{ from: `names/${region}`, to: resource.urn, later }];
    });
}
