// SPDX-License-Identifier: Apache-2.0
import { awsProvider, awsTypes } from "../../../sandbox/aws";
import { globalServicesOf, outageOf } from "../../../sandbox/aws/endpoints";
import type { ProviderCall } from "../../../sandbox/provider/calls";
import { noOutages, type Outages } from "../../../sandbox/provider/cloud";
import type { Properties } from "../../../sandbox/provider/values";
import { StandIn } from "../../support/stand-in";

const vpc = "aws:ec2/vpc:Vpc";

let stand: StandIn;
beforeEach(() => {
  stand = new StandIn(awsProvider);
});
afterEach(() => stand.dispose());

function outage(
  call: Partial<ProviderCall>,
  outages: Partial<Outages>,
  configuration: Properties = {},
): string | undefined {
  stand.cloud.saveSettings({ ...stand.cloud.settings(), outages: { ...noOutages, ...outages } });
  const whole = { kind: "read", token: vpc, place: "", region: "us-east-1", inputs: {} } as const;
  return outageOf({ ...whole, ...call }, { ...stand.instance, configuration })?.message;
}

const down = { regions: ["us-east-1"] };
const withControlPlanes = { ...down, controlPlanes: ["us-east-1"] };

describe("an outage of a region", () => {
  it("is none where all is up", () => {
    expect(outage({}, {})).toBeUndefined();
  });

  it("fails as the network does after the provider's last attempt", () => {
    expect(outage({}, down)).toBe(
      `read ${vpc}: exceeded maximum number of attempts, https response error StatusCode: 0, ` +
        'RequestID: , request send failed, Post "https://ec2.us-east-1.amazonaws.com/": ' +
        "dial tcp: i/o timeout",
    );
  });

  it.each(["create", "read", "update", "delete"] as const)("fails a %s", (kind) => {
    expect(outage({ kind }, down)).toMatch(/request send failed/);
  });

  it("leaves the other regions alone", () => {
    expect(outage({ region: "eu-west-1" }, down)).toBeUndefined();
  });

  it("fails the sign-in of its providers, at the region's own STS", () => {
    expect(outage({ kind: "configure", token: "" }, down)).toMatch(
      /^validating provider credentials: retrieving caller identity from STS: .*sts\.us-east-1\./,
    );
  });

  it("fails the sign-in of a provider elsewhere that signs in there, and only that", () => {
    const sign = { kind: "configure", token: "", region: "eu-west-1" } as const;
    expect(outage(sign, down, { stsRegion: "us-east-1" })).toMatch(/sts\.us-east-1\./);
    expect(outage(sign, down, { stsRegion: "eu-west-1" })).toBeUndefined();
    expect(outage({ ...sign, region: "us-east-1" }, down, { stsRegion: "eu-west-1" })).toBe(
      undefined,
    );
  });

  it.each([
    ["aws:index/getAvailabilityZones:getAvailabilityZones", true],
    ["aws:index/getCallerIdentity:getCallerIdentity", true],
    ["aws:index/getPartition:getPartition", false],
    ["aws:index/getRegion:getRegion", false],
  ])("fails %s: %s", (token, fails) => {
    expect(outage({ kind: "invoke", token }, down) !== undefined).toBe(fails);
  });
});

describe("an outage of control planes", () => {
  const globalTypes = awsTypes.filter(({ token }) => /^aws:(iam|route53)\//.test(token));

  it.each(globalTypes.map(({ token }) => token))("fails %s from every region", (token) => {
    const call = { token, region: "eu-west-1" };
    expect(outage(call, withControlPlanes)).toMatch(
      /"https:\/\/(iam|route53)\.amazonaws\.com\/": dial tcp/,
    );
    expect(outage(call, down)).toBeUndefined();
  });

  it("fails the functions of a global service", () => {
    const call = { kind: "invoke", token: "aws:route53/getZone:getZone" } as const;
    expect(outage({ ...call, region: "eu-west-1" }, withControlPlanes)).toMatch(/route53/);
  });

  it("concerns the services that the region runs, and no others", () => {
    expect(globalServicesOf("us-east-1")).toEqual(["iam", "route53"]);
    expect(globalServicesOf("us-west-2")).toEqual(["globalaccelerator"]);
    expect(globalServicesOf("eu-west-1")).toEqual([]);
    expect(
      outage({ token: "aws:eks/cluster:Cluster", region: "eu-west-1" }, withControlPlanes),
    ).toBe(undefined);
  });
});
