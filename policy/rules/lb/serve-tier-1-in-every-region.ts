// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import type { Graph } from "../../lib/graph";
import { recordType } from "../../lib/health-checks";
import { regionText } from "../../lib/parity";
import { grouped, Referrers } from "../../lib/referrers";
import { environmentRule } from "../../lib/rule";
import {
  isPublic,
  loadBalancerType,
  Serving,
  tagSettings,
  targetGroupType,
  targetsOfTier,
} from "../../lib/services";

const cluster = "aws:eks/cluster:Cluster";

export const serveTier1InEveryRegion = environmentRule({
  id: "serve-tier-1-in-every-region",
  requirement:
    "Every tier-1 service has a TLS listener in each region that has a cluster, two at least, and a record that leads there.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "A service that depends on one region fails with it, and a standby without listener or record has to be built while the region is down.",
  sources: [
    "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_fault_isolation_multiaz_region_system.html",
    "https://docs.aws.amazon.com/whitepapers/latest/disaster-recovery-workloads-on-aws/disaster-recovery-options-in-the-cloud.html",
  ],
  frameworks: [wellArchitected("REL13-BP02"), wellArchitected("REL10-BP01")],
  fix: "Add the service's target group, TLS listener and record in the region that lacks them.",
  settings: tagSettings,
  types: [targetGroupType],
  check(graph, { config, each, violation }) {
    const clusters = new Set(graph.ofType(cluster).map(regionText));
    const serving = new Serving(graph, config);
    const targets = targetsOfTier(graph, "1", config);
    const served = targets.flatMap((one) => serving.placesOf(one));
    const records = recordsOf(graph);
    each([...grouped(served, ({ service }) => service)], ([service, places]) => {
      const [place] = places;
      if (place === undefined) return;
      const safe = places.filter(({ listener }) =>
        ["TLS", "HTTPS"].includes(listener.at("protocol").text() ?? ""),
      );
      const regions = new Set(safe.map(({ region }) => region));
      const missing = [...clusters].filter((region) => !regions.has(region)).sort();
      if (missing.length > 0) {
        violation(place.targets, `${service} has no TLS listener in ${missing.join(", ")}`);
      } else if (regions.size < 2) {
        violation(place.targets, `${service} has TLS listeners in ${regions.size} region`);
      }
      each(places, ({ balancer, region, targets: one }) => {
        if (!isPublic(balancer) || records.of(balancer).length > 0) return;
        // Records name it so, and can't be found by a name that is not known.
        balancer.at("dnsName").text();
        violation(one, `no record leads to ${service} in ${region}`);
      });
    });
    each(targets, (one) => {
      if (serving.placesOf(one).length === 0) violation(one, "no listener forwards to it");
    });
  },
});

function recordsOf(graph: Graph): Referrers {
  const records = graph.ofType(recordType).filter((one) => one.at("aliases").isGiven);
  return new Referrers(graph, records, (one) => one.at("aliases", 0, "name"), loadBalancerType);
}
