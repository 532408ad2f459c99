// SPDX-License-Identifier: Apache-2.0
import { awsProvider } from "../../../sandbox/aws";
import { type Properties, unknownValue } from "../../../sandbox/provider/values";
import { type Made, StandIn } from "../../support/stand-in";
import { makeNetwork, type Network } from "./network.fixture";

const routeType = "aws:ec2/route:Route";
const ingressType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const listRuleType = "aws:ec2/securityGroupRule:SecurityGroupRule";
const endpointType = "aws:ec2/vpcEndpoint:VpcEndpoint";
const peeringType = "aws:ec2/vpcPeeringConnection:VpcPeeringConnection";

/** What looks like one of the refused mistakes, and is none. */
describe("AWS takes", () => {
  let aws: StandIn;
  let network: Network;
  beforeEach(async () => {
    aws = new StandIn(awsProvider);
    network = await makeNetwork(aws);
  });
  afterEach(() => aws.dispose());

  const make = (token: string, inputs: Properties, name = "one"): Promise<Made> =>
    aws.make(token, name, inputs);
  const problems = (token: string, inputs: Properties): readonly unknown[] =>
    aws.check(token, "one", inputs).failures;
  const ingress = (more: Properties, name?: string): Promise<Made> =>
    make(ingressType, { securityGroupId: network.groupId, ipProtocol: "-1", ...more }, name);
  const vpcOutput = (output: string): string => {
    const [vpc] = aws.cloud.list("aws:ec2/vpc:Vpc");
    return String(vpc?.computed[output]);
  };

  it("a choice of which nothing is known yet", () => {
    const route = { routeTableId: "rtb-1", destinationCidrBlock: unknownValue };
    expect(problems(routeType, { ...route, gatewayId: unknownValue })).toEqual([]);
    const both = { gatewayId: unknownValue, natGatewayId: "nat-1" };
    expect(problems(routeType, { ...route, ...both })).toEqual([]);
  });

  it("a VPC and a further range at the bounds of what a range may be", () => {
    const association = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation";
    for (const cidrBlock of ["10.0.0.0/16", "10.0.0.0/28", unknownValue]) {
      expect(problems("aws:ec2/vpc:Vpc", { cidrBlock })).toEqual([]);
      expect(problems(association, { vpcId: "vpc-1", cidrBlock })).toEqual([]);
    }
  });

  it("a route in the table that came with the VPC", async () => {
    const route = { destinationCidrBlock: "0.0.0.0/0", gatewayId: network.gatewayId };
    const routeTableId = vpcOutput("mainRouteTableId");
    await expect(make(routeType, { ...route, routeTableId })).resolves.toBeDefined();
  });

  it("a route inside the VPC that leads to an interface", async () => {
    const route = { routeTableId: network.routeTableId, networkInterfaceId: "eni-1" };
    const destinationCidrBlock = "10.0.0.0/24";
    await expect(make(routeType, { ...route, destinationCidrBlock })).resolves.toBeDefined();
  });

  it("a route for more than the VPC's own addresses", async () => {
    const route = { routeTableId: network.routeTableId, gatewayId: network.gatewayId };
    const destinationCidrBlock = "10.0.0.0/8";
    await expect(make(routeType, { ...route, destinationCidrBlock })).resolves.toBeDefined();
  });

  it("a rule for the group that came with the VPC, and one for a cluster's", async () => {
    const { object } = await make("aws:eks/cluster:Cluster", {
      name: "payments",
      roleArn: "arn:aws:iam::444455556666:role/eks",
      version: "1.34",
      vpcConfig: { subnetIds: network.subnetIds.slice(0, 2) },
    });
    const { vpcConfig } = object.computed as { vpcConfig: Properties };
    const groups = [vpcOutput("defaultSecurityGroupId"), vpcConfig.clusterSecurityGroupId];
    for (const group of groups) {
      const referencedSecurityGroupId = String(group);
      await expect(ingress({ referencedSecurityGroupId }, String(group))).resolves.toBeDefined();
    }
  });

  it("a rule for a group of a peered VPC of the same region, and of no other VPC", async () => {
    const other = await makeNetwork(aws, 1);
    const rule = { referencedSecurityGroupId: other.groupId };
    await expect(ingress(rule)).rejects.toThrow("belong to different networks");
    await make(peeringType, { vpcId: other.vpcId, peerVpcId: network.vpcId, autoAccept: true });
    await expect(ingress(rule)).resolves.toBeDefined();
  });

  it("a rule that differs from another in its direction, its port or its protocol only", async () => {
    const web = { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" };
    const others = [{}, { toPort: 444 }, { ipProtocol: "udp" }, { cidrIpv4: "192.0.2.0/24" }];
    for (const other of others) {
      await expect(ingress({ ...web, ...other }, JSON.stringify(other))).resolves.toBeDefined();
    }
    const egress = { ...web, securityGroupId: network.groupId };
    const way = make("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", egress);
    await expect(way).resolves.toBeDefined();
    await expect(ingress({ ...web, ipProtocol: "6" }, "again")).rejects.toThrow("Duplicate");
  });

  it("sixty rules for IPv4 and as many for IPv6", async () => {
    const rule = { type: "ingress", securityGroupId: network.groupId, protocol: "-1" };
    const ports = { fromPort: 0, toPort: 0 };
    const numbers = Array.from({ length: 60 }, (_, index) => index);
    const cidrBlocks = numbers.map((number) => `192.0.2.${number}/32`);
    const ipv6CidrBlocks = numbers.map((number) => `2001:db8::${number}/128`);
    await make(listRuleType, { ...rule, ...ports, cidrBlocks }, "four");
    const six = make(listRuleType, { ...rule, ...ports, ipv6CidrBlocks }, "six");
    await expect(six).resolves.toBeDefined();
    await expect(ingress({ cidrIpv4: "198.51.100.0/24" })).rejects.toThrow("LimitExceeded");
  });

  it("an endpoint for another region's service that says so", async () => {
    const serviceName = "com.amazonaws.eu-west-1.s3";
    const more = { serviceRegion: "eu-west-1", vpcEndpointType: "Interface" };
    const inputs = { vpcId: network.vpcId, serviceName, ...more };
    await expect(make(endpointType, inputs)).resolves.toBeDefined();
  });

  it("a change of a listener that keeps its port, and of a rule that keeps its peer", async () => {
    const balancer = await make("aws:lb/loadBalancer:LoadBalancer", {
      loadBalancerType: "network",
      subnets: network.subnetIds,
    });
    const group = await make("aws:lb/targetGroup:TargetGroup", {
      vpcId: network.vpcId,
      protocol: "TCP",
      port: 8443,
    });
    const listener = await make("aws:lb/listener:Listener", {
      loadBalancerArn: balancer.object.id,
      port: 443,
      protocol: "TCP",
      defaultActions: [{ type: "forward", targetGroupArn: group.object.id }],
    });
    await expect(aws.change(listener, { tags: { Name: "edge" } })).resolves.toBeDefined();
    const rule = await ingress({ cidrIpv4: "192.0.2.0/24" });
    await expect(aws.change(rule, { description: "partners" })).resolves.toBeDefined();
  });
});
