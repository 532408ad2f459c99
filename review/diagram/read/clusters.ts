// SPDX-License-Identifier: Apache-2.0
import type { Graph, Resource } from "../../../policy/lib/graph";
import type { ExportedResource } from "../../graph/exported";
import { nowhere, placementBy, type Network, type Placement } from "./networks";
import { referentsOf, regionOf, textOf } from "./values";

const types = {
  cluster: "aws:eks/cluster:Cluster",
  nodeGroup: "aws:eks/nodeGroup:NodeGroup",
  release: "kubernetes:helm.sh/v3:Release",
  secret: "kubernetes:core/v1:Secret",
  subnet: "aws:ec2/subnet:Subnet",
};

export interface KubernetesCluster {
  /** `undefined` where only what runs on it is in the graph. */
  readonly resource: Resource | undefined;
  readonly region: string | undefined;
  readonly nodeGroups: readonly Resource[];
  /** Helm releases, Argo CD's first. */
  readonly releases: readonly Resource[];
  readonly place: Placement;
}

export interface Clusters {
  readonly clusters: readonly KubernetesCluster[];
  /** `active` or `standby` by region, as the cluster facts have it. */
  readonly roles: ReadonlyMap<string, string>;
}

/** The clusters of a graph with what is installed on them. */
export function readClusters(
  graph: Graph,
  networks: readonly Network[],
  exported: ReadonlyMap<string, ExportedResource>,
): Clusters {
  const clusters = graph.ofType(types.cluster);
  const facts = graph
    .ofType(types.secret)
    .filter((secret) => labelOf(secret, "argocd.argoproj.io/secret-type") === "cluster");
  const homes = new Map(
    graph.ofType(types.release).map((release) => {
      const cluster = clusterOf(release, clusters, exported);
      const region = (cluster && regionOf(cluster)) ?? regionByFacts(release, facts);
      return [release, { cluster, region }] as const;
    }),
  );
  const drawn = clusters.map((resource) => ({
    resource,
    region: regionOf(resource),
    nodeGroups: graph
      .ofType(types.nodeGroup)
      .filter((group) => nameOfCluster(graph, group) === resource),
    releases: releasesWhere(homes, ({ cluster, region }) =>
      cluster === undefined ? region === regionOf(resource) : cluster === resource,
    ),
    place: placementBy(
      networks,
      referentsOf(graph, resource.at("vpcConfig", "subnetIds"), types.subnet),
    ),
  }));
  return { clusters: [...drawn, ...unseen(homes, drawn)], roles: rolesOf(facts) };
}

type Homes = ReadonlyMap<Resource, { cluster: Resource | undefined; region: string | undefined }>;

/** Clusters of other stacks, of which this graph has the releases only. */
function unseen(homes: Homes, drawn: readonly KubernetesCluster[]): KubernetesCluster[] {
  const seen = drawn.flatMap(({ releases }) => releases);
  const regions = [...homes]
    .filter(([release]) => !seen.includes(release))
    .map(([, { region }]) => region);
  return [...new Set(regions)].map((region) => ({
    resource: undefined,
    region,
    nodeGroups: [],
    releases: releasesWhere(homes, (home) => home.region === region),
    place: nowhere,
  }));
}

function releasesWhere(
  homes: Homes,
  holds: (home: { cluster: Resource | undefined; region: string | undefined }) => boolean,
): Resource[] {
  const rank = (release: Resource) => (textOf(release.at("chart")) === "argo-cd" ? 0 : 1);
  return [...homes]
    .filter(([, home]) => holds(home))
    .map(([release]) => release)
    .sort((one, other) => rank(one) - rank(other));
}

/** By the address in the kubeconfig of a release's provider. */
function clusterOf(
  release: Resource,
  clusters: readonly Resource[],
  exported: ReadonlyMap<string, ExportedResource>,
): Resource | undefined {
  const reference = exported.get(release.urn)?.provider ?? "";
  const provider = exported.get(reference.split("::").slice(0, -1).join("::"));
  const kubeconfig = provider?.inputs?.["kubeconfig"];
  if (typeof kubeconfig !== "string") return undefined;
  return clusters.find((cluster) => {
    const endpoint = textOf(cluster.at("endpoint"));
    return endpoint !== undefined && kubeconfig.includes(`"${endpoint}"`);
  });
}

/** The facts of a cluster are in the stack of what is installed on it. */
function regionByFacts(release: Resource, facts: readonly Resource[]): string | undefined {
  const own = facts.find(({ stack }) => stack === release.stack);
  return own && labelOf(own, "region");
}

function rolesOf(facts: readonly Resource[]): Map<string, string> {
  const roles = new Map<string, string>();
  for (const secret of facts) {
    const region = labelOf(secret, "region");
    const role = labelOf(secret, "role");
    if (region !== undefined && role !== undefined) roles.set(region, role);
  }
  return roles;
}

function labelOf(secret: Resource, label: string): string | undefined {
  return textOf(secret.at("metadata", "labels", label));
}

function nameOfCluster(graph: Graph, group: Resource): Resource | undefined {
  return referentsOf(graph, group.at("clusterName"), types.cluster)[0];
}
