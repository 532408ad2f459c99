// SPDX-License-Identifier: Apache-2.0
import { regionsWithClusters } from "../../lib/clusters";
import { wellArchitected } from "../../lib/frameworks";
import type { Graph } from "../../lib/graph";
import { regionText } from "../../lib/parity";
import { grouped } from "../../lib/referrers";
import { environmentRule } from "../../lib/rule";

const repository = "aws:ecr/repository:Repository";
const replication = "aws:ecr/replicationConfiguration:ReplicationConfiguration";

export const keepImagesInEveryRegion = environmentRule({
  id: "keep-images-in-every-region",
  requirement: "Every image repository is in each region that has a cluster, or replicated to it.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "Nodes that start during a failover and pull from the failed region's registry don't start.",
  sources: [
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html",
    "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_withstand_component_failures_static_stability.html",
  ],
  frameworks: [wellArchitected("REL13-BP02"), wellArchitected("REL11-BP05")],
  fix: "Add the repository in the region, or a replication rule whose filter takes it in.",
  types: [repository],
  check(graph, { each, violation }) {
    const regions = regionsWithClusters(graph);
    const repositories = grouped(
      graph.ofType(repository),
      (one) => one.at("name").text() ?? one.name,
    );
    each([...repositories], ([name, all]) => {
      const [first] = all;
      if (first === undefined) return;
      const present = all.map(regionText);
      const copied = present.flatMap((from) => destinationsOf(graph, from, name));
      const missing = regions.filter((one) => !present.includes(one) && !copied.includes(one));
      if (missing.length > 0) violation(first, `no copy of it is in ${missing.join(", ")}`);
    });
  },
});

/** Regions to which a region's registry copies a repository. @throws Undecidable */
function destinationsOf(graph: Graph, from: string, name: string): string[] {
  return graph
    .ofType(replication)
    .filter((one) => regionText(one) === from)
    .flatMap((one) => one.at("replicationConfiguration", "rules").items())
    .filter((rule) => {
      const filters = rule.at("repositoryFilters").items();
      const takesIn = filters.some((one) => name.startsWith(one.at("filter").text() ?? "\0"));
      return filters.length === 0 || takesIn;
    })
    .flatMap((rule) => rule.at("destinations").items())
    .map((destination) => destination.at("region").text() ?? "");
}
