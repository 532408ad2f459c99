// SPDX-License-Identifier: Apache-2.0
import { publicName, type Topology } from "../../../stacks/topology";
import { validateTopology } from "../../../stacks/topology-validation";
import { answersOf, recordsNamed } from "../../support/answers";
import { finder, label, stackOf, valuesAt } from "../../support/graph";
import { all, only } from "../../support/mocks";
import { platform, platformTimeout, type StackGraph } from "../../support/platform";
import { productionBut, productionWithEveryRouting } from "../../support/topologies";

const groupType = "aws:globalaccelerator/endpointGroup:EndpointGroup";
const recordType = "aws:route53/record:Record";
const balancer = "payments-public-balancer";

const everyRouting = productionWithEveryRouting();
const foundedIn = (region: string): Topology => ({
  ...everyRouting,
  foundingRegion: region,
  activeRegion: region,
});

describe("services of every routing", () => {
  let stacks: readonly StackGraph[];
  beforeAll(async () => {
    stacks = await platform(everyRouting);
  }, platformTimeout);

  const globalResources = () => stackOf(stacks, "global").resources;
  const nameOf = (service: string) => `${service}.${everyRouting.dns.zone}`;
  const groupsOf = (service: string) =>
    globalResources()
      .filter(({ type }) => type === groupType)
      .filter(({ name }) => name.startsWith(`payments-anycast-${service}-`));
  /** Region, dial and the regions of the endpoints, of each of a service's groups. */
  const opened = (service: string) =>
    groupsOf(service).map(({ inputs }): [unknown, unknown, unknown[]] => [
      inputs.endpointGroupRegion,
      inputs.trafficDialPercentage,
      valuesAt(inputs, "endpointConfigurations[].endpointId").map(
        (id) => finder(stacks)(id)?.region,
      ),
    ]);
  const byRegion = (one: readonly unknown[], other: readonly unknown[]) =>
    String(one[0]).localeCompare(String(other[0]));

  it("are a topology that validation takes", () => {
    expect(validateTopology(everyRouting)).toEqual([]);
  });

  it.each(everyRouting.services)(
    "have one public name, changed in place whatever stands behind it: $name",
    (service) => {
      const records = recordsNamed(stacks, publicName(everyRouting, service));
      expect(records).toHaveLength(1);
      const [record] = records;
      expect(record?.name).toBe(`payments-public-name-${service.name}-alias`);
      expect(record?.inputs).not.toHaveProperty("setIdentifier");
      expect(valuesAt(record?.inputs, "aliases[].evaluateTargetHealth")).toEqual([false]);
    },
  );

  it.each([
    ["ledger", [`eu-west-1 ${balancer}`, `us-east-1 ${balancer}`]],
    ["status", [`eu-west-1 ${balancer}`, `us-east-1 ${balancer}`]],
    ["reports", [`us-east-1 ${balancer}`]],
    ["payments", ["global payments-anycast-payments-accelerator"]],
    ["prices", ["global payments-anycast-prices-accelerator"]],
  ])("lead %s to %j", (service, expected) => {
    const answers = answersOf(stacks, nameOf(service));
    expect(answers.map(({ scope, name }) => `${scope} ${name}`).sort()).toEqual(expected);
  });

  it("open one region for payments: no other group has an endpoint, whatever its dial", () => {
    expect(opened("payments").sort(byRegion)).toEqual([
      ["eu-west-1", 0, []],
      ["us-east-1", 100, ["us-east-1"]],
    ]);
    for (const { ignoreChanges } of groupsOf("payments")) {
      expect(ignoreChanges).toEqual(["trafficDialPercentage", "endpointConfigurations"]);
    }
  });

  it("open both regions for an active-active service, for good", () => {
    expect(opened("prices").sort(byRegion)).toEqual([
      ["eu-west-1", 100, ["eu-west-1"]],
      ["us-east-1", 100, ["us-east-1"]],
    ]);
    for (const { ignoreChanges } of groupsOf("prices")) expect(ignoreChanges).toEqual([]);
  });

  it("follow the load balancers' health by latency, and nowhere else", () => {
    const following = all(globalResources(), recordType).filter(({ inputs }) =>
      valuesAt(inputs, "aliases[].evaluateTargetHealth").includes(true),
    );
    expect(new Set(following.map(({ inputs }) => inputs.name))).toEqual(
      new Set(["status.latency.pay.example.com"]),
    );
    expect(
      following.flatMap(({ inputs }) => valuesAt(inputs, "latencyRoutingPolicies[].region")).sort(),
    ).toEqual(["eu-west-1", "us-east-1"]);
  });

  it("move by the latch where they fail over", () => {
    const checked = all(globalResources(), recordType).filter(
      ({ inputs }) => inputs.healthCheckId !== undefined,
    );
    expect(checked.map(({ inputs }) => [inputs.name, inputs.failoverRoutingPolicies])).toEqual([
      ["ledger.failover.pay.example.com", [{ type: "PRIMARY" }]],
    ]);
  });

  it("have in tier 1 a name of each region and a check of its deep health, whatever the routing", () => {
    const names = all(globalResources(), "aws:route53/healthCheck:HealthCheck")
      .map(({ inputs }) => inputs.fqdn)
      .filter((fqdn) => fqdn !== undefined);
    const expected = ["payments", "ledger", "status", "prices"].flatMap((service) =>
      ["us-east-1", "eu-west-1"].map((region) => `${service}.${region}.pay.example.com`),
    );
    expect(names.sort()).toEqual(expected.sort());
    for (const name of expected) expect(answersOf(stacks, name)).toHaveLength(1);
  });

  it("need no provider beyond those of the regions", () => {
    const providers = all(globalResources(), "pulumi:providers:aws");
    expect(providers.map(({ inputs }) => inputs.region).sort()).toEqual(["eu-west-1", "us-east-1"]);
  });

  it("tell the failover what it opens and closes, and people the addresses", () => {
    const { anycast } = stackOf(stacks, "global").read.outputs as {
      readonly anycast: Readonly<Record<string, unknown>>;
    };
    expect(Object.keys(anycast).sort()).toEqual(["payments", "prices"]);
    const arns: Record<string, string> = {};
    for (const { inputs, arn } of groupsOf("payments"))
      arns[String(inputs.endpointGroupRegion)] = arn;
    expect(anycast.payments).toMatchObject({ endpointGroupArns: arns });
    expect(valuesAt(anycast.payments, "addresses[]")).toHaveLength(1);
  });

  it(
    "have the founding region open first, whichever it is",
    async () => {
      const other = await platform(foundedIn("eu-west-1"));
      const groups = all(stackOf(other, "global").resources, groupType).filter(({ name }) =>
        name.startsWith("payments-anycast-payments-"),
      );
      expect(
        groups
          .map(({ inputs }) => [inputs.endpointGroupRegion, inputs.trafficDialPercentage])
          .sort(byRegion),
      ).toEqual([
        ["eu-west-1", 100],
        ["us-east-1", 0],
      ]);
    },
    platformTimeout,
  );

  it(
    "change their routing by one setting, and their public record in place",
    async () => {
      const routed = async (routing: "failover" | "anycast") => {
        const topology = productionBut((candidate) => {
          for (const service of candidate.services) {
            if (service.tier === 1) service.routing = routing;
          }
        });
        return stackOf(await platform(topology), "global").resources;
      };
      const [before, after] = [await routed("failover"), await routed("anycast")];
      const record = "payments-public-name-payments-alias";
      const [one, two] = [before, after].map((graph) => only(graph, recordType, record));
      expect({ ...two?.inputs, aliases: one?.inputs.aliases }).toEqual(one?.inputs);
      expect(two?.inputs.aliases).not.toEqual(one?.inputs.aliases);
      const added = after.map(label).filter((name) => !before.map(label).includes(name));
      expect(added.filter((name) => !name.includes("payments-anycast-payments"))).toEqual([]);
    },
    platformTimeout,
  );
});
