// SPDX-License-Identifier: Apache-2.0
import type { Service, Topology } from "../../../stacks/topology";
import { serviceRules } from "../../../stacks/topology-rules/services";
import { validateTopology } from "../../../stacks/topology-validation";
import { productionBut } from "../../support/topologies";
import { itHoldsRules, type Mutant } from "../../support/topology-rules";

const service = (topology: Topology, index: number) => {
  const found = topology.services[index];
  if (found === undefined) throw new RangeError(`no service ${index}`);
  return found;
};

const mutants: readonly Mutant[] = [
  [
    "two services have one name",
    (topology) => (service(topology, 2).name = "merchant-portal"),
    'services[2].name: is the same as services[1].name, got "merchant-portal"; name each service once',
  ],
  [
    "two services have one port",
    (topology) => (service(topology, 2).port = 8443),
    "services[2].port: is the same as services[1].port, got 8443; give each service its own port",
  ],
  [
    "a tier 1 service stays at home",
    (topology) => (service(topology, 0).routing = "home"),
    'services[0].routing: must be "failover" or "latency" or "anycast" for tier 1, got "home"; change the routing or the tier',
  ],
  [
    "a tier 3 service fails over",
    (topology) => (service(topology, 2).routing = "failover"),
    'services[2].routing: must be "home" for tier 3, got "failover"; change the routing or the tier',
  ],
  [
    "a tier 2 service is routed by latency",
    (topology) =>
      Object.assign(service(topology, 1), { routing: "latency", multiRegion: "active-active" }),
    'services[1].routing: must be "home" for tier 2, got "latency"; change the routing or the tier',
    'services[1].multiRegion: must be "active-passive" for tier 2, which runs in one region, got "active-active"; leave it out, or make the service tier 1',
  ],
  [
    "payments are routed by latency",
    (topology) => (service(topology, 0).routing = "latency"),
    'services[0].routing: sends clients to both regions at once, and the service isn\'t declared active-active: two regions would write, and the one that lags would take a payment twice, got "latency"; write "failover" or "anycast"',
  ],
  [
    "a service that is declared active-passive is routed by latency",
    (topology) =>
      Object.assign(service(topology, 1), {
        tier: 1,
        routing: "latency",
        multiRegion: "active-passive",
      }),
    'services[1].routing: sends clients to both regions at once, and the service isn\'t declared active-active: two regions would write, and the one that lags would take a payment twice, got "latency"; write "failover" or "anycast"; or declare multiRegion "active-active", if either region may answer alone',
  ],
  [
    "payments are declared active-active",
    (topology) => (service(topology, 0).multiRegion = "active-active"),
    'services[0].multiRegion: must be "active-passive" for payments: the region that does not hold the writer can\'t know what the other one has taken, got "active-active"; leave it out',
  ],
  [
    "payments are not tier 1",
    (topology) => Object.assign(service(topology, 0), { tier: 2, routing: "home" }),
    "services[0].tier: must be 1 for payments: they survive the loss of a region, got 2; write 1",
  ],
  [
    "a public name is too long for a certificate",
    (topology) => (topology.dns.zone = `${"long-label.".repeat(4)}example.com`),
    "services[1].name: makes the public name merchant-portal.long-label.long-label.long-label.long-label.example.com, of 71 characters; a certificate takes 64, got \"merchant-portal\"; shorten the service's name or the zone's",
  ],
  [
    "a protected environment pages nobody",
    (topology) => (topology.paging.endpoints = []),
    "paging.endpoints: must name at least one endpoint in a protected environment, got []; add the HTTPS endpoint of whoever is on call",
  ],
  [
    "an endpoint is named twice",
    (topology) => topology.paging.endpoints.push("https://paging.example.com/production"),
    'paging.endpoints[1]: is the same as paging.endpoints[0], got "https://paging.example.com/production"; name each endpoint once',
  ],
];

describe("serviceRules", () => {
  itHoldsRules(serviceRules, mutants);

  it.each<Partial<Service>>([
    { routing: "anycast" },
    { routing: "anycast", multiRegion: "active-passive" },
    { routing: "failover", multiRegion: "active-passive" },
  ])("take payments with %j", (change) => {
    const topology = productionBut((candidate) => Object.assign(service(candidate, 0), change));
    expect(validateTopology(topology)).toEqual([]);
  });

  it.each<Partial<Service>>([
    { routing: "latency" },
    { routing: "anycast" },
    { routing: "failover" },
  ])("take an active-active service with %j", (change) => {
    const other = { tier: 1, multiRegion: "active-active", ...change };
    const topology = productionBut((candidate) => Object.assign(service(candidate, 1), other));
    expect(validateTopology(topology)).toEqual([]);
  });
});
