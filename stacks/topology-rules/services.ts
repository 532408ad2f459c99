// SPDX-License-Identifier: Apache-2.0
import { isActiveActive, type Service, type Topology } from "../topology";
import { repeated, type Rule } from "./rule";

/**
 * Most characters of a certificate's first name, which becomes its common name.
 *
 * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
 */
const longestCertificateName = 64;

/** How each tier may be routed: two regions need a way to choose, one region has nowhere to go. */
const routingsOf: Readonly<Record<Service["tier"], readonly Service["routing"][]>> = {
  1: ["failover", "latency", "anycast"],
  2: ["home"],
  3: ["home"],
};

/** The service that the platform is built for, known by its name. */
const isPayments = ({ name }: Service): boolean => name === "payments";

const pathsOf = <K extends keyof Service>(services: readonly Service[], key: K) =>
  services.map((service, index) => [`services[${index}].${key}`, service[key]] as const);

/** A service's name is its public name and the name of everything built for it. */
const serviceNamesDiffer: Rule = {
  reads: ["services[].name"],
  check: ({ services }) => repeated(pathsOf(services, "name"), "name each service once"),
};

/** Services share a load balancer, and its listener is found by port alone. */
const servicePortsDiffer: Rule = {
  reads: ["services[].port"],
  check: ({ services }) => repeated(pathsOf(services, "port"), "give each service its own port"),
};

/** Routing follows from where a tier runs; another pair would send traffic where nothing is. */
const routingFitsTheTier: Rule = {
  reads: ["services[].tier", "services[].routing"],
  check: ({ services }) =>
    services.flatMap(({ tier, routing }, index) =>
      routingsOf[tier].includes(routing)
        ? []
        : [
            {
              path: `services[${index}].routing`,
              problem: `must be ${routingsOf[tier].map((one) => `"${one}"`).join(" or ")} for tier ${tier}`,
              got: routing,
              fix: "change the routing or the tier",
            },
          ],
    ),
};

/** DNS by latency sends each client to the region that is near it: both take writes at once. */
const latencyIsForActiveActive: Rule = {
  reads: ["services[].name", "services[].routing", "services[].multiRegion"],
  check: ({ services }) =>
    services.flatMap((service, index) =>
      service.routing === "latency" && !isActiveActive(service)
        ? [
            {
              path: `services[${index}].routing`,
              problem:
                "sends clients to both regions at once, and the service isn't declared active-active: two regions would write, and the one that lags would take a payment twice",
              got: service.routing,
              fix: `write "failover" or "anycast"${isPayments(service) ? "" : '; or declare multiRegion "active-active", if either region may answer alone'}`,
            },
          ]
        : [],
    ),
};

/** A service of one region can't be active in two. */
const activeActiveIsTierOne: Rule = {
  reads: ["services[].tier", "services[].multiRegion"],
  check: ({ services }) =>
    services.flatMap((service, index) =>
      isActiveActive(service) && service.tier !== 1
        ? [
            {
              path: `services[${index}].multiRegion`,
              problem: `must be "active-passive" for tier ${service.tier}, which runs in one region`,
              got: service.multiRegion,
              fix: "leave it out, or make the service tier 1",
            },
          ]
        : [],
    ),
};

/** There is one writer of payments, whoever declares what. */
const paymentsHaveOneWriter: Rule = {
  reads: ["services[].name", "services[].multiRegion"],
  check: ({ services }) =>
    services.flatMap((service, index) =>
      isPayments(service) && isActiveActive(service)
        ? [
            {
              path: `services[${index}].multiRegion`,
              problem:
                'must be "active-passive" for payments: the region that does not hold the writer can\'t know what the other one has taken',
              got: service.multiRegion,
              fix: "leave it out",
            },
          ]
        : [],
    ),
};

/** Payments are what the second region is paid for. */
const paymentsAreTierOne: Rule = {
  reads: ["services[].name", "services[].tier"],
  check: ({ services }) =>
    services.flatMap((service, index) =>
      isPayments(service) && service.tier !== 1
        ? [
            {
              path: `services[${index}].tier`,
              problem: "must be 1 for payments: they survive the loss of a region",
              got: service.tier,
              fix: "write 1",
            },
          ]
        : [],
    ),
};

/** A certificate for a longer name is refused, in every region. */
const publicNamesFitACertificate: Rule = {
  reads: ["services[].name", "dns.zone"],
  check: ({ services, dns }) =>
    services
      .map(({ name }, index) => ({ index, name, full: `${name}.${dns.zone}` }))
      .filter(({ full }) => full.length > longestCertificateName)
      .map(({ index, name, full }) => ({
        path: `services[${index}].name`,
        problem: `makes the public name ${full}, of ${full.length} characters; a certificate takes ${longestCertificateName}`,
        got: name,
        fix: "shorten the service's name or the zone's",
      })),
};

/** A tier 1 alarm that reaches nobody is found by the customers. */
const protectedEnvironmentsPageSomebody: Rule = {
  reads: ["protect", "paging.endpoints"],
  check: ({ protect, paging }: Topology) =>
    protect && paging.endpoints.length === 0
      ? [
          {
            path: "paging.endpoints",
            problem: "must name at least one endpoint in a protected environment",
            got: paging.endpoints,
            fix: "add the HTTPS endpoint of whoever is on call",
          },
        ]
      : [],
};

/** One endpoint subscribed twice pages twice. */
const pagingEndpointsDiffer: Rule = {
  reads: ["paging.endpoints"],
  check: ({ paging }) =>
    repeated(
      paging.endpoints.map((endpoint, index) => [`paging.endpoints[${index}]`, endpoint] as const),
      "name each endpoint once",
    ),
};

export const serviceRules: readonly Rule[] = [
  serviceNamesDiffer,
  servicePortsDiffer,
  routingFitsTheTier,
  latencyIsForActiveActive,
  activeActiveIsTierOne,
  paymentsHaveOneWriter,
  paymentsAreTierOne,
  publicNamesFitACertificate,
  protectedEnvironmentsPageSomebody,
  pagingEndpointsDiffer,
];
