// SPDX-License-Identifier: Apache-2.0
import type { Graph, Resource } from "./graph";
import { Referrers } from "./referrers";
import type { Configured } from "./rule";

export const targetGroupType = "aws:lb/targetGroup:TargetGroup";
export const listenerType = "aws:lb/listener:Listener";
export const loadBalancerType = "aws:lb/loadBalancer:LoadBalancer";

/** Names of the tags by which a target group says whose it is, and how much depends on it. */
export const tagSettings = {
  serviceTag: { description: "Tag that names a target group's service", default: "Service" },
  tierTag: { description: "Tag that says a service's tier: 1, 2 or 3", default: "Tier" },
} as const;
type TagNames = Configured<typeof tagSettings>;

/** A service, in one region, at one load balancer. */
export interface Served {
  readonly service: string;
  readonly tier: string;
  readonly region: string;
  readonly targets: Resource;
  readonly listener: Resource;
  readonly balancer: Resource;
}

/** Target groups of a tier. @throws Undecidable */
export function targetsOfTier(graph: Graph, tier: string, { tierTag }: TagNames): Resource[] {
  return graph.ofType(targetGroupType).filter((one) => one.tag(tierTag).text() === tier);
}

/** The services that listeners forward to, with their load balancers. @throws Undecidable */
export function servedBy(graph: Graph, targets: readonly Resource[], tags: TagNames): Served[] {
  const at = (listener: Resource) => listener.at("defaultActions", 0, "targetGroupArn");
  const listeners = new Referrers(graph, graph.ofType(listenerType), at, targetGroupType);
  return targets.flatMap((one) =>
    listeners.of(one).flatMap((listener) =>
      graph.referents(listener.at("loadBalancerArn"), loadBalancerType).map((balancer) => ({
        service: one.tag(tags.serviceTag).text() ?? "",
        tier: one.tag(tags.tierTag).text() ?? "",
        region: one.region.text() ?? "",
        targets: one,
        listener,
        balancer,
      })),
    ),
  );
}

/** Whether the internet reaches a load balancer. @throws Undecidable */
export function isPublic(balancer: Resource): boolean {
  return balancer.at("internal").flag() !== true;
}
