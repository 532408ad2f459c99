// SPDX-License-Identifier: Apache-2.0
import { rules } from "../../policy/rules";
import type { ExportedResource } from "../graph/exported";
import { compose } from "./compose/compose";
import type { Decoration } from "./compose/decorate";
import { markOrder, type Mark, type Marks } from "./draw/mark";
import { drawPicture, type Picture, type Wire } from "./draw/svg";
import { cardsOf } from "./page/cards";
import { pageOf } from "./page/page";
import { Verdicts } from "./verdicts";
import { readPlatform, type Platform } from "./read/platform";

export interface DrawOptions {
  /** What an update would do, by URN. What it deletes is drawn where it is among the resources. */
  readonly marks?: Marks;
  /** @default - the beginning that the stacks' names share */
  readonly title?: string;
}

/**
 * The platform as SVG, by its resources alone: those of an environment, of a stack, or of a preview.
 * The same resources give the same bytes, in whichever order they come.
 */
export function drawPlatform(
  resources: readonly ExportedResource[],
  options: DrawOptions = {},
): string {
  return drawPicture(sketchOf(resources, options).picture);
}

/** The same as a page to open in a browser, where each resource has a card. */
export function platformPage(
  resources: readonly ExportedResource[],
  options: DrawOptions = {},
): string {
  const { picture, verdicts } = sketchOf(resources, options);
  const { marks = new Map() } = options;
  return pageOf({
    title: picture.title,
    svg: drawPicture({ ...picture, interactive: true }),
    cards: cardsOf(picture.box, resources, marks, verdicts),
  });
}

function sketchOf(
  resources: readonly ExportedResource[],
  { marks = new Map(), title }: DrawOptions,
): { readonly picture: Picture; readonly verdicts: Verdicts } {
  const platform = readPlatform(resources);
  const verdicts = new Verdicts(rules, resources);
  const decoration: Decoration = { marks, broken: verdicts.broken() };
  const { box, width } = compose(platform, decoration, resources);
  const picture = {
    title: title ?? defaultTitle(platform),
    subtitle: subtitleOf(platform, resources, marks),
    description: descriptionOf(platform),
    box,
    width,
    wires: wiresOf(platform),
    interactive: false,
  };
  return { picture, verdicts };
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
