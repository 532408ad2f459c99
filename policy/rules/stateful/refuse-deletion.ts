// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import type { Resource } from "../../lib/graph";
import { guardSettings, isGuarded } from "../../lib/guarded";
import { resourceRule } from "../../lib/rule";

/** The property by which AWS itself refuses to delete. */
const protections: Readonly<Record<string, string>> = {
  "aws:dynamodb/table:Table": "deletionProtectionEnabled",
  "aws:eks/cluster:Cluster": "deletionProtection",
  "aws:lb/loadBalancer:LoadBalancer": "enableDeletionProtection",
  "aws:rds/cluster:Cluster": "deletionProtection",
  "aws:rds/globalCluster:GlobalCluster": "deletionProtection",
  "aws:rds/instance:Instance": "deletionProtection",
};

export const refuseDeletion = resourceRule({
  id: "refuse-deletion",
  requirement:
    "AWS refuses to delete databases, tables with their copies, clusters and load balancers.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "Pulumi's own protection ends where Pulumi does: the console, a script or a second program may delete what has no deletion protection, and a load balancer's fixed name goes with it.",
  sources: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html",
  ],
  frameworks: [wellArchitected("REL09-BP01"), wellArchitected("REL13-BP02")],
  fix: "Set deletionProtection (enableDeletionProtection of a load balancer, deletionProtectionEnabled of a table and of each replica) to true.",
  settings: guardSettings,
  types: Object.keys(protections),
  check(resource, { config, each, violation }) {
    const places = [
      resource.at(propertyOf(resource)),
      ...resource
        .at("replicas")
        .items()
        .map((copy) => copy.at("deletionProtectionEnabled")),
    ];
    each(places, (place) => {
      if (place.flag() === true) return;
      if (isGuarded(resource, config)) violation(resource, found(place));
    });
  },
  remedy(resource, config) {
    const property = propertyOf(resource);
    const value = resource.at(property);
    if (!value.isKnown || value.flag() === true) return undefined;
    if (!resource.tag(config.environmentTag).isKnown) return undefined;
    return isGuarded(resource, config) ? { [property]: true } : undefined;
  },
});

function propertyOf(resource: Resource): string {
  return protections[resource.type] ?? "deletionProtection";
}
