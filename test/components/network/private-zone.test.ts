// SPDX-License-Identifier: Apache-2.0
import { PrivateZone } from "../../../components/network/private-zone";
import { PrivateZoneAssociation } from "../../../components/network/private-zone-association";
import { all, only, record } from "../../support/mocks";

const args = { region: "eu-west-1", domain: "pay.example.com", vpcId: "vpc-eu" };

describe("PrivateZone", () => {
  it("holds the region's names, for the region's own VPC", async () => {
    const registered = await record(() => new PrivateZone("names", args));
    expect(only(registered, "aws:route53/zone:Zone").inputs).toEqual({
      name: "eu-west-1.internal.pay.example.com",
      comment: "Private names of the platform in eu-west-1",
      vpcs: [{ vpcId: "vpc-eu", vpcRegion: "eu-west-1" }],
      tags: { Name: "eu-west-1.internal.pay.example.com" },
    });
    expect(all(registered, "aws:route53/record:Record")).toEqual([]);
  });

  it("leaves alone the VPCs that the global stack associates", async () => {
    const registered = await record(() => new PrivateZone("names", args));
    expect(only(registered, "aws:route53/zone:Zone").ignoreChanges).toEqual(["vpcs"]);
  });

  it.each([false, true])("names internal load balancers (preview: %s)", async (preview) => {
    const loadBalancers = { ledger: { dnsName: "ledger.elb.amazonaws.com", zoneId: "Z1" } };
    const registered = await record(() => new PrivateZone("names", { ...args, loadBalancers }), {
      preview,
    });
    expect(only(registered, "aws:route53/record:Record", "names-ledger").inputs).toMatchObject({
      name: "ledger.eu-west-1.internal.pay.example.com",
      type: "A",
      aliases: [{ name: "ledger.elb.amazonaws.com", zoneId: "Z1", evaluateTargetHealth: false }],
    });
  });
});

describe("PrivateZoneAssociation", () => {
  it("lets the other region's VPC resolve the zone", async () => {
    const registered = await record(
      () =>
        new PrivateZoneAssociation("names", {
          zoneId: "Z2",
          vpcId: "vpc-us",
          vpcRegion: "us-east-1",
        }),
    );
    expect(only(registered, "aws:route53/zoneAssociation:ZoneAssociation").inputs).toEqual({
      zoneId: "Z2",
      vpcId: "vpc-us",
      vpcRegion: "us-east-1",
    });
  });
});
