// SPDX-License-Identifier: Apache-2.0
import type { Box, Chip } from "../draw/box";
import { subnetKinds, type Network, type Placement, type SubnetKind } from "../read/networks";
import type { Platform } from "../read/platform";
import { distinct } from "../read/values";
import { boxOf, type Decoration } from "./decorate";
import {
  cacheBox,
  clusterBox,
  databaseClusterBox,
  instanceBox,
  capital,
  joined,
  loadBalancerBox,
  privateZoneBox,
  subnetBox,
} from "./parts";

/** A box that stands in subnets, and where those are. */
interface Tile {
  readonly box: Box;
  readonly place: Placement;
  readonly kind: SubnetKind;
}

/** An instance stands in one zone, in one of its subnets. */
interface ZonalTile extends Tile {
  readonly zone: string | undefined;
}

/** A network of a region; without a VPC where only what stands in it is in the graph. */
interface Ground {
  readonly network: Network | undefined;
  readonly zones: readonly string[];
  readonly tiles: readonly Tile[];
  readonly instances: readonly ZonalTile[];
}

const bandTitles: Readonly<Record<SubnetKind, string>> = {
  public: "Public subnets · internet gateway",
  private: "Private subnets · out through NAT",
  isolated: "Isolated subnets · no way out",
};

/** A region's column. */
export function regionBox(platform: Platform, decoration: Decoration, region: string): Box {
  const grounds = groundsOf(platform, decoration, region);
  const transit = platform.between.transitGateways
    .filter((gateway) => gateway.region.isKnown && gateway.region.text() === region)
    .map((gateway): Box => ({
      ...boxOf(decoration, gateway),
      look: "network-part",
      title: joined("Transit gateway", gateway.name),
    }));
  const boxes = [
    ...grounds.map((ground, index) => groundBox(decoration, ground, `${region}/${index}`)),
    ...transit,
  ];
  return {
    key: `region/${region}`,
    look: "region",
    title: region,
    chips: roleChips(platform, region),
    ...(boxes.length === 0 && { lines: ["nothing that stands here is in this graph"] }),
    children: boxes,
  };
}

function roleChips({ roles }: Platform, region: string): Chip[] {
  const role = roles.get(region);
  if (role === undefined) return [];
  return [{ text: role, tone: role === "active" ? "active" : "standby" }];
}

function groundsOf(platform: Platform, decoration: Decoration, region: string): Ground[] {
  const tiles = tilesOf(platform, decoration, region);
  const instances = instancesOf(platform, decoration, region);
  const networks = platform.networks.filter((network) => network.region === region);
  const zonesIn = (network: Network | undefined) =>
    distinct([...(network?.zones ?? []), ...instances.map(({ zone }) => zone)]);
  if (networks.length === 0) {
    const isEmpty = tiles.length + instances.length === 0;
    return isEmpty ? [] : [{ network: undefined, zones: zonesIn(undefined), tiles, instances }];
  }
  return networks.map((network, index) => {
    const inIt = ({ place }: Tile) =>
      place.vpc === undefined ? index === 0 : place.vpc === network.vpc;
    const own = instances.filter(inIt);
    const zones = networks.length === 1 ? zonesIn(network) : network.zones;
    return { network, zones, tiles: tiles.filter(inIt), instances: own };
  });
}

function tilesOf(platform: Platform, decoration: Decoration, region: string): Tile[] {
  const here = <T extends { readonly region: string | undefined }>(all: readonly T[]) =>
    all.filter((one) => one.region === region);
  const tile = (box: Box, place: Placement, otherwise: SubnetKind): Tile => ({
    box,
    place,
    kind: place.kind ?? otherwise,
  });
  const { edge, clusters, databases } = platform;
  const internal = here(edge.loadBalancers).filter((balancer) => balancer.internal);
  const inside = internal[0]?.place;
  return [
    ...here(edge.loadBalancers)
      .filter((balancer) => !balancer.internal)
      .map((balancer) => tile(loadBalancerBox(decoration, balancer), balancer.place, "public")),
    ...here(clusters).map((cluster) =>
      tile(clusterBox(decoration, cluster), cluster.place, "private"),
    ),
    ...internal.map((balancer) =>
      tile(loadBalancerBox(decoration, balancer), balancer.place, "private"),
    ),
    ...here(edge.privateZones).map((zone) => {
      // A zone stands nowhere; its names lead to the internal load balancer.
      const place = { vpc: inside?.vpc, kind: inside?.kind, zones: [], subnets: [] };
      return tile(privateZoneBox(decoration, zone), place, "private");
    }),
    ...here(databases.clusters).map((cluster) =>
      tile(databaseClusterBox(decoration, cluster), cluster.place, "isolated"),
    ),
    ...here(databases.caches).map((cache) =>
      tile(cacheBox(decoration, cache), cache.place, "isolated"),
    ),
  ];
}

function instancesOf(platform: Platform, decoration: Decoration, region: string): ZonalTile[] {
  return platform.databases.instances
    .filter((instance) => instance.region === region)
    .map((instance) => ({
      box: instanceBox(decoration, instance),
      place: instance.place,
      kind: instance.place.kind ?? "isolated",
      zone: instance.zone,
    }));
}

function groundBox(decoration: Decoration, ground: Ground, key: string): Box {
  const { network, zones } = ground;
  const headings: Box = {
    key: `zones/${key}`,
    look: "headings",
    flow: "row",
    columns: Math.max(1, zones.length),
    children: zones.map((zone, index) => ({
      key: `zone/${key}/${zone}`,
      look: "heading",
      title: zone,
      span: { from: index, count: 1 },
    })),
  };
  const bands = subnetKinds.map((kind) => bandBox(decoration, ground, kind, key));
  const children = [
    ...(zones.length > 0 ? [headings] : []),
    ...bands.flatMap((band) => band ?? []),
  ];
  if (network === undefined) {
    return { key: `network/${key}`, look: "elsewhere", title: "VPC of another stack", children };
  }
  const [range = "range not known yet", ...others] = network.ranges;
  return {
    ...boxOf(decoration, network.vpc),
    look: "network",
    title: joined(`VPC ${range}`, others.length > 0 && `also ${others.join(", ")}`),
    children,
  };
}

function bandBox(
  decoration: Decoration,
  ground: Ground,
  kind: SubnetKind,
  key: string,
): Box | undefined {
  const { network, zones } = ground;
  const tiles = ground.tiles.filter((tile) => tile.kind === kind);
  const instances = ground.instances.filter((instance) => instance.kind === kind);
  const subnets = network?.subnets.filter((subnet) => subnet.kind === kind) ?? [];
  if (tiles.length + instances.length + subnets.length === 0) return undefined;
  const cells = cellsOf(decoration, ground, kind, key);
  const unplaced = instances.filter(({ zone }) => zone === undefined).map(({ box }) => box);
  const spanning = tiles.map(({ box, place }, index) => ({
    ...box,
    align: `tile/${kind}/${index}`,
    ...spanOf(place.zones, zones),
  }));
  // A load balancer, and the cluster that instances belong to, come before what is behind them.
  const isAhead = ({ look }: Box) =>
    look === "database" || (kind === "public" && look === "network-part");
  return {
    key: `band/${key}/${kind}`,
    look: kind,
    // How they are routed is not known of subnets that aren't in the graph.
    title: subnets.length > 0 ? bandTitles[kind] : `${capital(kind)} subnets`,
    columns: Math.max(1, zones.length),
    align: `band/${kind}`,
    children: [
      ...spanning.filter((box) => isAhead(box)),
      ...cells,
      ...unplaced,
      ...spanning.filter((box) => !isAhead(box)),
    ],
  };
}

/** The columns of the zones, from the first to the last. */
function spanOf(of: readonly string[], zones: readonly string[]): Pick<Box, "span"> {
  const places = of.map((zone) => zones.indexOf(zone)).filter((index) => index >= 0);
  if (places.length === 0) return {};
  const from = Math.min(...places);
  return { span: { from, count: Math.max(...places) - from + 1 } };
}

/** One cell per zone with its subnets of a kind, and the instances in them. */
function cellsOf(decoration: Decoration, ground: Ground, kind: SubnetKind, key: string): Box[] {
  const { network, zones } = ground;
  const cells = zones.map((zone, index): Box => {
    const subnets = (network?.subnets ?? []).filter(
      (subnet) => subnet.kind === kind && subnet.zone === zone,
    );
    const instances = ground.instances.filter(
      (instance) => instance.kind === kind && instance.zone === zone,
    );
    const homeOf = ({ place }: Tile) =>
      subnets.find(({ resource }) => place.subnets.includes(resource)) ?? subnets[0];
    const boxes = subnets.map((subnet, row) => {
      const inIt = instances.filter((instance) => homeOf(instance) === subnet);
      const box = subnetBox(
        decoration,
        subnet,
        inIt.map(({ box }) => box),
      );
      return { ...box, align: `subnet/${kind}/${row}` };
    });
    const homeless = instances.filter((instance) => homeOf(instance) === undefined);
    return {
      key: `cell/${key}/${kind}/${zone}`,
      look: "plain",
      span: { from: index, count: 1 },
      children: [...boxes, ...homeless.map(({ box }) => box)],
    };
  });
  if (cells.every(({ children }) => children?.length === 0)) return [];
  const row: Box = {
    key: `cells/${key}/${kind}`,
    look: "plain",
    flow: "row",
    columns: zones.length,
    align: `cells/${kind}`,
    children: cells,
  };
  return [row];
}
