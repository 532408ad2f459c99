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
  readonly region: string;
  readonly targets: Resource;
  readonly listener: Resource;
  readonly balancer: Resource;
}

/** Target groups of a tier. @throws Undecidable */
export function targetsOfTier(graph: Graph, tier: string, { tierTag }: TagNames): Resource[] {
  return graph.ofType(targetGroupType).filter((one) => one.tag(tierTag).text() === tier);
}

/** Where services are served: which listeners forward to a target group, at which load balancer. */
export class Serving {
  private readonly listeners: Referrers;

  constructor(
    private readonly graph: Graph,
    private readonly tags: TagNames,
  ) {
    const at = (listener: Resource) => listener.at("defaultActions", 0, "targetGroupArn");
    this.listeners = new Referrers(graph, graph.ofType(listenerType), at, targetGroupType);
  }

  /** @throws Undecidable */
  placesOf(targets: Resource): Served[] {
    return this.listeners.of(targets).flatMap((listener) =>
      this.graph.referents(listener.at("loadBalancerArn"), loadBalancerType).map((balancer) => ({
        service: targets.tag(this.tags.serviceTag).text() ?? "",
        region: targets.region.text() ?? "",
        targets,
        listener,
        balancer,
      })),
    );
  }
}

/** Whether the internet reaches a load balancer. @throws Undecidable */
export function isPublic(balancer: Resource): boolean {
  return balancer.at("internal").flag() !== true;
}
