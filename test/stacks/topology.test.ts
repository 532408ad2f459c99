// SPDX-License-Identifier: Apache-2.0
import { production } from "../../stacks/environments/production";
import {
  isZoneDelegated,
  publicName,
  regionOf,
  regionsOf,
  scopeName,
  scopesOf,
  servicesIn,
  stackName,
  watchedBy,
  type Topology,
} from "../../stacks/topology";
import {
  productionBut,
  productionOnRds,
  productionWithThirdRegion,
  rdsDatabase,
} from "../support/topologies";

const fromEurope = productionBut((topology) => (topology.foundingRegion = "eu-west-1"));
const names = (topology: Topology) => scopesOf(topology).map(scopeName);

describe("scopesOf", () => {
  it("gives the stacks in the order in which they are brought up", () => {
    expect(names(production)).toEqual([
      "base",
      "us-east-1",
      "eu-west-1",
      "us-east-1-delivery",
      "eu-west-1-delivery",
      "global",
    ]);
  });

  it("begins with the founding region, wherever it stands in the list", () => {
    expect(names(fromEurope).slice(0, 3)).toEqual(["base", "eu-west-1", "us-east-1"]);
  });

  it("begins with the region whose database the others copy, where that has moved", () => {
    const moved = productionOnRds((topology) => {
      topology.database = { ...rdsDatabase, sourceRegion: "eu-west-1" };
    });
    expect(names(moved).slice(0, 3)).toEqual(["base", "eu-west-1", "us-east-1"]);
  });

  it("does not depend on which region is active", () => {
    const failedOver = productionBut((topology) => (topology.activeRegion = "eu-west-1"));
    expect(scopesOf(failedOver)).toEqual(scopesOf(production));
  });

  it("gives a third region two stacks of its own", () => {
    expect(names(productionWithThirdRegion())).toEqual(
      expect.arrayContaining(["eu-central-1", "eu-central-1-delivery"]),
    );
  });
});

describe("stackName", () => {
  it("is the environment and the scope", () => {
    expect(scopesOf(production).map((scope) => stackName(production, scope))).toEqual(
      names(production).map((name) => `production-${name}`),
    );
  });
});

describe("regionOf", () => {
  it("gives the region of that name", () => {
    expect(regionOf(production, "eu-west-1").cidr).toBe("10.2.0.0/16");
  });

  it("fails when there is none", () => {
    expect(() => regionOf(production, "eu-west-3")).toThrow(
      new RangeError('the topology has no region "eu-west-3"'),
    );
  });
});

describe("servicesIn", () => {
  it.each([
    ["us-east-1", ["payments", "merchant-portal", "reports"]],
    ["eu-west-1", ["payments"]],
    ["eu-central-1", []],
  ])("of %s are %j", (region, services) => {
    const found = servicesIn(productionWithThirdRegion(), region);
    expect(found.map(({ name }) => name)).toEqual(services);
  });
});

describe("regionsOf", () => {
  it("is the founding region and its peer for tier 1, and home for the rest", () => {
    expect(fromEurope.services.map((service) => regionsOf(fromEurope, service))).toEqual([
      ["eu-west-1", "us-east-1"],
      ["eu-west-1"],
      ["eu-west-1"],
    ]);
  });
});

describe("publicName", () => {
  it("is the service's name in the public zone", () => {
    expect(production.services.map((service) => publicName(production, service))).toEqual([
      "payments.pay.example.com",
      "merchant-portal.pay.example.com",
      "reports.pay.example.com",
    ]);
  });
});

describe("isZoneDelegated", () => {
  it.each<[Topology["dns"]["hostedZone"], boolean]>([
    [{ source: "adopt" }, true],
    [{ source: "create", delegated: false }, false],
    [{ source: "create", delegated: true }, true],
  ])("for %j is %s", (hostedZone, expected) => {
    const topology = productionBut((copy) => (copy.dns.hostedZone = hostedZone));
    expect(isZoneDelegated(topology)).toBe(expected);
  });
});

describe("watchedBy", () => {
  it.each([
    ["us-east-1", ["eu-west-1"]],
    ["eu-west-1", ["us-east-1", "eu-central-1"]],
    ["eu-central-1", []],
  ])("%s are the regions whose peer it is: %j", (region, expected) => {
    expect(watchedBy(productionWithThirdRegion(), region)).toEqual(expected);
  });
});
