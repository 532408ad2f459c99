// SPDX-License-Identifier: Apache-2.0
import type { Resource } from "../../../policy/lib/graph";
import { inRows, type Box } from "../draw/box";
import type { EndpointGroup } from "../read/edge";
import type { Platform } from "../read/platform";
import type { Link, Table } from "../read/between-regions";
import { textOf } from "../read/values";
import { boxOf, type Decoration } from "./decorate";
import { joined, recordBox } from "./parts";

/** The names that clients use: first those that lead to several regions, then each region's. */
export function namesLane(platform: Platform, decoration: Decoration): Box[] {
  const { regions, edge } = platform;
  const zones = edge.publicZones.map((zone): Box => ({
    ...boxOf(decoration, zone),
    look: "name",
    title: joined("Hosted zone", textOf(zone.at("name")) ?? zone.name),
  }));
  const accelerators = edge.accelerators.map((accelerator): Box => ({
    ...boxOf(decoration, accelerator),
    look: "network-part",
    title: joined("Global Accelerator", textOf(accelerator.at("name"))),
  }));
  const isOf = (region: string | undefined) => region !== undefined && regions.includes(region);
  const entries = edge.publicRecords.filter(({ region }) => !isOf(region));
  const above = [...zones, ...accelerators, ...entries.map((one) => recordBox(decoration, one))];
  const columns = regions.map((region, index): Box => ({
    key: `names/${region}`,
    look: "plain",
    span: { from: index, count: 1 },
    children: [
      ...edge.publicRecords
        .filter((record) => record.region === region)
        .map((record) => recordBox(decoration, record)),
      ...edge.endpointGroups
        .filter((group) => group.region === region)
        .map((group) => endpointGroupBox(decoration, group)),
    ],
  }));
  const hasColumns = columns.some(({ children }) => children?.length !== 0);
  if (above.length === 0 && !hasColumns) return [];
  const row: Box = {
    key: "names/regions",
    look: "lane-row",
    flow: "row",
    columns: regions.length,
    children: columns,
  };
  const children = [...above, ...(hasColumns ? [row] : [])];
  return [{ key: "names", look: "lane", title: "Public names · Route 53", children }];
}

function endpointGroupBox(decoration: Decoration, group: EndpointGroup): Box {
  const { resource, dial, isOpen } = group;
  return {
    ...boxOf(decoration, resource),
    look: "network-part",
    title: "Accelerator endpoint group",
    chips: [
      isOpen
        ? { text: dial === undefined ? "open" : `dial ${dial} %`, tone: "active" }
        : { text: "closed", tone: "standby" },
    ],
  };
}

/** What joins regions: each a bar from the one to the other. */
export function linksLane({ regions, between }: Platform, decoration: Decoration): Box[] {
  const children = between.links.map((link) => linkBox(regions, decoration, link));
  if (children.length === 0) return [];
  return [
    { key: "links", look: "lane", title: "Between regions", columns: regions.length, children },
  ];
}

function linkBox(regions: readonly string[], decoration: Decoration, link: Link): Box {
  const { resource, kind, title, detail } = link;
  const [from, to] = [regions.indexOf(link.from), regions.indexOf(link.to)];
  const first = Math.min(from, to);
  return {
    ...boxOf(decoration, resource),
    // The replica itself has a box in its region.
    key: `link/${resource.urn}/${link.from}/${link.to}`,
    look: "link",
    title: joined(title, detail),
    span: { from: first, count: Math.max(from, to) - first + 1 },
    ends: {
      left: regions[first] ?? "",
      right: regions[Math.max(from, to)] ?? "",
      arrow: kind === "peering" ? "none" : from < to ? "right" : "left",
    },
  };
}

/** What belongs to no region, or has copies in several. */
export function sharedLane({ regions, between }: Platform, decoration: Decoration): Box[] {
  const images = between.imageReplications.map((one): Box => ({
    ...boxOf(decoration, one.resource),
    look: "storage",
    title: "Image repositories",
    lines: [one.regions.length === 0 ? "copied nowhere" : `copied to ${one.regions.join(", ")}`],
  }));
  const boxes = [...between.tables.map((table) => tableBox(decoration, table)), ...images];
  if (boxes.length === 0) return [];
  const perRow = Math.max(1, regions.length);
  const rows = inRows("shared", boxes, perRow).map((row) => ({
    ...row,
    look: "lane-row" as const,
  }));
  return [
    { key: "shared", look: "lane", title: "Outside of the regions' networks", children: rows },
  ];
}

function tableBox(decoration: Decoration, { resource, places, isStrong }: Table): Box {
  const name = textOf(resource.at("name")) ?? resource.name;
  const children = places.map(({ region, role }): Box => ({
    key: `place/${resource.urn}/${region}`,
    look: "place",
    title: region,
    lines: [role],
  }));
  return {
    ...boxOf(decoration, resource),
    look: "storage",
    title: `DynamoDB ${name}`,
    chips: isStrong ? [{ text: "strongly consistent", tone: "strong" }] : [],
    children: children.length > 1 ? inRows(`places/${resource.urn}`, children, 3) : [],
  };
}

/** What is changed, or breaks policies, and has no box of its own, by type and place. */
export function othersLane(others: readonly Resource[], decoration: Decoration): Box[] {
  const groups = new Map<string, Resource[]>();
  for (const resource of others) {
    const mark = decoration.marks.get(resource.urn) ?? "";
    const key = `others/${mark}/${resource.type}/${resource.stack}`;
    groups.set(key, [...(groups.get(key) ?? []), resource]);
  }
  const boxes = [...groups].sort(byKey).map(([key, members]) => groupBox(decoration, key, members));
  if (boxes.length === 0) return [];
  const children = inRows("others", boxes, 4);
  return [{ key: "others", look: "lane", title: "Also changed, or breaking policies", children }];
}

function groupBox(decoration: Decoration, key: string, members: readonly Resource[]): Box {
  const [first] = members;
  const mark = first && decoration.marks.get(first.urn);
  const broken = members.reduce((sum, { urn }) => sum + (decoration.broken.get(urn) ?? 0), 0);
  const type = first?.type.split(":").at(-1) ?? "";
  return {
    key,
    look: "change",
    title: members.length === 1 ? type : `${members.length} × ${type}`,
    lines: [members.length === 1 ? (first?.name ?? "") : `in ${first?.stack ?? ""}`],
    members,
    ...(mark !== undefined && { mark }),
    ...(broken > 0 && { broken }),
  };
}

function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
