// SPDX-License-Identifier: Apache-2.0
import { awsProvider } from "../../../sandbox/aws";
import { unknownValue, type Properties } from "../../../sandbox/provider/values";
import { type Made, StandIn } from "../../support/stand-in";
import { makeNetwork } from "./network.fixture";

const zoneType = "aws:route53/zone:Zone";
const recordType = "aws:route53/record:Record";
const balancerType = "aws:lb/loadBalancer:LoadBalancer";

let aws: StandIn;
let zone: Made;
beforeEach(async () => {
  aws = new StandIn(awsProvider);
  zone = await aws.make(zoneType, "zone", { name: "example.com" });
});
afterEach(() => aws.dispose());

const makeRecord = (name: string, given: Properties): Promise<Made> =>
  aws.make(recordType, name, {
    zoneId: zone.object.id,
    name: "pay",
    type: "A",
    ...("aliases" in given ? {} : { ttl: 60, records: ["198.51.100.1"] }),
    ...given,
  });

const failover = (type: string, setIdentifier: string): Properties => ({
  setIdentifier,
  failoverRoutingPolicies: [{ type }],
});

const latency = (region: string, setIdentifier = region): Properties => ({
  setIdentifier,
  latencyRoutingPolicies: [{ region }],
});

describe("records of one name and type", () => {
  it.each<[string, Properties, Properties]>([
    ["PRIMARY and SECONDARY", failover("PRIMARY", "one"), failover("SECONDARY", "two")],
    ["two regions", latency("us-east-1"), latency("eu-west-1")],
    [
      "the same set under another name",
      latency("us-east-1"),
      { ...latency("us-east-1"), name: "x" },
    ],
  ])("stand side by side with %s", async (_, one, other) => {
    await makeRecord("one", one);
    await expect(makeRecord("other", other)).resolves.toBeDefined();
  });

  it.each<[string, Properties, Properties, string]>([
    [
      "two PRIMARY",
      failover("PRIMARY", "one"),
      failover("PRIMARY", "two"),
      "[RRSet with DNS name pay.example.com., type A, SetIdentifier two, and Failover Type=PRIMARY cannot be created because a failover RRSet with the same name, type and failover type already exists.] (property failoverRoutingPolicies)",
    ],
    [
      "a region twice",
      latency("us-east-1"),
      latency("us-east-1", "again"),
      "[RRSet with DNS name pay.example.com., type A, SetIdentifier again, and Region Name=us-east-1 cannot be created because a latency RRSet with the same name, type and region already exists.] (property latencyRoutingPolicies)",
    ],
    [
      "two policies",
      failover("PRIMARY", "one"),
      latency("us-east-1"),
      "[RRSet with DNS name pay.example.com., type A, SetIdentifier us-east-1 cannot be created as a non-latency set exists with the same name and type.] (property setIdentifier)",
    ],
    [
      "a policy beside a simple one",
      {},
      latency("us-east-1"),
      "[Tried to create resource record set [name='pay.example.com.', type='A'] but it already exists] (property name)",
    ],
  ])("are refused with %s", async (_, one, other, text) => {
    await makeRecord("one", one);
    await expect(makeRecord("other", other)).rejects.toThrow(
      `api error InvalidChangeBatch: ${text}`,
    );
  });

  it("are refused by a change to them too, which a change of something else isn't", async () => {
    await makeRecord("one", failover("PRIMARY", "one"));
    const two = await makeRecord("two", failover("SECONDARY", "two"));
    await expect(aws.change(two, { ttl: 30 })).resolves.toBeDefined();
    await expect(aws.change(two, failover("PRIMARY", "two"))).rejects.toThrow(
      "Failover Type=PRIMARY",
    );
    await expect(
      aws.change(two, { ...latency("us-east-1", "two"), failoverRoutingPolicies: undefined }),
    ).rejects.toThrow("a non-latency set exists");
  });

  it("may be written over", async () => {
    await makeRecord("one", latency("us-east-1"));
    const over = { ...latency("us-east-1"), allowOverwrite: true };
    await expect(makeRecord("two", over)).resolves.toBeDefined();
  });
});

describe("a record", () => {
  it.each<[string, Properties, string]>([
    ["in no zone", { zoneId: "Z0" }, "NoSuchHostedZone: No hosted zone found with ID: Z0"],
    [
      "with a health check that isn't there",
      { ...latency("us-east-1"), healthCheckId: "none" },
      "NoSuchHealthCheck: No health check exists with the ID none",
    ],
    [
      "with a set and no policy",
      { setIdentifier: "one" },
      "InvalidInput: Invalid request: Expected",
    ],
    [
      "CNAME at the apex",
      { type: "CNAME", name: "example.com", records: ["a.example.net"] },
      "InvalidChangeBatch: [RRSet of type CNAME with DNS name example.com. is not permitted at apex",
    ],
  ])("%s is refused", async (_, change, text) => {
    await expect(makeRecord("record", change)).rejects.toThrow(`api error ${text}`);
  });

  it("of type CNAME stands alone under its name", async () => {
    await makeRecord("one", { type: "CNAME", records: ["a.example.net"] });
    await expect(makeRecord("two", {})).rejects.toThrow(
      "[RRSet of type A with DNS name pay.example.com. is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists in zone example.com.]",
    );
    await expect(makeRecord("three", { name: "other" })).resolves.toBeDefined();
  });

  it("has a value or is an alias, by the provider's check", () => {
    const named = { zoneId: zone.object.id, name: "pay", type: "A" };
    const reasons = (given: Properties) =>
      aws.check(recordType, "record", { ...named, ...given }).failures.map(({ reason }) => reason);
    expect(reasons({})).toEqual(["InvalidInput: one of `aliases,records` must be specified"]);
    expect(reasons({ aliases: [], records: [] })).toEqual([
      "InvalidInput: only one of `aliases,records` can be specified, but `aliases,records` were specified",
    ]);
    expect(reasons({ aliases: unknownValue })).toEqual([]);
  });
});

describe("an alias", () => {
  const aliasTo = (name: unknown, zoneId: unknown) => ({
    aliases: [{ name, zoneId, evaluateTargetHealth: false }],
  });
  const balancer = async () => {
    const { subnetIds: subnets } = await makeNetwork(aws);
    const given = { name: "balancer", loadBalancerType: "network", subnets };
    return (await aws.make(balancerType, "balancer", given)).state;
  };

  it("leads to a load balancer in the zone of its region, or to a record of its own zone", async () => {
    const { dnsName, zoneId } = await balancer();
    await makeRecord("behind", { name: "behind", ...aliasTo(dnsName, zoneId) });
    const front = aliasTo("behind.example.com", zone.object.id);
    await expect(makeRecord("front", front)).resolves.toBeDefined();
  });

  it("leads to an accelerator", async () => {
    const token = "aws:globalaccelerator/accelerator:Accelerator";
    const { dnsName, hostedZoneId } = (await aws.make(token, "anycast", { name: "pay" })).state;
    await expect(makeRecord("front", aliasTo(dnsName, hostedZoneId))).resolves.toBeDefined();
    await expect(
      makeRecord("two", { name: "two", ...aliasTo(dnsName, "Z26RNL4JYFTOTI") }),
    ).rejects.toThrow("the alias target name does not lie within the target zone");
  });

  it.each([
    ["the zone of another region", "Z2IFOLAFXWLO4F"],
    ["the zone of application load balancers", "Z35SXDOTRQ7X7K"],
  ])("is refused in %s", async (_, zoneId) => {
    const { dnsName } = await balancer();
    await expect(makeRecord("alias", aliasTo(dnsName, zoneId))).rejects.toThrow(
      `api error InvalidChangeBatch: [Tried to create an alias that targets ${String(dnsName)}., type A in zone ${zoneId}, but the alias target name does not lie within the target zone] (property aliases.zoneId)`,
    );
  });

  it("is refused in the record's own zone, which does not hold load balancers", async () => {
    const { dnsName } = await balancer();
    await expect(makeRecord("alias", aliasTo(dnsName, zone.object.id))).rejects.toThrow(
      "does not lie within the target zone",
    );
  });

  it.each([
    ["a load balancer", "none-0.elb.us-east-1.amazonaws.com", () => "Z26RNL4JYFTOTI"],
    ["a record", "none.example.com", () => zone.object.id],
  ])("is refused to %s that isn't there", async (_, name, zoneId) => {
    await expect(makeRecord("alias", aliasTo(name, zoneId()))).rejects.toThrow(
      `api error InvalidChangeBatch: [Tried to create an alias that targets ${name}., type A in zone ${zoneId()}, but that target was not found] (property aliases.name)`,
    );
  });
});
