// SPDX-License-Identifier: Apache-2.0
import type { Resource } from "../../../policy/lib/graph";
import { nameOf } from "../../graph/exported";
import { inRows, type Box, type Chip } from "../draw/box";
import type { KubernetesCluster } from "../read/clusters";
import type { Cache, DatabaseCluster, DatabaseInstance, DatabaseRole } from "../read/databases";
import type { LoadBalancer, NameRecord, PrivateZone, Routing } from "../read/edge";
import type { Subnet } from "../read/networks";
import { itemsOf, numberOf, textOf } from "../read/values";
import { boxOf, type Decoration } from "./decorate";

export function loadBalancerBox(decoration: Decoration, { resource, internal }: LoadBalancer): Box {
  const kind = textOf(resource.at("loadBalancerType"));
  const type = kind === "network" ? "NLB" : kind === "application" ? "ALB" : "load balancer";
  return {
    ...boxOf(decoration, resource),
    look: "network-part",
    title: internal ? "Internal load balancer" : "Public load balancer",
    lines: [joined(type, textOf(resource.at("name")) ?? nameOf(resource.urn))],
  };
}

export function subnetBox(decoration: Decoration, subnet: Subnet, instances: readonly Box[]): Box {
  const { resource, natGateways } = subnet;
  const gateways = natGateways.map((gateway): Box => ({
    ...boxOf(decoration, gateway),
    look: "network-part",
    title: "NAT gateway",
  }));
  return {
    ...boxOf(decoration, resource),
    look: "subnet",
    title: textOf(resource.at("cidrBlock")) ?? "range not known yet",
    lines: [nameOf(resource.urn).split("-").at(-1) ?? ""],
    children: [...gateways, ...instances],
  };
}

export function clusterBox(decoration: Decoration, cluster: KubernetesCluster): Box {
  const { resource, region, nodeGroups, releases } = cluster;
  const parts = [
    ...nodeGroups.map((group) => nodeGroupBox(decoration, group)),
    ...releases.map((release) => releaseBox(decoration, release)),
  ];
  const children = inRows(`cluster/${resource?.urn ?? region}`, parts, 2);
  if (resource === undefined) {
    const key = `cluster-elsewhere/${region}`;
    return { key, look: "elsewhere", title: "EKS cluster of another stack", children };
  }
  const version = textOf(resource.at("version"));
  return {
    ...boxOf(decoration, resource),
    look: "compute",
    title: `EKS ${textOf(resource.at("name")) ?? nameOf(resource.urn)}`,
    lines: [joined(version && `Kubernetes ${version}`, apiAccess(resource))],
    children,
  };
}

function apiAccess(cluster: Resource): string | undefined {
  const access = cluster.at("vpcConfig", "endpointPublicAccess");
  const isPublic = access.isKnown ? access.flag() : undefined;
  return isPublic === undefined ? undefined : isPublic ? "public API" : "private API";
}

function nodeGroupBox(decoration: Decoration, group: Resource): Box {
  const size = (name: string) => numberOf(group.at("scalingConfig", name));
  const [wanted, least, most] = [size("desiredSize"), size("minSize"), size("maxSize")];
  const types = itemsOf(group.at("instanceTypes")).flatMap((type) => textOf(type) ?? []);
  return {
    ...boxOf(decoration, group),
    look: "compute",
    title: `Nodes ${nameOf(group.urn)}`,
    lines: [
      wanted === undefined ? "size not known yet" : `${wanted} nodes (${least} to ${most})`,
      types.join(", "),
    ].filter((text) => text !== ""),
  };
}

function releaseBox(decoration: Decoration, release: Resource): Box {
  const chart = textOf(release.at("chart")) ?? nameOf(release.urn);
  const version = textOf(release.at("version")) ?? textOf(release.at("status", "version"));
  return {
    ...boxOf(decoration, release),
    look: "delivery",
    title: chart === "argo-cd" ? "Argo CD" : chart,
    lines: [joined("Helm chart", version)],
  };
}

export function databaseClusterBox(decoration: Decoration, cluster: DatabaseCluster): Box {
  const { resource, writes } = cluster;
  const chip: Chip = writes
    ? { text: "writes", tone: "active" }
    : { text: "follows", tone: "standby" };
  return {
    ...boxOf(decoration, resource),
    look: "database",
    title: joined(engineName(resource), textOf(resource.at("clusterIdentifier"))),
    chips: [chip],
  };
}

const roleNames: Readonly<Record<DatabaseRole, string>> = {
  writer: "Writer",
  reader: "Reader",
  member: "Instance",
  "replica of another region": "Remote replica",
  "read replica": "Read replica",
};

export function instanceBox(decoration: Decoration, instance: DatabaseInstance): Box {
  const { resource, role, multiAz } = instance;
  const lines = [textOf(resource.at("instanceClass")), multiAz ? "Multi-AZ" : undefined];
  return {
    ...boxOf(decoration, resource),
    look: "database",
    title: roleNames[role],
    lines: lines.filter((line) => line !== undefined),
  };
}

export function cacheBox(decoration: Decoration, { resource, nodes }: Cache): Box {
  const failover = resource.at("automaticFailoverEnabled");
  return {
    ...boxOf(decoration, resource),
    look: "cache",
    title: joined(`${capital(textOf(resource.at("engine")) ?? "Redis")} cache`),
    lines: [
      joined(
        nodes === undefined ? undefined : `${nodes} nodes`,
        textOf(resource.at("nodeType")),
        failover.isKnown && failover.flag() === true ? "automatic failover" : undefined,
      ),
    ],
  };
}

export function privateZoneBox(decoration: Decoration, zone: PrivateZone): Box {
  const { resource, alsoIn, records } = zone;
  const name = textOf(resource.at("name")) ?? nameOf(resource.urn);
  const children = records.map((record): Box => ({
    ...boxOf(decoration, record.resource),
    look: "name",
    title: record.name.replace(`.${name}`, ""),
  }));
  return {
    ...boxOf(decoration, resource),
    look: "name",
    title: name,
    lines: [joined("private names", alsoIn.length > 0 && `resolved in ${alsoIn.join(", ")} too`)],
    children: inRows(`zone/${resource.urn}`, children, 3),
  };
}

const routingChips: Readonly<Partial<Record<Routing, Chip>>> = {
  primary: { text: "primary", tone: "active" },
  secondary: { text: "secondary", tone: "standby" },
  latency: { text: "latency", tone: "quiet" },
  weighted: { text: "weighted", tone: "quiet" },
};

export function recordBox(decoration: Decoration, record: NameRecord): Box {
  const { resource, name, routing, leadsTo, hasHealthCheck, region } = record;
  const chip = routingChips[routing];
  const check: Chip = { text: "health check", tone: "quiet" };
  const target = region === undefined && leadsTo === undefined ? "target not known yet" : leadsTo;
  return {
    ...boxOf(decoration, resource),
    look: "name",
    title: target === undefined ? name : `${name} → ${target}`,
    chips: [...(hasHealthCheck ? [check] : []), ...(chip === undefined ? [] : [chip])],
  };
}

function engineName(resource: Resource): string {
  const engine = textOf(resource.at("engine")) ?? "database";
  const names: Readonly<Record<string, string>> = {
    "aurora-postgresql": "Aurora PostgreSQL",
    "aurora-mysql": "Aurora MySQL",
  };
  return `${names[engine] ?? engine} ${textOf(resource.at("engineVersion")) ?? ""}`.trim();
}

/** What there is of the parts, in one line. */
export function joined(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== false && part !== "").join(" · ");
}

/** `private` as a title begins with it. */
export function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}
