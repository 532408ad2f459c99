// SPDX-License-Identifier: Apache-2.0
import { Vpc, type VpcArgs } from "../../../components/network/vpc";
import { all, only, record, type Registered } from "../../support/mocks";

const zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];

function happyPathArgs(): VpcArgs {
  return {
    region: "eu-west-1",
    vpcCidr: "10.2.0.0/16",
    podCidr: "100.65.0.0/16",
    availabilityZones: zones,
    flowLogBucketArn: "arn:aws:s3:::logs",
  };
}

const build = (args: Partial<VpcArgs> = {}) =>
  record(() => new Vpc("vpc", { ...happyPathArgs(), ...args }));

const subnetsOf = (registered: readonly Registered[], kind: string) =>
  all(registered, "aws:ec2/subnet:Subnet").filter(({ name }) => name.endsWith(`-${kind}`));

const id = (name: string) => `${name}-id`;

describe("Vpc", () => {
  it("cuts its ranges into exactly these subnets", async () => {
    const registered = await build();
    const subnets = all(registered, "aws:ec2/subnet:Subnet");
    const table = subnets.map(({ name, inputs }) => [
      name,
      inputs.availabilityZone,
      inputs.cidrBlock,
    ]);
    const byName = (a: unknown[], b: unknown[]) => String(a[0]).localeCompare(String(b[0]));
    expect(table.sort(byName)).toEqual([
      ["vpc-zone-a-data", "eu-west-1a", "10.2.36.0/22"],
      ["vpc-zone-a-pods", "eu-west-1a", "100.65.0.0/18"],
      ["vpc-zone-a-private", "eu-west-1a", "10.2.0.0/19"],
      ["vpc-zone-a-public", "eu-west-1a", "10.2.32.0/22"],
      ["vpc-zone-b-data", "eu-west-1b", "10.2.100.0/22"],
      ["vpc-zone-b-pods", "eu-west-1b", "100.65.64.0/18"],
      ["vpc-zone-b-private", "eu-west-1b", "10.2.64.0/19"],
      ["vpc-zone-b-public", "eu-west-1b", "10.2.96.0/22"],
      ["vpc-zone-c-data", "eu-west-1c", "10.2.164.0/22"],
      ["vpc-zone-c-pods", "eu-west-1c", "100.65.128.0/18"],
      ["vpc-zone-c-private", "eu-west-1c", "10.2.128.0/19"],
      ["vpc-zone-c-public", "eu-west-1c", "10.2.160.0/22"],
    ]);
  });

  it("has names from its own DNS, and a second range for pods", async () => {
    const registered = await build();
    expect(only(registered, "aws:ec2/vpc:Vpc").inputs).toEqual({
      cidrBlock: "10.2.0.0/16",
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: "vpc" },
    });
    expect(
      only(registered, "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation").inputs,
    ).toEqual({ vpcId: id("vpc"), cidrBlock: "100.65.0.0/16" });
  });

  it("gives no instance a public address by itself", async () => {
    const subnets = all(await build(), "aws:ec2/subnet:Subnet");
    expect(subnets.map(({ inputs }) => inputs.mapPublicIpOnLaunch)).toEqual(
      subnets.map(() => false),
    );
  });

  it("tags subnets for the controllers that look for them", async () => {
    const registered = await build();
    const tagOf = (kind: string) => subnetsOf(registered, kind).map(({ inputs }) => inputs.tags);
    const named = (kind: string, tags: Record<string, string>) =>
      ["a", "b", "c"].map((zone) => ({ Name: `vpc-zone-${zone}-${kind}`, ...tags }));
    expect(tagOf("public")).toEqual(named("public", { "kubernetes.io/role/elb": "1" }));
    expect(tagOf("private")).toEqual(named("private", { "kubernetes.io/role/internal-elb": "1" }));
    expect(tagOf("pods")).toEqual(named("pods", { "kubernetes.io/role/cni": "1" }));
    expect(tagOf("data")).toEqual(named("data", {}));
  });

  it("has exactly these routes: public to the internet, private through the zone's own NAT", async () => {
    const routes = all(await build(), "aws:ec2/route:Route").map(({ inputs }) => inputs);
    const outbound = (zone: string) => ({
      routeTableId: id(`vpc-zone-${zone}-private`),
      destinationCidrBlock: "0.0.0.0/0",
      natGatewayId: id(`vpc-zone-${zone}-nat`),
    });
    expect(routes).toHaveLength(4);
    expect(routes).toEqual(
      expect.arrayContaining([
        {
          routeTableId: id("vpc-public"),
          destinationCidrBlock: "0.0.0.0/0",
          gatewayId: id("vpc-internet"),
        },
        outbound("a"),
        outbound("b"),
        outbound("c"),
      ]),
    );
  });

  it("puts each subnet on the table of its kind; data's has no route at all", async () => {
    const registered = await build();
    const associations = all(registered, "aws:ec2/routeTableAssociation:RouteTableAssociation").map(
      ({ inputs }) => [inputs.subnetId, inputs.routeTableId],
    );
    const ofZone = (zone: string) => [
      [id(`vpc-zone-${zone}-public`), id("vpc-public")],
      [id(`vpc-zone-${zone}-private`), id(`vpc-zone-${zone}-private`)],
      [id(`vpc-zone-${zone}-pods`), id(`vpc-zone-${zone}-private`)],
      [id(`vpc-zone-${zone}-data`), id("vpc-data")],
    ];
    expect(associations).toHaveLength(12);
    expect(associations).toEqual(
      expect.arrayContaining([...ofZone("a"), ...ofZone("b"), ...ofZone("c")]),
    );
    const routed = all(registered, "aws:ec2/route:Route").map(({ inputs }) => inputs.routeTableId);
    expect(routed).not.toContain(id("vpc-data"));
  });

  it("has one NAT gateway with its own address in each zone's public subnet", async () => {
    const registered = await build();
    expect(all(registered, "aws:ec2/eip:Eip").map(({ inputs }) => inputs.domain)).toEqual([
      "vpc",
      "vpc",
      "vpc",
    ]);
    expect(
      all(registered, "aws:ec2/natGateway:NatGateway").map(({ inputs }) => [
        inputs.subnetId,
        inputs.allocationId,
      ]),
    ).toEqual(
      ["a", "b", "c"].map((zone) => [id(`vpc-zone-${zone}-public`), id(`vpc-zone-${zone}-nat`)]),
    );
  });

  it("makes NAT gateways only behind the internet gateway", async () => {
    for (const { dependencies } of all(await build(), "aws:ec2/natGateway:NatGateway")) {
      expect(dependencies).toContainEqual(expect.stringMatching(/::vpc-internet$/));
    }
  });

  it("cuts pod subnets only once the VPC has their range", async () => {
    for (const { dependencies } of subnetsOf(await build(), "pods")) {
      expect(dependencies).toContainEqual(
        expect.stringMatching(/VpcIpv4CidrBlockAssociation::vpc-pods$/),
      );
    }
  });

  it("reaches S3 and DynamoDB from private, pod and data subnets", async () => {
    const registered = await build();
    for (const service of ["s3", "dynamodb"]) {
      const { inputs } = only(registered, "aws:ec2/vpcEndpoint:VpcEndpoint", `-${service}`);
      expect(inputs.routeTableIds).toEqual([
        id("vpc-zone-a-private"),
        id("vpc-zone-b-private"),
        id("vpc-zone-c-private"),
        id("vpc-data"),
      ]);
    }
  });

  it("leaves the default security group without rules", async () => {
    const { inputs } = only(await build(), "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup");
    expect(inputs).toEqual({ vpcId: id("vpc"), tags: { Name: "vpc-default-without-rules" } });
  });

  it("lets nothing in from anywhere: no group has a rule of its own", async () => {
    const registered = await build();
    for (const group of all(registered, "aws:ec2/securityGroup:SecurityGroup")) {
      expect(group.inputs).not.toHaveProperty("ingress");
    }
    expect(registered.filter(({ type }) => type.includes("IngressRule"))).toEqual([]);
  });

  it("logs all traffic to the bucket, minute by minute", async () => {
    expect(only(await build(), "aws:ec2/flowLog:FlowLog").inputs).toEqual({
      vpcId: id("vpc"),
      trafficType: "ALL",
      logDestinationType: "s3",
      logDestination: "arn:aws:s3:::logs",
      maxAggregationInterval: 60,
      destinationOptions: { fileFormat: "parquet", perHourPartition: true },
      tags: { Name: "vpc-flow" },
    });
  });

  it("publishes ids by zone, and the same ids as a placement", async () => {
    let vpc: Vpc | undefined;
    await record(() => (vpc = new Vpc("vpc", happyPathArgs())));
    expect(Object.keys(vpc?.routeTableIds ?? {})).toEqual(zones);
    expect(vpc?.cidr).toBe("10.2.0.0/16");
    expect(vpc?.podCidr).toBe("100.65.0.0/16");
    expect(vpc?.transitCidrs).toEqual({
      "eu-west-1a": "10.2.63.240/28",
      "eu-west-1b": "10.2.127.240/28",
      "eu-west-1c": "10.2.191.240/28",
    });
    expect(vpc?.placement).toEqual({
      vpcId: vpc?.vpcId,
      publicSubnetIds: vpc?.publicSubnetIds,
      privateSubnetIds: vpc?.privateSubnetIds,
      podSubnetIds: vpc?.podSubnetIds,
      dataSubnetIds: vpc?.dataSubnetIds,
      endpointSecurityGroupId: vpc?.endpointSecurityGroupId,
    });
  });

  it("has the same graph at a first preview, where ids are unknown", async () => {
    const names = (registered: readonly Registered[]) =>
      registered.map(({ type, name }) => `${type} ${name}`).sort();
    const previewed = await record(() => new Vpc("vpc", happyPathArgs()), { preview: true });
    expect(names(previewed)).toEqual(names(await build()));
  });

  it("names every child after its parent", async () => {
    const registered = await build();
    for (const { name, parent } of registered.filter((one) => one.parent.includes("payments:"))) {
      const parentName = parent.split("::").at(-1) ?? "";
      expect(`${name} of ${parentName}`).toMatch(new RegExp(`^${parentName}(-.*)? of`));
    }
  });

  it("fails when the ranges overlap, before anything is made, naming the argument", async () => {
    await expect(build({ podCidr: "10.2.128.0/17" })).rejects.toThrow(
      'podCidr: overlaps vpcCidr (10.2.0.0/16), got "10.2.128.0/17"; choose a disjoint block',
    );
  });
});
