// SPDX-License-Identifier: Apache-2.0
import { awsProvider } from "../../../sandbox/aws";
import type { Properties } from "../../../sandbox/provider/values";
import { type Made, StandIn } from "../../support/stand-in";

const type = (kind: string) =>
  `aws:ec2transitgateway/${kind.charAt(0).toLowerCase()}${kind.slice(1)}:${kind}`;
const withoutTables = {
  defaultRouteTableAssociation: "disable",
  defaultRouteTablePropagation: "disable",
};

let aws: StandIn;
beforeEach(() => {
  aws = new StandIn(awsProvider);
});
afterEach(() => aws.dispose());

const makeGateway = (inputs: Properties = withoutTables, stand = aws, name = "gateway") =>
  stand.make(type("TransitGateway"), name, inputs);

/** A VPC with a subnet, attached to the gateway. */
async function attach(gateway: Made): Promise<{ vpc: Made; subnet: Made; attachment: Made }> {
  const vpc = await aws.make("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.1.0.0/16" });
  const subnet = await aws.make("aws:ec2/subnet:Subnet", "subnet", {
    vpcId: vpc.object.id,
    cidrBlock: "10.1.0.0/28",
    availabilityZone: "us-east-1a",
  });
  const attachment = await aws.make(type("VpcAttachment"), "vpc", {
    transitGatewayId: gateway.object.id,
    vpcId: vpc.object.id,
    subnetIds: [subnet.object.id],
  });
  return { vpc, subnet, attachment };
}

const makeTable = ({ object }: Made): Promise<Made> =>
  aws.make(type("RouteTable"), "table", { transitGatewayId: object.id });

async function peer(gateway: Made): Promise<{ other: Made; request: Made }> {
  const other = await makeGateway(withoutTables, aws.in("eu-west-1"), "other");
  const request = await aws.make(type("PeeringAttachment"), "peering", {
    transitGatewayId: gateway.object.id,
    peerTransitGatewayId: other.object.id,
    peerRegion: "eu-west-1",
  });
  return { other, request };
}

const accept = (request: Made): Promise<Made> =>
  aws.in("eu-west-1").make(type("PeeringAttachmentAccepter"), "acceptance", {
    transitGatewayAttachmentId: request.object.id,
  });

describe("transit gateway", () => {
  it("has the ids and defaults that EC2 gives it, two default tables among them", async () => {
    const { object, state } = await makeGateway({});
    expect(object.id).toMatch(/^tgw-[0-9a-f]{17}$/);
    expect(state).toMatchObject({
      arn: `arn:aws:ec2:us-east-1:111122223333:transit-gateway/${object.id}`,
      amazonSideAsn: 64_512,
      associationDefaultRouteTableId: expect.stringMatching(/^tgw-rtb-/) as unknown,
      propagationDefaultRouteTableId: expect.stringMatching(/^tgw-rtb-/) as unknown,
    });
  });

  it("has no default tables where it is told so", async () => {
    const { state } = await makeGateway();
    expect(state).toMatchObject({
      associationDefaultRouteTableId: "",
      propagationDefaultRouteTableId: "",
    });
  });

  it.each([
    [withoutTables, { amazonSideAsn: 64_513 }, []],
    [withoutTables, { dnsSupport: "disable" }, []],
    [withoutTables, { defaultRouteTableAssociation: "enable" }, ["defaultRouteTableAssociation"]],
    [{}, { defaultRouteTableAssociation: "disable" }, []],
    [{}, { multicastSupport: "enable" }, ["multicastSupport"]],
  ])("made with %j and changed by %j replaces by %j", async (inputs, change, replaces) => {
    expect(aws.diff(await makeGateway(inputs), change).replaces).toEqual(replaces);
  });

  it("can't be deleted while it is peered, at either end", async () => {
    const gateway = await makeGateway();
    const { other, request } = await peer(gateway);
    await expect(aws.delete(gateway)).rejects.toThrow("api error IncorrectState");
    await expect(aws.in("eu-west-1").delete(other)).rejects.toThrow("api error IncorrectState");
    await aws.delete(request);
    await aws.delete(gateway);
    await aws.in("eu-west-1").delete(other);
    expect(aws.cloud.all()).toEqual([]);
  });
});

describe("an attachment", () => {
  it("keeps the VPC and its subnets from being deleted, until it is gone", async () => {
    const gateway = await makeGateway();
    const { vpc, subnet, attachment } = await attach(gateway);
    expect(attachment.object.id).toMatch(/^tgw-attach-[0-9a-f]{17}$/);
    await expect(aws.delete(subnet)).rejects.toThrow("api error DependencyViolation");
    await aws.delete(attachment);
    await aws.delete(subnet);
    await aws.delete(vpc);
    await aws.delete(gateway);
    expect(aws.cloud.all()).toEqual([]);
  });

  it("takes another subnet in place, and another VPC as another attachment", async () => {
    const { attachment } = await attach(await makeGateway());
    expect(aws.diff(attachment, { subnetIds: ["subnet-2"] }).replaces).toEqual([]);
    expect(aws.diff(attachment, { vpcId: "vpc-2" }).replaces).toEqual(["vpcId"]);
  });

  it("is named with its table where it is associated and propagates", async () => {
    const gateway = await makeGateway();
    const { vpc, attachment } = await attach(gateway);
    const table = await makeTable(gateway);
    for (const kind of ["RouteTableAssociation", "RouteTablePropagation"]) {
      const { object, state } = await aws.make(type(kind), "vpc", {
        transitGatewayAttachmentId: attachment.object.id,
        transitGatewayRouteTableId: table.object.id,
      });
      expect(object.id).toBe(`${table.object.id}_${attachment.object.id}`);
      expect(state).toMatchObject({ resourceId: vpc.object.id, resourceType: "vpc" });
    }
    await expect(aws.delete(table)).rejects.toThrow("api error IncorrectState");
  });
});

describe("a peering of transit gateways", () => {
  it("is seen the other way round by the end that accepts", async () => {
    const gateway = await makeGateway();
    const { other, request } = await peer(gateway);
    expect(request.state).toMatchObject({
      state: "pendingAcceptance",
      peerAccountId: "111122223333",
    });
    const accepted = await accept(request);
    expect(accepted.object).toMatchObject({ id: request.object.id, place: "eu-west-1" });
    expect(accepted.state).toMatchObject({
      transitGatewayId: other.object.id,
      peerTransitGatewayId: gateway.object.id,
      peerRegion: "us-east-1",
    });
  });

  it("can't be routed to before it is accepted, at the asking end either", async () => {
    const gateway = await makeGateway();
    const { other, request } = await peer(gateway);
    const table = await makeTable(gateway);
    const route = {
      destinationCidrBlock: "10.2.0.0/16",
      transitGatewayAttachmentId: request.object.id,
      transitGatewayRouteTableId: table.object.id,
    };
    await expect(aws.make(type("Route"), "route", route)).rejects.toThrow(
      "api error IncorrectState",
    );
    await accept(request);
    const { object } = await aws.make(type("Route"), "route", route);
    expect(object.id).toBe(`${table.object.id}_10.2.0.0/16`);
    const { state } = await aws.make(type("RouteTableAssociation"), "peering", {
      transitGatewayAttachmentId: request.object.id,
      transitGatewayRouteTableId: table.object.id,
    });
    expect(state).toMatchObject({ resourceId: other.object.id, resourceType: "peering" });
  });

  it("isn't known in a third region", async () => {
    const { request } = await peer(await makeGateway());
    const third = aws.in("eu-central-1");
    await expect(
      third.make(type("PeeringAttachmentAccepter"), "acceptance", {
        transitGatewayAttachmentId: request.object.id,
      }),
    ).rejects.toThrow("InvalidTransitGatewayAttachmentID.NotFound");
  });
});

describe("a VPC's route", () => {
  it("turns from a peering to a transit gateway in place, and only where the VPC is attached", async () => {
    const gateway = await makeGateway();
    const vpc = await aws.make("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.1.0.0/16" });
    const table = await aws.make("aws:ec2/routeTable:RouteTable", "t", { vpcId: vpc.object.id });
    const other = await aws
      .in("eu-west-1")
      .make("aws:ec2/vpc:Vpc", "other", { cidrBlock: "10.2.0.0/16" });
    const peering = await aws.make("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "p", {
      vpcId: vpc.object.id,
      peerVpcId: other.object.id,
      peerRegion: "eu-west-1",
    });
    const route = await aws.make("aws:ec2/route:Route", "route", {
      routeTableId: table.object.id,
      destinationCidrBlock: "10.2.0.0/16",
      vpcPeeringConnectionId: peering.object.id,
    });
    const change = { vpcPeeringConnectionId: undefined, transitGatewayId: gateway.object.id };
    expect(aws.diff(route, change).replaces).toEqual([]);
    await expect(aws.change(route, change)).rejects.toThrow("InvalidTransitGatewayID.NotFound");
    const subnet = await aws.make("aws:ec2/subnet:Subnet", "subnet", {
      vpcId: vpc.object.id,
      cidrBlock: "10.1.0.0/28",
      availabilityZone: "us-east-1a",
    });
    await aws.make(type("VpcAttachment"), "vpc", {
      transitGatewayId: gateway.object.id,
      vpcId: vpc.object.id,
      subnetIds: [subnet.object.id],
    });
    const changed = await aws.change(route, change);
    expect(changed.object.id).toBe(route.object.id);
  });
});
