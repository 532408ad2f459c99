// SPDX-License-Identifier: Apache-2.0

/** Public name of a service, the same whichever region answers: `payments.example.com`. */
export function publicName(service: string, zone: string): string {
  return `${service}.${zone}`;
}

/** Name of a service in one region, whichever region is active: `payments.eu-west-1.example.com`. */
export function regionalName(service: string, region: string, zone: string): string {
  return `${service}.${region}.${zone}`;
}

/**
 * Name of the records that choose a region for a service, behind its public name:
 * `payments.failover.example.com`. Each way of choosing has a name of its own, since records of two
 * ways can't share one.
 */
export function routedName(service: string, routing: "failover" | "latency", zone: string): string {
  return `${service}.${routing}.${zone}`;
}
