// SPDX-License-Identifier: Apache-2.0
import type { Issue } from "../shared/issues";
import type { Tier } from "../shared/tier";

/** A service behind a load balancer. Plain: it decides which listeners and rules there are. */
export interface LoadBalancedService {
  /** Name of the service. */
  readonly name: string;
  /** How much it matters. */
  readonly tier: Tier;
  /** Port of its TLS listener, one service each. */
  readonly port: number;
  /** Port on which its pods accept connections. */
  readonly targetPort: number;
}

/**
 * Listeners of a load balancer that listens on one port for one service. There may be none: a
 * region that is nobody's standby has its doors before it has a service.
 */
export function serviceIssues(services: readonly LoadBalancedService[]): Issue[] {
  const issues: Issue[] = [];
  services.forEach((service, index) => {
    for (const field of ["port", "targetPort"] as const) {
      if (!isPort(service[field])) {
        issues.push({
          path: `services[${index}].${field}`,
          problem: "is not a port",
          got: service[field],
          fix: "use a whole number from 1 to 65535",
        });
      }
    }
    for (const field of ["name", "port"] as const) {
      const first = services.findIndex((other) => other[field] === service[field]);
      if (first < index) {
        issues.push({
          path: `services[${index}].${field}`,
          problem: `is that of services[${first}]`,
          got: service[field],
          fix: `give each service a ${field} of its own`,
        });
      }
    }
  });
  return issues;
}

/** Each listener port once, in the order of the services. */
export function listenerPorts(services: readonly LoadBalancedService[]): number[] {
  return [...new Set(services.map(({ port }) => port))];
}

/**
 * The subnet of a zone, from a list in the order of the zones.
 *
 * @throws RangeError when there are fewer subnets than zones
 */
export function subnetAt(zoneIndex: number, subnetIds: readonly string[]): string {
  const id = subnetIds[zoneIndex];
  if (id === undefined) {
    throw new RangeError(
      `zone ${zoneIndex + 1} has no subnet among ${subnetIds.length}; give one per zone`,
    );
  }
  return id;
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}
