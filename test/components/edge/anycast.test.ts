// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

import { Anycast, type AnycastArgs } from "../../../components/edge/anycast";
import { all, only, record, type Registered } from "../../support/mocks";

const acceleratorType = "aws:globalaccelerator/accelerator:Accelerator";
const listenerType = "aws:globalaccelerator/listener:Listener";
const groupType = "aws:globalaccelerator/endpointGroup:EndpointGroup";
const modes = [{ preview: false }, { preview: true }];

const balancerIn = (region: string) =>
  `arn:aws:elasticloadbalancing:${region}:111122223333:loadbalancer/net/public/1`;

const args: AnycastArgs = {
  environment: "production",
  service: "payments",
  port: 443,
  endpoints: ["us-east-1", "eu-west-1"].map((region) => ({
    region,
    loadBalancerArn: balancerIn(region),
  })),
  protect: true,
};

/** What AWS says of every accelerator that it makes. */
const outputs = {
  [acceleratorType]: {
    dnsName: "a1.awsglobalaccelerator.com",
    hostedZoneId: "Z2BJ6XQ5FK7U4H",
    ipSets: [{ ipFamily: "IPv4", ipAddresses: ["198.51.100.1", "203.0.113.1"] }],
  },
};

const anycast = (change: Partial<AnycastArgs> = {}, preview = false): Promise<Registered[]> =>
  record(() => new Anycast("payments", { ...args, ...change }), { preview, outputs });

const open = (region: string) => ({
  endpointGroupRegion: region,
  trafficDialPercentage: 100,
  endpointConfigurations: [
    { endpointId: balancerIn(region), weight: 128, clientIpPreservationEnabled: false },
  ],
});

const closed = (region: string) => ({
  endpointGroupRegion: region,
  trafficDialPercentage: 0,
  endpointConfigurations: [],
});

const groupIn = (registered: readonly Registered[], region: string) =>
  only(registered, groupType, `payments-group-${region}`);

describe("Anycast", () => {
  it.each(modes)("listens at the service's own port only (%j)", async ({ preview }) => {
    const registered = await anycast({}, preview);

    expect(only(registered, acceleratorType, "payments-accelerator").inputs).toEqual({
      name: "production-payments",
      ipAddressType: "IPV4",
      enabled: true,
      tags: { Name: "production-payments" },
    });
    expect(only(registered, listenerType, "payments-listener").inputs).toMatchObject({
      protocol: "TCP",
      portRanges: [{ fromPort: 443, toPort: 443 }],
      clientAffinity: "NONE",
    });
  });

  describe("over all regions", () => {
    it.each(modes)(
      "opens each of them, and goes on holding them open (%j)",
      async ({ preview }) => {
        const registered = await anycast({}, preview);

        for (const region of ["us-east-1", "eu-west-1"]) {
          expect(groupIn(registered, region).inputs).toMatchObject(open(region));
          expect(groupIn(registered, region).ignoreChanges).toEqual([]);
        }
      },
    );
  });

  describe("with one open region", () => {
    it.each(modes)(
      "gives the other one no endpoint: its dial alone would not hold (%j)",
      async ({ preview }) => {
        const registered = await anycast({ openRegion: "eu-west-1" }, preview);

        expect(groupIn(registered, "eu-west-1").inputs).toMatchObject(open("eu-west-1"));
        expect(groupIn(registered, "us-east-1").inputs).toMatchObject(closed("us-east-1"));
      },
    );

    it("leaves to failovers which one is open, from the creation on", async () => {
      const registered = await anycast({ openRegion: "us-east-1" });

      for (const group of all(registered, groupType)) {
        expect(group.ignoreChanges).toEqual(["trafficDialPercentage", "endpointConfigurations"]);
      }
    });
  });

  it("is protected with its addresses, and the groups that say which region is open", async () => {
    const kinds = [acceleratorType, listenerType, groupType];
    const protections = (registered: readonly Registered[]) =>
      registered.filter(({ type }) => kinds.includes(type)).map(({ protect }) => protect);

    expect(protections(await anycast())).toEqual([true, true, true, true]);
    expect(protections(await anycast({ protect: false }))).toEqual([false, false, false, false]);
  });

  it("logs its flows where it is told", async () => {
    const flowLogs = { bucketName: "logs", prefix: "anycast" };
    const registered = await anycast({ flowLogs });

    expect(only(registered, acceleratorType).inputs.attributes).toEqual({
      flowLogsEnabled: true,
      flowLogsS3Bucket: "logs",
      flowLogsS3Prefix: "anycast",
    });
  });

  it("tells its addresses and its groups", async () => {
    const told: unknown[] = [];
    await record(
      () => {
        const { addresses, dnsName, zoneId, endpointGroupArns } = new Anycast("payments", args);
        return pulumi
          .all([addresses, dnsName, zoneId, pulumi.all({ ...endpointGroupArns })])
          .apply((values) => told.push(...values));
      },
      { outputs },
    );

    expect(told).toEqual([
      ["198.51.100.1", "203.0.113.1"],
      "a1.awsglobalaccelerator.com",
      "Z2BJ6XQ5FK7U4H",
      {
        "us-east-1": "arn:mock:payments-group-us-east-1",
        "eu-west-1": "arn:mock:payments-group-eu-west-1",
      },
    ]);
  });

  it("fails for one region, and for an open region that is none of its own, both at once", async () => {
    const endpoints = args.endpoints.slice(0, 1);
    await expect(anycast({ endpoints, openRegion: "eu-west-1" })).rejects.toThrow(
      [
        '  - endpoints: must name at least two regions, each once, got ["us-east-1"]; give one load balancer per region; a listener takes one endpoint group per region',
        '  - openRegion: is none of the endpoints\' regions (us-east-1), got "eu-west-1"; name one of them',
      ].join("\n"),
    );
  });
});
