// SPDX-License-Identifier: Apache-2.0
import type { Topology } from "../../../stacks/topology";
import { serviceRules } from "../../../stacks/topology-rules/services";
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
    'services[0].routing: must be "failover" for tier 1, got "home"; change the routing or the tier',
  ],
  [
    "a tier 3 service fails over",
    (topology) => (service(topology, 2).routing = "failover"),
    'services[2].routing: must be "home" for tier 3, got "failover"; change the routing or the tier',
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
});
