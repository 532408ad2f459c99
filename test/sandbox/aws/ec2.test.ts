// SPDX-License-Identifier: Apache-2.0
import { awsProvider } from "../../../sandbox/aws";
import { type Made, StandIn } from "../../support/stand-in";
import { makeNetwork } from "./network.fixture";

const vpcType = "aws:ec2/vpc:Vpc";
const subnetType = "aws:ec2/subnet:Subnet";
const groupType = "aws:ec2/securityGroup:SecurityGroup";

let aws: StandIn;
beforeEach(() => {
  aws = new StandIn(awsProvider);
});
afterEach(() => aws.dispose());

const makeVpc = (stand = aws, name = "vpc"): Promise<Made> =>
  stand.make(vpcType, name, { cidrBlock: "10.0.0.0/16" });

const subnetOf = (vpc: Made, more = {}): Record<string, unknown> => ({
  vpcId: vpc.object.id,
  cidrBlock: "10.0.1.0/24",
  availabilityZone: "us-east-1a",
  ...more,
});

describe("vpc", () => {
  it("has the ids and defaults that EC2 gives it", async () => {
    const { state, object } = await makeVpc();
    expect(object.id).toMatch(/^vpc-[0-9a-f]{17}$/);
    expect(state).toMatchObject({
      arn: `arn:aws:ec2:us-east-1:111122223333:vpc/${object.id}`,
      enableDnsSupport: true,
      enableDnsHostnames: false,
      instanceTenancy: "default",
    });
  });

  it("keeps what the program says over a default", async () => {
    const { state } = await aws.make(vpcType, "vpc", {
      cidrBlock: "10.0.0.0/16",
      enableDnsHostnames: true,
    });
    expect(state.enableDnsHostnames).toBe(true);
  });

  it("has the same id on every run, and another in another region", async () => {
    const again = new StandIn(awsProvider);
    const [first, second, abroad] = [
      await makeVpc(),
      await makeVpc(again),
      await makeVpc(aws.in("eu-west-1")),
    ];
    again.dispose();
    expect(second.object.id).toBe(first.object.id);
    expect(abroad.object.id).not.toBe(first.object.id);
  });

  it.each([
    [{ cidrBlock: "10.1.0.0/16" }, ["cidrBlock"]],
    [{ instanceTenancy: "dedicated" }, ["instanceTenancy"]],
    [{ instanceTenancy: "default" }, []],
    [{ enableDnsHostnames: true }, []],
    [{ region: "eu-west-1" }, ["region"]],
  ])("on a change of %j replaces by %j", async (change, replaces) => {
    const diff = aws.diff(await makeVpc(), change);
    expect(diff.changed).toHaveLength(1);
    expect(diff.replaces).toEqual(replaces);
  });

  it.each([
    [subnetType, { cidrBlock: "10.0.1.0/24", availabilityZone: "us-east-1a" }],
    [groupType, {}],
    ["aws:ec2/internetGateway:InternetGateway", {}],
    ["aws:ec2/routeTable:RouteTable", {}],
  ])("cannot be deleted while it holds a %s", async (token, inputs) => {
    const vpc = await makeVpc();
    const held = await aws.make(token, "held", { ...inputs, vpcId: vpc.object.id });
    await expect(aws.delete(vpc)).rejects.toThrow("api error DependencyViolation");
    await aws.delete(held);
    await aws.delete(vpc);
    expect(aws.cloud.all()).toEqual([]);
  });
});

describe("subnet", () => {
  it("has the id of its zone", async () => {
    const { state } = await aws.make(subnetType, "a", subnetOf(await makeVpc()));
    expect(state).toMatchObject({ availabilityZoneId: "use1-az1", mapPublicIpOnLaunch: false });
  });

  it.each([
    [{ cidrBlock: "10.1.0.0/24" }, "InvalidSubnet.Range"],
    [{ cidrBlock: "10.0.0.0/23" }, "InvalidSubnet.Conflict"],
    [{ cidrBlock: "10.0.2.0/24", availabilityZone: "eu-west-1a" }, "InvalidParameterValue"],
  ])("is refused with %j", async (mistake, code) => {
    const vpc = await makeVpc();
    await aws.make(subnetType, "a", subnetOf(vpc));
    await expect(aws.make(subnetType, "b", subnetOf(vpc, mistake))).rejects.toThrow(code);
    const good = await aws.make(subnetType, "b", subnetOf(vpc, { cidrBlock: "10.0.2.0/24" }));
    expect(good.object.id).toMatch(/^subnet-[0-9a-f]{17}$/);
  });

  it("may lie in a further range of its VPC", async () => {
    const vpc = await makeVpc();
    const range = { vpcId: vpc.object.id, cidrBlock: "100.64.0.0/16" };
    const association = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation";
    await aws.make(association, "pods", range);
    const pods = subnetOf(vpc, { cidrBlock: "100.64.0.0/18" });
    await expect(aws.make(subnetType, "pods", pods)).resolves.toBeDefined();
  });
});

describe("the ways out", () => {
  it("gives a NAT gateway the address that it was given, and one of its subnet", async () => {
    const vpc = await makeVpc();
    const subnet = await aws.make(subnetType, "a", subnetOf(vpc));
    await aws.make("aws:ec2/internetGateway:InternetGateway", "internet", { vpcId: vpc.object.id });
    const address = await aws.make("aws:ec2/eip:Eip", "nat", { domain: "vpc" });
    const { state } = await aws.make("aws:ec2/natGateway:NatGateway", "nat", {
      subnetId: subnet.object.id,
      allocationId: address.object.id,
    });
    expect(address.state.publicIp).toMatch(/^198\.1[89]\.\d{1,3}\.\d{1,3}$/);
    expect(state).toMatchObject({ publicIp: address.state.publicIp, vpcId: vpc.object.id });
    expect(state.privateIp).toMatch(/^10\.0\.1\.([4-9]|10|11)$/);
    await expect(aws.delete(subnet)).rejects.toThrow("DependencyViolation");
  });

  it("refuses a second route to the same destination, not one to another", async () => {
    const { routeTableId, gatewayId } = await makeNetwork(aws);
    const route = { routeTableId, destinationCidrBlock: "0.0.0.0/0", gatewayId };
    const make = (name: string, change = {}): Promise<Made> =>
      aws.make("aws:ec2/route:Route", name, { ...route, ...change });
    const first = await make("one");
    expect(first.object.id).toMatch(/^r-rtb-[0-9a-f]{17}\d+$/);
    await expect(make("two")).rejects.toThrow("RouteAlreadyExists");
    await expect(make("two", { destinationCidrBlock: "10.9.0.0/16" })).resolves.toBeDefined();
    expect(aws.diff(first, { gatewayId: "igw-2" }).replaces).toEqual([]);
  });

  it("lets a private DNS change update an interface endpoint and replace a gateway", async () => {
    const { vpcId, subnetIds } = await makeNetwork(aws);
    const endpoint = (service: string, more: Record<string, unknown>): Promise<Made> =>
      aws.make("aws:ec2/vpcEndpoint:VpcEndpoint", service, {
        vpcId,
        serviceName: `com.amazonaws.us-east-1.${service}`,
        ...more,
      });
    const inside = await endpoint("ecr.api", {
      vpcEndpointType: "Interface",
      subnetIds: subnetIds.slice(0, 2),
    });
    const gateway = await endpoint("s3", { vpcEndpointType: "Gateway" });
    expect(aws.diff(inside, { privateDnsEnabled: true }).replaces).toEqual([]);
    expect(aws.diff(gateway, { privateDnsEnabled: true }).replaces).toEqual(["privateDnsEnabled"]);
    expect(inside.state.networkInterfaceIds).toHaveLength(2);
    expect(JSON.stringify(inside.state.dnsEntries)).toMatch(
      /vpce-[0-9a-f]{17}-[0-9a-f]{8}\.ecr\.api\.us-east-1\.vpce\.amazonaws\.com/,
    );
  });
});

describe("security group", () => {
  it("is named after the resource, in 255 characters, and keeps its name", async () => {
    const long = "g".repeat(300);
    const { vpcId } = await makeNetwork(aws);
    const { inputs } = await aws.make(groupType, long, { vpcId });
    expect(inputs.name).toMatch(/^g{247}-[0-9a-f]{7}$/);
    const again = aws.check(groupType, long, { vpcId }, inputs);
    expect(again.inputs.name).toBe(inputs.name);
  });

  it("cannot be deleted while another group's rule refers to it", async () => {
    const { vpcId } = await makeNetwork(aws);
    const [clients, database] = [
      await aws.make(groupType, "clients", { vpcId }),
      await aws.make(groupType, "database", { vpcId }),
    ];
    const ruleType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    const rule = await aws.make(ruleType, "clients", {
      securityGroupId: database.object.id,
      referencedSecurityGroupId: clients.object.id,
      ipProtocol: "-1",
    });
    expect(rule.state.securityGroupRuleId).toMatch(/^sgr-[0-9a-f]{17}$/);
    await expect(aws.delete(clients)).rejects.toThrow("DependencyViolation");
    await aws.delete(rule);
    await aws.delete(clients);
  });

  it("of a VPC's own is adopted", async () => {
    const vpc = await makeVpc();
    const { object } = await aws.make("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "own", {
      vpcId: vpc.object.id,
    });
    expect(object.id).toBe(vpc.state.defaultSecurityGroupId);
  });
});

describe("peering", () => {
  it("is seen the other way round by the side that accepts", async () => {
    const peer = aws.in("eu-west-1");
    const own = await makeVpc();
    const other = await peer.make(vpcType, "other", { cidrBlock: "10.9.0.0/16" });
    const connection = await aws.make("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "p", {
      vpcId: own.object.id,
      peerVpcId: other.object.id,
      peerRegion: "eu-west-1",
    });
    const accepter = "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter";
    const accepted = await peer.make(accepter, "p", {
      vpcPeeringConnectionId: connection.object.id,
      autoAccept: true,
    });
    expect(connection.state.acceptStatus).toBe("pending-acceptance");
    expect(accepted.object).toMatchObject({ id: connection.object.id, place: "eu-west-1" });
    expect(accepted.state).toMatchObject({
      acceptStatus: "active",
      vpcId: other.object.id,
      peerVpcId: own.object.id,
      peerRegion: "us-east-1",
    });
  });
});

describe("launch template", () => {
  it("gets a new version with each change", async () => {
    const first = await aws.make("aws:ec2/launchTemplate:LaunchTemplate", "nodes", {});
    expect(first.state).toMatchObject({ latestVersion: 1, defaultVersion: 1 });
    const next = await aws.change(first, { ebsOptimized: "true" });
    expect(next.state).toMatchObject({ latestVersion: 2, defaultVersion: 1 });
    const planned = aws.handler.plannedUpdate(first.target, first.state, next.inputs);
    expect(planned.latestVersion).toBe("04da6b54-80e4-46f7-96ec-b56ff0331ba9");
  });
});
