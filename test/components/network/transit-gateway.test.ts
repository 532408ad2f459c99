// SPDX-License-Identifier: Apache-2.0
import {
  TransitGateway,
  type TransitGatewayArgs,
} from "../../../components/network/transit-gateway";
import { all, only, record } from "../../support/mocks";

const happyPathArgs: TransitGatewayArgs = {
  vpcId: "vpc-1",
  subnetCidrs: { "eu-west-1a": "10.2.63.240/28", "eu-west-1b": "10.2.127.240/28" },
  amazonSideAsn: 4_200_163_968,
};

const build = (args: Partial<TransitGatewayArgs> = {}, preview = false) =>
  record(() => new TransitGateway("transit", { ...happyPathArgs, ...args }), { preview });

describe("TransitGateway", () => {
  it("joins nothing by default: no table of AWS's own, no attachment from elsewhere", async () => {
    const { inputs } = only(await build(), "aws:ec2transitgateway/transitGateway:TransitGateway");
    expect(inputs).toEqual({
      description: "Joins this region's network to those of its peers",
      amazonSideAsn: 4_200_163_968,
      autoAcceptSharedAttachments: "disable",
      defaultRouteTableAssociation: "disable",
      defaultRouteTablePropagation: "disable",
      dnsSupport: "enable",
      tags: { Name: "transit" },
    });
  });

  it("attaches the VPC through subnets of its own, one per zone", async () => {
    const registered = await build();
    const subnets = all(registered, "aws:ec2/subnet:Subnet").map(({ name, inputs }) => [
      name,
      inputs.vpcId,
      inputs.availabilityZone,
      inputs.cidrBlock,
      inputs.mapPublicIpOnLaunch,
    ]);
    expect(subnets).toEqual([
      ["transit-subnet-a", "vpc-1", "eu-west-1a", "10.2.63.240/28", false],
      ["transit-subnet-b", "vpc-1", "eu-west-1b", "10.2.127.240/28", false],
    ]);
    expect(only(registered, "aws:ec2transitgateway/vpcAttachment:VpcAttachment").inputs).toEqual({
      transitGatewayId: "transit-id",
      vpcId: "vpc-1",
      subnetIds: ["transit-subnet-a-id", "transit-subnet-b-id"],
      dnsSupport: "enable",
      ipv6Support: "disable",
      applianceModeSupport: "disable",
      transitGatewayDefaultRouteTableAssociation: false,
      transitGatewayDefaultRouteTablePropagation: false,
      tags: { Name: "transit-vpc" },
    });
  });

  it("sends nothing out of those subnets: their one table has no route", async () => {
    const registered = await build();
    const table = only(registered, "aws:ec2/routeTable:RouteTable");
    expect(table.inputs).toEqual({ vpcId: "vpc-1", tags: { Name: "transit-subnets" } });
    const associations = all(registered, "aws:ec2/routeTableAssociation:RouteTableAssociation");
    expect(associations.map(({ inputs }) => inputs)).toEqual([
      { subnetId: "transit-subnet-a-id", routeTableId: "transit-subnets-id" },
      { subnetId: "transit-subnet-b-id", routeTableId: "transit-subnets-id" },
    ]);
    expect(all(registered, "aws:ec2/route:Route")).toEqual([]);
  });

  it("puts the VPC on a table of its own, and the VPC's ranges into it", async () => {
    const registered = await build();
    const both = {
      transitGatewayAttachmentId: "transit-vpc-id",
      transitGatewayRouteTableId: "transit-routes-id",
    };
    for (const kind of [
      "routeTableAssociation:RouteTableAssociation",
      "routeTablePropagation:RouteTablePropagation",
    ]) {
      expect(only(registered, `aws:ec2transitgateway/${kind}`).inputs).toEqual(both);
    }
  });

  it("registers the same at a first preview", async () => {
    const names = (registered: readonly { type: string; name: string }[]) =>
      registered.map(({ type, name }) => `${type} ${name}`).sort();
    expect(names(await build({}, true))).toEqual(names(await build()));
  });

  it.each([64_511, 65_535, 4_199_999_999, 4_294_967_295, 64_512.5])(
    "fails when %d is no private number",
    async (amazonSideAsn) => {
      await expect(build({ amazonSideAsn })).rejects.toThrow(
        `amazonSideAsn: must be a private number, 64512 to 65534 or 4200000000 to 4294967294, got ${amazonSideAsn}`,
      );
    },
  );

  it.each([64_512, 65_534, 4_200_000_000, 4_294_967_294])("takes the number %d", async (asn) => {
    await expect(build({ amazonSideAsn: asn })).resolves.toBeDefined();
  });

  it("fails when no zone is named, or a range is none", async () => {
    await expect(build({ subnetCidrs: {} })).rejects.toThrow("subnetCidrs: is empty");
    await expect(build({ subnetCidrs: { "eu-west-1a": "10.2.63.241/28" } })).rejects.toThrow(
      'subnetCidrs["eu-west-1a"]: has host bits set',
    );
  });
});
