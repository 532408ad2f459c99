// SPDX-License-Identifier: Apache-2.0
import { production } from "../../stacks/environments/production";
import type { Region, Topology } from "../../stacks/topology";

/** A copy of production in which the caller breaks one thing; production itself stays whole. */
export function productionBut(change: (topology: Topology) => unknown): Topology {
  const topology: Topology = structuredClone<Topology>(production);
  change(topology);
  return topology;
}

/** The database of {@link productionOnRds}, for tests that break one thing in it. */
export const rdsDatabase = {
  engine: "rds",
  engineVersion: "17.7",
  generation: 1,
  promotion: "takes minutes, and AWS promises no bound",
  storage: { allocated: "100 GiB", maximum: "500 GiB" },
} as const satisfies Topology["database"];

/** Production with the other engine, in which the caller may break one thing. */
export function productionOnRds(change: (topology: Topology) => unknown = () => {}): Topology {
  return productionBut((topology) => {
    topology.database = { ...rdsDatabase, storage: { ...rdsDatabase.storage } };
    change(topology);
  });
}

/** A region of a copy, for tests that break one thing in it. */
export function nth(topology: Topology, index: number): Region {
  const region = topology.regions[index];
  if (region === undefined) throw new RangeError(`the topology has no region ${index}`);
  return region;
}

/** A region that is nobody's standby, as a team would add it to production. */
export function thirdRegion(): Region {
  return {
    ...structuredClone(nth(production, 1)),
    name: "eu-central-1",
    peer: "eu-west-1",
    cidr: "10.3.0.0/16",
    podCidr: "100.68.0.0/16",
    serviceCidr: "172.24.0.0/16",
    availabilityZones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
  };
}

/** Production with {@link thirdRegion}. */
export function productionWithThirdRegion(): Topology {
  return productionBut((topology) => topology.regions.push(thirdRegion()));
}

/** Production with transit gateways, three regions, and another architecture in the standby. */
export function byTransitGateways(): Topology {
  return productionBut((topology) => {
    topology.interconnect = "transit-gateway";
    topology.regions.push(thirdRegion());
    nth(topology, 1).nodes.architecture = "x86_64";
  });
}

/** Production with a service for every way to a region; payments and prices both by anycast. */
export function productionWithEveryRouting(): Topology {
  const activeActive = { tier: 1, multiRegion: "active-active", targetPort: 8443 } as const;
  return productionBut((topology) => {
    topology.services = [
      { name: "payments", tier: 1, routing: "anycast", port: 443, targetPort: 8443 },
      { name: "ledger", tier: 1, routing: "failover", port: 8443, targetPort: 8443 },
      { name: "status", routing: "latency", port: 8444, ...activeActive },
      { name: "prices", routing: "anycast", port: 8445, ...activeActive },
      { name: "reports", tier: 3, routing: "home", port: 9443, targetPort: 8443 },
    ];
  });
}

/** A copy of any value with another one at a path such as `regions[1].cidr`; typed as unchecked. */
export function withValueAt(base: unknown, path: string, value: unknown): unknown {
  const copy: unknown = structuredClone(base);
  const steps = path.match(/[^.[\]]+/g) ?? [];
  const last = steps.at(-1);
  const parent = steps
    .slice(0, -1)
    .reduce<unknown>((inside, step) => Reflect.get(inside as object, step), copy);
  if (last === undefined) return value;
  Reflect.set(parent as object, last, value);
  return copy;
}

/** A copy of any value without the property or list element at a path. */
export function withoutValueAt(base: unknown, path: string): unknown {
  const copy: unknown = structuredClone(base);
  const steps = path.match(/[^.[\]]+/g) ?? [];
  const parent = steps
    .slice(0, -1)
    .reduce<unknown>((inside, step) => Reflect.get(inside as object, step), copy);
  const last = steps.at(-1) ?? "";
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else Reflect.deleteProperty(parent as object, last);
  return copy;
}

/** Paths of every property and list element inside a value: `regions`, `regions[0].name`. */
export function pathsInside(value: unknown, prefix = ""): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) => {
    const path = Array.isArray(value)
      ? `${prefix}[${key}]`
      : prefix === ""
        ? key
        : `${prefix}.${key}`;
    return [path, ...pathsInside(inside, path)];
  });
}
