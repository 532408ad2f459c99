// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";

import { TransitPeering, type TransitEnd } from "../../../components/network/transit-peering";
import { all, only, record, type Registered } from "../../support/mocks";

const requester: Omit<TransitEnd, "provider"> = {
  region: "eu-west-1",
  transitGatewayId: "tgw-eu",
  routeTableId: "tgw-rtb-eu",
  cidrs: ["10.2.0.0/16", "100.65.0.0/16"],
};

const accepter: Omit<TransitEnd, "provider"> = {
  region: "us-east-1",
  transitGatewayId: "tgw-us",
  routeTableId: "tgw-rtb-us",
  cidrs: ["10.1.0.0/16", "100.64.0.0/16"],
};

const build = (preview = false) =>
  record(
    () => {
      const provider = (region: aws.Region) => new aws.Provider(region, { region });
      return new TransitPeering("transit", {
        requester: { ...requester, provider: provider("eu-west-1") },
        accepter: { ...accepter, provider: provider("us-east-1") },
      });
    },
    { preview },
  );

const type = (kind: string) =>
  `aws:ec2transitgateway/${kind.charAt(0).toLowerCase()}${kind.slice(1)}:${kind}`;
const regionOf = ({ provider }: Registered) => /::(\w+-\w+-\d)::/.exec(provider)?.[1];

describe("TransitPeering", () => {
  it("is asked for in one region and accepted in the other", async () => {
    const registered = await build();
    const request = only(registered, type("PeeringAttachment"));
    expect([regionOf(request), request.inputs]).toEqual([
      "eu-west-1",
      {
        transitGatewayId: "tgw-eu",
        peerTransitGatewayId: "tgw-us",
        peerRegion: "us-east-1",
        tags: { Name: "eu-west-1 to us-east-1" },
      },
    ]);
    const acceptance = only(registered, type("PeeringAttachmentAccepter"));
    expect([regionOf(acceptance), acceptance.inputs]).toEqual([
      "us-east-1",
      { transitGatewayAttachmentId: "transit-id", tags: { Name: "transit-acceptance" } },
    ]);
  });

  it("lets each end's table decide what comes over the peering", async () => {
    const associations = all(await build(), type("RouteTableAssociation"));
    expect(associations.map((one) => [regionOf(one), one.inputs])).toEqual([
      [
        "eu-west-1",
        {
          transitGatewayAttachmentId: "transit-id",
          transitGatewayRouteTableId: "tgw-rtb-eu",
        },
      ],
      [
        "us-east-1",
        {
          transitGatewayAttachmentId: "transit-acceptance-id",
          transitGatewayRouteTableId: "tgw-rtb-us",
        },
      ],
    ]);
  });

  it.each([false, true])("sends both ranges of either end to it (preview: %s)", async (preview) => {
    const routes = all(await build(preview), type("Route")).map((route) =>
      [
        regionOf(route),
        route.name,
        route.inputs.transitGatewayRouteTableId,
        route.inputs.destinationCidrBlock,
      ].join(" "),
    );
    expect(routes).toEqual([
      "eu-west-1 transit-eu-west-1-to-10.1.0.0-16 tgw-rtb-eu 10.1.0.0/16",
      "eu-west-1 transit-eu-west-1-to-100.64.0.0-16 tgw-rtb-eu 100.64.0.0/16",
      "us-east-1 transit-us-east-1-to-10.2.0.0-16 tgw-rtb-us 10.2.0.0/16",
      "us-east-1 transit-us-east-1-to-100.65.0.0-16 tgw-rtb-us 100.65.0.0/16",
    ]);
  });

  it("routes nothing before the other end has accepted, in the asking region too", async () => {
    const registered = await build();
    for (const one of [
      ...all(registered, type("Route")),
      ...all(registered, type("RouteTableAssociation")),
    ]) {
      expect(one.dependencies).toContainEqual(expect.stringMatching(/::transit-acceptance$/));
    }
  });
});
