// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";

import {
  RegionPeering,
  type PeeringSide,
  type RegionPeeringArgs,
} from "../../../components/network/region-peering";
import { all, only, record, type Registered } from "../../support/mocks";

type Side = Omit<PeeringSide, "provider">;

const requester: Side = {
  region: "us-east-1",
  vpcId: "vpc-us",
  cidrs: ["10.1.0.0/16", "100.64.0.0/16"],
  routeTableIds: { "us-east-1a": "rtb-us-a", "us-east-1b": "rtb-us-b" },
};

const accepter: Side = {
  region: "eu-west-1",
  vpcId: "vpc-eu",
  cidrs: ["10.2.0.0/16", "100.65.0.0/16"],
  routeTableIds: { "eu-west-1a": "rtb-eu-a", "eu-west-1b": "rtb-eu-b" },
};

const transitGateways: RegionPeeringArgs["transitGateways"] = {
  requester: { transitGatewayId: "tgw-us", routeTableId: "tgw-rtb-us" },
  accepter: { transitGatewayId: "tgw-eu", routeTableId: "tgw-rtb-eu" },
};

const build = (
  accepterChange: Partial<Side> = {},
  preview = false,
  more: Pick<RegionPeeringArgs, "transitGateways"> = {},
) =>
  record(
    () => {
      const provider = (region: aws.Region) => new aws.Provider(region, { region });
      return new RegionPeering("peering", {
        requester: { ...requester, provider: provider("us-east-1") },
        accepter: { ...accepter, ...accepterChange, provider: provider("eu-west-1") },
        ...more,
      });
    },
    { preview },
  );

const regionOf = ({ provider }: Registered) => /::(\w+-\w+-\d)::/.exec(provider)?.[1];

describe("RegionPeering", () => {
  it("is asked for in one region and accepted in the other", async () => {
    const registered = await build();
    const request = only(registered, "aws:ec2/vpcPeeringConnection:VpcPeeringConnection");
    expect([regionOf(request), request.inputs]).toEqual([
      "us-east-1",
      {
        vpcId: "vpc-us",
        peerVpcId: "vpc-eu",
        peerRegion: "eu-west-1",
        autoAccept: false,
        tags: { Name: "us-east-1 to eu-west-1" },
      },
    ]);
    const acceptance = only(
      registered,
      "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter",
    );
    expect([regionOf(acceptance), acceptance.inputs]).toEqual([
      "eu-west-1",
      {
        vpcPeeringConnectionId: "peering-id",
        autoAccept: true,
        tags: { Name: "peering-acceptance" },
      },
    ]);
  });

  it.each([false, true])(
    "routes both ranges from every table of both sides (preview: %s)",
    async (preview) => {
      const routes = all(await build({}, preview), "aws:ec2/route:Route").map((route) =>
        [regionOf(route), route.inputs.routeTableId, route.inputs.destinationCidrBlock].join(" "),
      );
      expect(routes.sort()).toEqual([
        "eu-west-1 rtb-eu-a 10.1.0.0/16",
        "eu-west-1 rtb-eu-a 100.64.0.0/16",
        "eu-west-1 rtb-eu-b 10.1.0.0/16",
        "eu-west-1 rtb-eu-b 100.64.0.0/16",
        "us-east-1 rtb-us-a 10.2.0.0/16",
        "us-east-1 rtb-us-a 100.65.0.0/16",
        "us-east-1 rtb-us-b 10.2.0.0/16",
        "us-east-1 rtb-us-b 100.65.0.0/16",
      ]);
    },
  );

  it("sends every route through the accepted connection", async () => {
    for (const { inputs } of all(await build(), "aws:ec2/route:Route")) {
      expect(inputs.vpcPeeringConnectionId).toBe("peering-acceptance-id");
    }
  });

  it("names routes by zone and destination, so that a new range moves no other", async () => {
    const names = all(await build(), "aws:ec2/route:Route").map(({ name }) => name);
    expect(names).toContain("peering-us-east-1a-to-100.65.0.0-16");
    expect(new Set(names).size).toBe(8);
  });

  it("resolves each side's names for the other, by each side's own provider", async () => {
    const options = all(
      await build(),
      "aws:ec2/peeringConnectionOptions:PeeringConnectionOptions",
    ).map((one) => [regionOf(one), one.inputs]);
    const allowed = { allowRemoteVpcDnsResolution: true };
    const vpcPeeringConnectionId = "peering-acceptance-id";
    expect(options).toEqual([
      ["us-east-1", { vpcPeeringConnectionId, requester: allowed }],
      ["eu-west-1", { vpcPeeringConnectionId, accepter: allowed }],
    ]);
  });

  it("fails when the ranges overlap, the region is the same and nothing would be routed", async () => {
    const broken = {
      region: "us-east-1",
      cidrs: ["10.1.128.0/17", "10.2.0.1/16"],
      routeTableIds: {},
    };
    await expect(build(broken)).rejects.toThrow(
      [
        "invalid arguments",
        '  - accepter.region: is the requester\'s region, got "us-east-1"; name the other region',
        '  - accepter.cidrs[1]: has host bits set, got "10.2.0.1/16"; write 10.2.0.0/16 if that block is meant',
        "  - accepter.routeTableIds: is empty; name at least one; else nothing flows",
        '  - accepter.cidrs[0]: overlaps the requester\'s 10.1.0.0/16, got "10.1.128.0/17"; choose disjoint ranges for the two regions',
      ].join("\n"),
    );
  });

  it("fails when a side has no ranges", async () => {
    await expect(build({ cidrs: [] })).rejects.toThrow("accepter.cidrs: is empty");
  });

  describe("by transit gateways", () => {
    const byGateways = (change: Partial<Side> = {}, preview = false) =>
      build(change, preview, { transitGateways });
    const namesOf = (registered: readonly Registered[]) =>
      all(registered, "aws:ec2/route:Route").map(({ urn, provider }) => [urn, provider]);

    it("peers the gateways, not the VPCs", async () => {
      const registered = await byGateways();
      const { inputs } = only(
        registered,
        "aws:ec2transitgateway/peeringAttachment:PeeringAttachment",
      );
      expect(inputs).toMatchObject({ transitGatewayId: "tgw-us", peerTransitGatewayId: "tgw-eu" });
      expect(registered.filter(({ type }) => /vpcPeering|peeringConnection/.test(type))).toEqual(
        [],
      );
    });

    it("sends each side's tables to that side's own gateway", async () => {
      const targets = all(await byGateways(), "aws:ec2/route:Route").map((route) =>
        [regionOf(route), route.inputs.transitGatewayId].join(" "),
      );
      expect(new Set(targets)).toEqual(new Set(["us-east-1 tgw-us", "eu-west-1 tgw-eu"]));
    });

    it.each([false, true])(
      "has the very routes of a peering of VPCs, so that a switch changes them in place (preview: %s)",
      async (preview) => {
        expect(namesOf(await byGateways({}, preview))).toEqual(namesOf(await build({}, preview)));
      },
    );

    it("routes nothing before the gateways are peered and have their routes", async () => {
      for (const { dependencies } of all(await byGateways(), "aws:ec2/route:Route")) {
        expect(dependencies).toContainEqual(
          expect.stringMatching(/::peering-transit-us-east-1-to-/),
        );
      }
    });

    it("fails as a peering of VPCs does when ranges overlap", async () => {
      await expect(byGateways({ cidrs: ["10.1.128.0/17"] })).rejects.toThrow("accepter.cidrs[0]");
    });
  });
});
