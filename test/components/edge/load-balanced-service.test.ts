// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";

import {
  listenerPorts,
  serviceIssues,
  subnetAt,
  type LoadBalancedService,
} from "../../../components/edge/load-balanced-service";
import { formatIssue } from "../../../components/shared/issues";

const payments: LoadBalancedService = { name: "payments", tier: 1, port: 443, targetPort: 8443 };
const reports: LoadBalancedService = { name: "reports", tier: 3, port: 8444, targetPort: 8443 };

describe("serviceIssues", () => {
  it("takes services that share a target port", () => {
    expect(serviceIssues([payments, reports])).toEqual([]);
  });

  it("takes no service at all", () => {
    expect(serviceIssues([])).toEqual([]);
  });

  it.each<[string, LoadBalancedService[], string]>([
    [
      "two services on one port",
      [payments, { ...reports, port: 443 }],
      "services[1].port: is that of services[0], got 443; give each service a port of its own",
    ],
    [
      "two services of one name",
      [payments, { ...reports, name: "payments" }],
      'services[1].name: is that of services[0], got "payments"; give each service a name of its own',
    ],
    [
      "a port out of range",
      [{ ...payments, targetPort: 65_536 }],
      "services[0].targetPort: is not a port, got 65536; use a whole number from 1 to 65535",
    ],
  ])("refuses %s", (_, services, message) => {
    expect(serviceIssues(services).map(formatIssue)).toEqual([message]);
  });

  it("is silent exactly when names and ports are distinct and in range", () => {
    const service = fc.record({
      name: fc.constantFrom("a", "b", "c", "d"),
      tier: fc.constantFrom(1 as const, 2 as const, 3 as const),
      port: fc.integer({ min: 0, max: 4 }),
      targetPort: fc.constantFrom(1, 8443, 65_535),
    });
    fc.assert(
      fc.property(fc.array(service, { maxLength: 4 }), (services) => {
        const distinct = (field: "name" | "port") =>
          new Set(services.map((one) => one[field])).size === services.length;
        const sound =
          distinct("name") && distinct("port") && services.every(({ port }) => port > 0);
        expect(serviceIssues(services).length === 0).toBe(sound);
      }),
    );
  });
});

describe("listenerPorts", () => {
  it("lists each port once, in the order of the services", () => {
    expect(listenerPorts([reports, payments, reports])).toEqual([8444, 443]);
  });
});

describe("subnetAt", () => {
  it("finds each zone's subnet", () => {
    expect([0, 1].map((zone) => subnetAt(zone, ["subnet-a", "subnet-b"]))).toEqual([
      "subnet-a",
      "subnet-b",
    ]);
  });

  it("fails when a zone has no subnet", () => {
    expect(() => subnetAt(2, ["subnet-a", "subnet-b"])).toThrow(
      new RangeError("zone 3 has no subnet among 2; give one per zone"),
    );
  });
});
