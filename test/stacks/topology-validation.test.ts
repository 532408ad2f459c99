// SPDX-License-Identifier: Apache-2.0
import { formatIssue, formatIssues } from "../../components/shared/issues";
import { environments } from "../../stacks/environments";
import { production } from "../../stacks/environments/production";
import { parseTopology, validateTopology } from "../../stacks/topology-validation";
import {
  nth,
  productionBut,
  productionWithThirdRegion,
  withoutValueAt,
  withValueAt,
} from "../support/topologies";

const textsOf = (candidate: unknown) => validateTopology(candidate).map(formatIssue);

describe("parseTopology", () => {
  it.each(Object.keys(environments))("accepts %s", (name) => {
    expect(parseTopology(environments[name])).toEqual({ ok: true, topology: environments[name] });
  });

  it("accepts production with a third region", () => {
    expect(textsOf(productionWithThirdRegion())).toEqual([]);
  });

  it("accepts production after a failover", () => {
    expect(textsOf(productionBut((topology) => (topology.activeRegion = "eu-west-1")))).toEqual([]);
  });

  it("accepts production founded in eu-west-1", () => {
    expect(textsOf(productionBut((topology) => (topology.foundingRegion = "eu-west-1")))).toEqual(
      [],
    );
  });

  it.each<[string, unknown, string]>([
    ["no value at all", undefined, "topology: is missing; add it; it must be an object"],
    ["a list", [], "topology: must be an object, got []; write a value of that form"],
    ["a big integer", 1n, 'topology: must be an object, got "1n"; write a value of that form'],
  ])("refuses %s", (_, candidate, text) => {
    expect(textsOf(candidate)).toEqual([text]);
  });
});

describe("validateTopology, on structure", () => {
  it.each<[string, unknown, string]>([
    [
      "environment",
      "Production",
      'environment: must be 2 to 16 of a-z and 0-9, got "Production"; write a value of that form',
    ],
    [
      "accountId",
      "1111",
      'accountId: must be the 12 digits of an AWS account, got "1111"; write a value of that form',
    ],
    [
      "accountId",
      111122223333,
      "accountId: must be a text, got 111122223333; write a value of that form",
    ],
    ["protect", "yes", 'protect: must be true or false, got "yes"; write a value of that form'],
    [
      "foundingRegion",
      "us_east_1",
      'foundingRegion: must be the name of an AWS region, such as eu-west-1, got "us_east_1"; write a value of that form',
    ],
    [
      "dns.hostedZone.source",
      "buy",
      'dns.hostedZone.source: must be "adopt" or "create", got "buy"; write a value of that form',
    ],
    [
      "services[0].tier",
      4,
      "services[0].tier: must be 1 or 2 or 3, got 4; write a value of that form",
    ],
    [
      "services[1].routing",
      "weighted",
      'services[1].routing: must be "failover" or "latency" or "anycast" or "home", got "weighted"; write a value of that form',
    ],
    [
      "services[1].port",
      0,
      "services[1].port: must be 1 or more, got 0; write a value of that form",
    ],
    [
      "services[1].port",
      65_536,
      "services[1].port: must be 65535 or less, got 65536; write a value of that form",
    ],
    [
      "services",
      [],
      "services: must list at least one service, got []; write a value of that form",
    ],
    [
      "recovery.timeObjective",
      "5 min",
      'recovery.timeObjective: must be a whole number and a unit, such as "30 seconds", got "5 min"; write a value of that form',
    ],
    [
      "database.engine",
      "postgres",
      'database.engine: must be "aurora-global" or "rds", got "postgres"; write a value of that form',
    ],
    [
      "paging.endpoints[0]",
      "http://paging.example.com",
      'paging.endpoints[0]: must be an address that begins with https://, got "http://paging.example.com"; write a value of that form',
    ],
    [
      "regions[1].nodes.minimum",
      2.5,
      "regions[1].nodes.minimum: must be a whole number, got 2.5; write a value of that form",
    ],
    [
      "regions[1].cache.nodes",
      1,
      "regions[1].cache.nodes: must be 2 or more, got 1; write a value of that form",
    ],
    [
      "regions[1].nodes.instanceTypes.arm64",
      ["large"],
      'regions[1].nodes.instanceTypes.arm64[0]: must be an instance type, such as m7g.large, got "large"; write a value of that form',
    ],
    [
      "regions[0].clusterApi",
      { access: "public", allowedCidrs: [] },
      "regions[0].clusterApi.allowedCidrs: must list at least one range, got []; write a value of that form",
    ],
    [
      "regions[1].clusterAPI",
      { access: "private" },
      'regions[1].clusterAPI: is not a property that exists here, got {"access":"private"}; correct its spelling, or remove it',
    ],
  ])("finds what is wrong when %s is %j", (path, value, text) => {
    expect(textsOf(withValueAt(production, path, value))).toEqual([text]);
  });

  it.each([
    ["regions[1].cidr", "regions[1].cidr: is missing; add it; it must be a text"],
    ["recovery", "recovery: is missing; add it; it must be an object"],
    ["regions[0].clusterApi", "regions[0].clusterApi: is missing; add it; it must be an object"],
    ["services[2].tier", "services[2].tier: is missing; add it; it must be 1 or 2 or 3"],
  ])("finds that %s is missing", (path, text) => {
    expect(textsOf(withoutValueAt(production, path))).toEqual([text]);
  });

  it("finds that a list is too short, and shows it", () => {
    expect(textsOf(withoutValueAt(production, "regions[0].availabilityZones[2]"))).toEqual([
      'regions[0].availabilityZones: must name exactly 3 availability zones, got ["us-east-1a","us-east-1b"]; write a value of that form',
    ]);
  });
});

describe("validateTopology, all at once", () => {
  it("lists every problem in one answer: of structure, then of meaning", () => {
    const candidate = productionBut((topology) => {
      topology.accountId = "prod";
      nth(topology, 0).nodes.instanceTypes.arm64 = [];
      nth(topology, 1).cidr = "10.1.128.0/17";
      nth(topology, 1).database.instances = 2;
      topology.recovery.budget.promotion = "10 minutes";
    });
    expect(formatIssues("wrong", validateTopology(candidate))).toBe(
      [
        "wrong",
        '  - accountId: must be the 12 digits of an AWS account, got "prod"; write a value of that form',
        "  - regions[0].nodes.instanceTypes.arm64: must name at least one instance type, got []; write a value of that form",
        '  - regions[1].cidr: overlaps regions[0].cidr (10.1.0.0/16), got "10.1.128.0/17"; choose a disjoint block',
        "  - regions[1].database.instances: must equal regions[0].database.instances (3): either region carries the full load, got 2; give both regions the same count; instance types may differ",
        "  - regions[1].database.instances: must be 3 or more in a protected environment: a writer and two readers, got 2; write at least 3",
        '  - recovery.budget: adds up to 660 seconds (detection + decision + seal + the longer of promotion and dns), over the objective of 300, got {"detection":"40 seconds","decision":"15 seconds","seal":"5 seconds","promotion":"10 minutes","dns":"90 seconds"}; shorten a step, or promise a longer time',
      ].join("\n"),
    );
  });

  it("still finds an overlap beside a property that does not exist", () => {
    const candidate = withValueAt(
      withValueAt(production, "regions[1].cidr", "10.1.0.0/16"),
      "regions[0].colour",
      "red",
    );
    expect(textsOf(candidate)).toHaveLength(2);
  });
});
