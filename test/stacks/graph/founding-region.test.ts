// SPDX-License-Identifier: Apache-2.0
import { production } from "../../../stacks/environments/production";
import { scopeName, scopesOf, type Topology } from "../../../stacks/topology";
import { validateTopology } from "../../../stacks/topology-validation";
import { finder, label, resourcesOf, stackOf, textsIn } from "../../support/graph";
import { all, only } from "../../support/mocks";
import { platform, platformTimeout, runStack, type StackGraph } from "../../support/platform";
import { productionBut, productionWithThirdRegion } from "../../support/topologies";

const foundedIn: Record<string, Topology> = {
  "us-east-1": production,
  "eu-west-1": { ...production, foundingRegion: "eu-west-1", activeRegion: "eu-west-1" },
};

const clusterType = "aws:rds/cluster:Cluster";
const recordType = "aws:route53/record:Record";

describe.each([
  ["us-east-1", "eu-west-1"],
  ["eu-west-1", "us-east-1"],
])("an environment founded in %s", (founding, peer) => {
  let stacks: readonly StackGraph[];
  beforeAll(async () => {
    const topology = foundedIn[founding];
    if (topology === undefined) throw new RangeError(founding);
    expect(validateTopology(topology)).toEqual([]);
    stacks = await platform(topology);
  }, platformTimeout);

  const clusterIn = (region: string) => only(stackOf(stacks, region).resources, clusterType).inputs;

  it("brings its founding region up first", () => {
    expect(stacks.map(({ scope }) => scope)).toEqual([
      "base",
      founding,
      peer,
      `${founding}-delivery`,
      `${peer}-delivery`,
      "global",
    ]);
  });

  it("founds the database there, and lets the peer join it", () => {
    expect(clusterIn(founding)).toMatchObject({
      databaseName: "payments",
      masterUsername: "payments",
      masterPasswordWoVersion: 1,
    });
    expect(clusterIn(founding)).not.toHaveProperty("sourceRegion");
    expect(clusterIn(peer)).toMatchObject({ sourceRegion: founding });
    for (const name of ["databaseName", "masterUsername", "masterPasswordWo"]) {
      expect(clusterIn(peer)).not.toHaveProperty(name);
    }
  });

  it("answers with the founding region until the latch is thrown, then with the peer", () => {
    const find = finder(stacks);
    const records = all(stackOf(stacks, "global").resources, recordType).filter(
      ({ inputs }) => inputs.failoverRoutingPolicies !== undefined,
    );
    const told = records.map(({ inputs }) => [
      inputs.failoverRoutingPolicies,
      inputs.setIdentifier,
      find(inputs.healthCheckId)?.name,
    ]);
    expect(told).toHaveLength(2);
    expect(told).toContainEqual([[{ type: "PRIMARY" }], founding, "payments-latch-either"]);
    expect(told).toContainEqual([[{ type: "SECONDARY" }], peer, undefined]);
  });

  it.each([
    { side: "primary", watched: founding, keeper: peer, inverted: false },
    { side: "secondary", watched: peer, keeper: founding, inverted: true },
  ])("keeps the latch of $watched in $keeper", ({ side, watched, keeper, inverted }) => {
    const { inputs } = only(
      stackOf(stacks, "global").resources,
      "aws:route53/healthCheck:HealthCheck",
      `payments-latch-${side}`,
    );
    const latch = stackOf(stacks, keeper).resources.find(
      ({ inputs: { name } }) => name === inputs.cloudwatchAlarmName,
    );
    expect(inputs).toMatchObject({ cloudwatchAlarmRegion: keeper, invertHealthcheck: inverted });
    expect(latch?.inputs).toMatchObject({
      metricName: "RegionRetired",
      dimensions: { Region: watched },
    });
  });

  it("issues each region's certificate in that region, and uses it there", () => {
    const find = finder(stacks);
    for (const region of [founding, peer]) {
      const listeners = all(stackOf(stacks, region).resources, "aws:lb/listener:Listener");
      const certificates = listeners.map(({ inputs }) => find(inputs.certificateArn));
      expect(
        new Set(certificates.map((found) => found && `${found.name} ${found.region}`)),
      ).toEqual(new Set([`payments-certificates-certificate-${region} ${region}`]));
    }
  });

  it("keeps what there is one of, the validation records included, in the founding region", () => {
    const base = stackOf(stacks, "base").resources;
    const single = [
      recordType,
      "aws:rds/globalCluster:GlobalCluster",
      "aws:ecr/replicationConfiguration:ReplicationConfiguration",
      "aws:iam/role:Role",
    ];
    const found = base.filter(({ type }) => single.includes(type));
    expect(found.length).toBeGreaterThan(6);
    expect(new Set(found.map(({ region }) => region))).toEqual(new Set([founding]));
  });

  it("runs tiers 2 and 3 there alone", () => {
    const listeners = (region: string) =>
      all(stackOf(stacks, region).resources, "aws:lb/listener:Listener").length;
    expect([listeners(founding), listeners(peer)]).toEqual([6, 2]);
  });
});

describe("the founding region", () => {
  it(
    "leaves the same graph behind, with the two regions in each other's place",
    async () => {
      const counts = async (founding: string) => {
        const stacks = await platform(foundedIn[founding] ?? production);
        const regional = stackOf(stacks, founding).resources;
        const alike = (name: string) =>
          name.replaceAll(founding, "here").replace(/-from-(\d+-){5}/, "-from-peer-");
        return regional.map(({ type, name }) => `${type} ${alike(name)}`).sort();
      };
      const [us, eu] = [await counts("us-east-1"), await counts("eu-west-1")];
      const latchOf = /payments-latch-/;
      // eu-west-1 holds a replica of the journal and so its alarms; the latches name the other region.
      const own = (names: string[]) =>
        names.filter((name) => !/payments-alarms-journal/.test(name) && !latchOf.test(name));
      expect(own(eu)).toEqual(own(us));
      expect(us.filter((name) => latchOf.test(name))).toHaveLength(2);
    },
    platformTimeout,
  );
});

describe("a third region", () => {
  const topology = productionWithThirdRegion();
  const third = "eu-central-1";
  let stacks: readonly StackGraph[];
  let before: readonly StackGraph[];
  beforeAll(async () => {
    stacks = await platform(topology);
    before = await platform(production);
  }, platformTimeout);

  it("gets stacks of its own by its line in the topology", () => {
    expect(scopesOf(topology).map(scopeName)).toEqual([
      "base",
      "us-east-1",
      "eu-west-1",
      third,
      "us-east-1-delivery",
      "eu-west-1-delivery",
      `${third}-delivery`,
      "global",
    ]);
  });

  it("has the network, the cluster and the stores that another region has, and no service", () => {
    const own = stackOf(stacks, third).resources;
    const types = (registered: typeof own) => new Set(registered.map(({ type }) => type));
    const services = ["payments:edge:TlsService", "aws:lb/listener:Listener"];
    const without = [...services, "aws:lb/targetGroup:TargetGroup", "aws:route53/record:Record"];
    const peers = [...types(stackOf(stacks, "eu-west-1").resources)];
    // Nobody's latch is kept where nobody's peer is.
    const expected = peers.filter((type) => !without.includes(type) && !/LatchAlarm/.test(type));
    expect([...types(own)].sort()).toEqual(expected.sort());
  });

  it("stands apart: no other region's stack changes but the keeper of its latch", () => {
    const others = (graphs: readonly StackGraph[], region: string) =>
      stackOf(graphs, region).resources.map(label).sort();
    expect(others(stacks, "us-east-1")).toEqual(others(before, "us-east-1"));
    const added = others(stacks, "eu-west-1").filter(
      (name) => !others(before, "eu-west-1").includes(name),
    );
    expect(added).toEqual([
      `eu-west-1 aws:cloudwatch/metricAlarm:MetricAlarm payments-latch-${third}-alarm`,
      `eu-west-1 payments:edge:LatchAlarm payments-latch-${third}`,
    ]);
  });

  it("shares no range with another region", () => {
    const ranges = resourcesOf(stacks)
      .filter(({ type }) => /^aws:.*:(Vpc|VpcIpv4CidrBlockAssociation)$/.test(type))
      .map(({ inputs }) => String(inputs.cidrBlock));
    expect(ranges).toHaveLength(6);
    expect(new Set(ranges).size).toBe(6);
  });

  it("is tied to its peer by the global stack, and to nobody else", () => {
    const peerings = all(
      stackOf(stacks, "global").resources,
      "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
    );
    expect(peerings.map(({ name }) => name)).toEqual([
      "payments-peering-eu-west-1-us-east-1",
      "payments-peering-eu-central-1-eu-west-1",
    ]);
  });
});

describe("a hosted zone that is to be created", () => {
  const created = (delegated: boolean) =>
    productionBut((topology) => {
      topology.dns = { ...topology.dns, hostedZone: { source: "create", delegated } };
    });

  it("is all that base makes until it is delegated, with its name servers for the registrar", async () => {
    const warn = jest.spyOn(console, "warn").mockImplementation();
    const { resources, read } = await runStack(created(false), "base");
    const [[warning] = []] = warn.mock.calls;
    warn.mockRestore();
    expect(warning).toContain("delegate pay.example.com to the name servers");
    const made = resources.filter(({ type }) => !type.startsWith("pulumi:"));
    expect(made.map(label)).toEqual([
      "base payments:edge:HostedZone payments-zone",
      "base aws:route53/zone:Zone payments-zone-zone",
    ]);
    expect(Object.keys(read.outputs).sort()).toEqual(["nameServers", "zoneId"]);
    expect(read.outputs.nameServers).toEqual(["ns-1.example.net"]);
  });

  it("is followed by everything once it is delegated, with no other difference", async () => {
    const adopted = await runStack(production, "base");
    const { resources } = await runStack(created(true), "base");
    const others = resources.filter(({ type }) => type !== "aws:route53/zone:Zone");
    expect(others.map(label).sort()).toEqual(adopted.resources.map(label).sort());
    expect(only(resources, "aws:route53/zone:Zone")).toMatchObject({
      protect: true,
      inputs: { enableAcceleratedRecovery: true, forceDestroy: false },
    });
  });

  it("holds the certificates' proofs in that zone", async () => {
    const { resources } = await runStack(created(true), "base");
    const zone = resources.find(({ type }) => type === "aws:route53/zone:Zone");
    const zones = all(resources, recordType).flatMap(({ inputs }) => textsIn(inputs.zoneId));
    expect(new Set(zones.map(({ text }) => text))).toEqual(new Set([zone?.id]));
  });
});
