// SPDX-License-Identifier: Apache-2.0
import { awsProvider } from "../../../sandbox/aws";
import { seedCloud } from "../../../sandbox/aws/seed";
import { unknownValue, type Properties } from "../../../sandbox/provider/values";
import { account, type Made, StandIn } from "../../support/stand-in";

const zoneType = "aws:route53/zone:Zone";
const recordType = "aws:route53/record:Record";

let aws: StandIn;
let zone: Made;
beforeEach(async () => {
  aws = new StandIn(awsProvider);
  zone = await aws.make(zoneType, "zone", { name: "example.com" });
});
afterEach(() => aws.dispose());

const primary = (change: Properties = {}): Properties => ({
  zoneId: zone.object.id,
  name: "pay.example.com",
  type: "A",
  setIdentifier: "us-east-1",
  failoverRoutingPolicies: [{ type: "PRIMARY" }],
  records: ["198.51.100.1"],
  ttl: 60,
  ...change,
});

const makeRecord = (name: string, change: Properties = {}): Promise<Made> =>
  aws.make(recordType, name, primary(change));

const makeVpc = async (stand: StandIn): Promise<string> =>
  (await stand.make("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" })).object.id;

describe("zone", () => {
  it("is global and has four name servers of four domains", () => {
    expect(zone.object).toMatchObject({ place: "global" });
    expect(zone.object.id).toMatch(/^Z[0-9A-F]{20}$/);
    const servers = (zone.state.nameServers as string[]).map((name) => name.replace(/\d+/g, "n"));
    expect(servers.sort()).toEqual([
      "ns-n.awsdns-n.co.uk",
      "ns-n.awsdns-n.com",
      "ns-n.awsdns-n.net",
      "ns-n.awsdns-n.org",
    ]);
  });

  it("is not deleted while it holds records, unless that is forced", async () => {
    const record = await makeRecord("primary");
    await expect(aws.delete(zone)).rejects.toThrow("api error HostedZoneNotEmpty");
    await aws.delete(record);
    await aws.delete(zone);
    const forced = await aws.make(zoneType, "zone", { name: "example.com", forceDestroy: true });
    await aws.make(recordType, "primary", primary({ zoneId: forced.object.id }));
    await expect(aws.delete(forced)).resolves.toBeUndefined();
  });
});

describe("record", () => {
  it("has the id that the provider makes from zone, name, type and set", async () => {
    const { object, state } = await makeRecord("primary", { name: "Pay.example.com." });
    expect(object.id).toBe(`${zone.object.id}_pay.example.com_A_us-east-1`);
    expect(state).toMatchObject({ name: "pay.example.com", fqdn: "pay.example.com" });
  });

  it("has its full name also when the program leaves out the zone's", async () => {
    expect((await makeRecord("primary", { name: "pay" })).state.fqdn).toBe("pay.example.com");
  });

  it.each([
    ["failoverRoutingPolicies", [{ type: "PRIMARY" }]],
    ["latencyRoutingPolicies", [{ region: "eu-west-1" }]],
    ["weightedRoutingPolicies", [{ weight: 1 }]],
  ])("with %s and no set identifier is refused at preview", (property, policy) => {
    const base = { failoverRoutingPolicies: undefined, setIdentifier: undefined };
    const without = Object.fromEntries(
      Object.entries(primary({ ...base, [property]: policy })).filter(([, value]) => value),
    );
    const { failures } = aws.check(recordType, "primary", without);
    expect(failures).toEqual([
      {
        property: "setIdentifier",
        reason: `InvalidInput: "${property}": all of \`${property},setIdentifier\` must be specified`,
      },
    ]);
    const named = { ...without, setIdentifier: unknownValue };
    expect(aws.check(recordType, "primary", named).failures).toEqual([]);
  });

  it.each<[string, Properties]>([
    ["the same set", {}],
    ["the same name in other letters", { name: "PAY" }],
    ["no set at all", { setIdentifier: undefined, failoverRoutingPolicies: undefined }],
  ])("is refused where one with %s is already there", async (_, change) => {
    await makeRecord("primary");
    const given = Object.fromEntries(Object.entries(primary(change)).filter(([, value]) => value));
    await expect(aws.make(recordType, "second", given)).rejects.toThrow(
      "api error InvalidChangeBatch: [Tried to create resource record set " +
        "[name='pay.example.com.', type='A'] but it already exists] (property name)",
    );
  });

  it.each<[string, Properties]>([
    [
      "of another set",
      { setIdentifier: "eu-west-1", failoverRoutingPolicies: [{ type: "SECONDARY" }] },
    ],
    ["of another type", { type: "AAAA" }],
    ["that may overwrite", { allowOverwrite: true }],
  ])("%s may stand beside it", async (_, change) => {
    await makeRecord("primary");
    await expect(makeRecord("second", change)).resolves.toBeDefined();
  });

  it("is replaced by another name and updated by another target", async () => {
    const record = await makeRecord("primary");
    expect(aws.diff(record, { name: "other.example.com" }).replaces).toEqual(["name"]);
    expect(aws.diff(record, { aliases: [], healthCheckId: "x" }).replaces).toEqual([]);
  });
});

describe("health check", () => {
  it("on an alarm is changed in place, except for its type", async () => {
    const alarm = {
      name: "latch",
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      evaluationPeriods: 1,
      threshold: 1,
      namespace: "Payments",
      metricName: "Retired",
      statistic: "Maximum",
      period: 60,
    };
    await aws.in("eu-west-1").make("aws:cloudwatch/metricAlarm:MetricAlarm", "latch", alarm);
    const check = await aws.make("aws:route53/healthCheck:HealthCheck", "latch", {
      type: "CLOUDWATCH_METRIC",
      cloudwatchAlarmName: "latch",
      cloudwatchAlarmRegion: "eu-west-1",
      insufficientDataHealthStatus: "LastKnownStatus",
    });
    expect(check.object.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(check.state.arn).toBe(`arn:aws:route53:::healthcheck/${check.object.id}`);
    expect(aws.diff(check, { cloudwatchAlarmRegion: "us-east-1" }).replaces).toEqual([]);
    expect(aws.diff(check, { type: "HTTPS" }).replaces).toEqual(["type"]);
  });
});

describe("zone association", () => {
  it("is named by zone, VPC and the provider's region", async () => {
    const type = "aws:route53/zoneAssociation:ZoneAssociation";
    const vpcs = [{ vpcId: await makeVpc(aws), vpcRegion: "us-east-1" }];
    const { id: zoneId } = (await aws.make(zoneType, "inside", { name: "inside", vpcs })).object;
    const ireland = aws.in("eu-west-1");
    const vpcId = await makeVpc(ireland);
    const made = await ireland.make(type, "peer", { zoneId, vpcId });
    expect(made.object.id).toBe(`${zoneId}:${vpcId}:eu-west-1`);
    expect(made.state).toMatchObject({ vpcRegion: "eu-west-1", owningAccount: account });
  });
});

describe("getZone", () => {
  const getZone = (args: Properties): Properties => aws.invoke("aws:route53/getZone:getZone", args);

  it("finds a public zone by name, with or without its dot, and any by id", async () => {
    await aws.make(zoneType, "inside", {
      name: "example.com",
      vpcs: [{ vpcId: await makeVpc(aws) }],
    });
    await makeRecord("primary");
    const { nameServers } = zone.state;
    const found = { zoneId: zone.object.id, nameServers, privateZone: false };
    expect(getZone({ name: "example.com", privateZone: false })).toMatchObject(found);
    expect(getZone({ name: "example.com." })).toMatchObject({ resourceRecordSetCount: 3 });
    expect(getZone({ zoneId: zone.object.id })).toMatchObject(found);
    expect(getZone({ name: "example.com", privateZone: true }).zoneId).not.toBe(zone.object.id);
  });

  it("fails when none or several match", async () => {
    expect(() => getZone({ name: "example.org" })).toThrow("no matching Route 53 Hosted Zone");
    await aws.make(zoneType, "twin", { name: "example.com" });
    expect(() => getZone({ name: "example.com" })).toThrow("multiple Route 53 Hosted Zones");
  });
});

describe("seedCloud", () => {
  it("puts the adopted zone there once, and the account's number", async () => {
    const seed = { account: "444455556666", zone: "adopted.example" };
    await seedCloud(aws.cloud, seed);
    const [before, settings] = [aws.cloud.all(), aws.cloud.settings()];
    await seedCloud(aws.cloud, seed);
    expect(aws.cloud.all()).toEqual(before);
    expect(settings).toEqual({ account: "444455556666", quotas: {} });
    expect(aws.invoke("aws:route53/getZone:getZone", { name: "adopted.example" })).toMatchObject({
      enableAcceleratedRecovery: true,
      name: "adopted.example",
    });
  });

  it("leaves an account without a zone empty", async () => {
    const empty = new StandIn(awsProvider);
    await seedCloud(empty.cloud, { account });
    expect(empty.cloud.all()).toEqual([]);
    empty.dispose();
  });
});
