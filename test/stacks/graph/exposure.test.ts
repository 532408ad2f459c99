// SPDX-License-Identifier: Apache-2.0
import { environments } from "../../../stacks/environments";
import { regionOf, servicesIn } from "../../../stacks/topology";
import { finder, label, resourcesOf, stackOf, valuesAt } from "../../support/graph";
import { all, only } from "../../support/mocks";
import { platform, platformTimeout, type Resource, type StackGraph } from "../../support/platform";

const ingressType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egressType = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const balancerType = "aws:lb/loadBalancer:LoadBalancer";
const anywhere = "0.0.0.0/0";

describe.each(Object.entries(environments))("what of %s can be reached", (_, topology) => {
  let stacks: readonly StackGraph[];
  let resources: readonly Resource[];
  beforeAll(async () => {
    stacks = await platform(topology);
    resources = resourcesOf(stacks);
  }, platformTimeout);

  const regions = topology.regions.map(({ name }) => name);
  const groupOf = (rule: Resource) => finder(stacks)(rule.inputs.securityGroupId);
  const rulesFrom = (region: string, range: (cidr: unknown) => boolean) =>
    all(stackOf(stacks, region).resources, ingressType)
      .map((rule) => ({ ...rule, group: finder(stacks)(rule.inputs.securityGroupId)?.name }))
      .filter(({ inputs }) => range(inputs.cidrIpv4))
      .map(({ group, inputs }) => ({ group, port: inputs.fromPort, range: inputs.cidrIpv4 }));
  const byPort = (one: { port: unknown }, other: { port: unknown }) =>
    Number(one.port) - Number(other.port);

  describe.each(regions)("in %s", (region) => {
    const ports = servicesIn(topology, region).map(({ port }) => port);

    it("from the internet is the public load balancer, at the ports of its services", () => {
      const open = rulesFrom(region, (cidr) => cidr === anywhere);
      const expected = ports.map((port) => ({
        group: "payments-public-group",
        port,
        range: anywhere,
      }));
      expect(open.sort(byPort)).toEqual(expected.sort(byPort));
    });

    it("from a range is, besides, the internal load balancer, from its peer's two", () => {
      const { peer } = regionOf(topology, region);
      const { cidr, podCidr } = regionOf(topology, peer);
      const ranged = rulesFrom(region, (range) => range !== undefined && range !== anywhere);
      const expected = ports.flatMap((port) =>
        [cidr, podCidr].map((range) => ({ group: "payments-internal-group", port, range })),
      );
      const order = (rules: typeof ranged) => rules.map((rule) => JSON.stringify(rule)).sort();
      expect(order(ranged)).toEqual(order(expected));
    });

    it("is one public load balancer, and that its own group guards", () => {
      const balancers = all(stackOf(stacks, region).resources, balancerType);
      const open = balancers.filter(({ inputs }) => inputs.internal !== true);
      expect(open.map(({ name }) => name)).toEqual(["payments-public-balancer"]);
      const groups = balancers.map(({ inputs }) =>
        valuesAt(inputs, "securityGroups[]").map((id) => finder(stacks)(id)?.name),
      );
      expect(groups.flat().sort()).toEqual(["payments-internal-group", "payments-public-group"]);
    });

    it("is TLS, by every listener", () => {
      const listeners = all(stackOf(stacks, region).resources, "aws:lb/listener:Listener");
      expect(listeners.map(({ inputs }) => inputs.port).sort()).toEqual(
        [...ports, ...ports].sort(),
      );
      expect(new Set(listeners.map(({ inputs }) => inputs.protocol))).toEqual(new Set(["TLS"]));
    });

    it("from public subnets are load balancer and NAT gateways, nothing else", () => {
      const find = finder(stacks);
      const inPublic = stackOf(stacks, region).resources.filter(({ inputs }) =>
        [
          ...valuesAt(inputs, "subnetId"),
          ...valuesAt(inputs, "subnetIds[]"),
          ...valuesAt(inputs, "subnetMappings[].subnetId"),
        ].some((id) => find(id)?.name.endsWith("-public")),
      );
      expect([...new Set(inPublic.map(({ type }) => type))].sort()).toEqual([
        "aws:ec2/natGateway:NatGateway",
        "aws:ec2/routeTableAssociation:RouteTableAssociation",
        balancerType,
      ]);
    });

    it("of the cluster's API is what the topology says, and never from everywhere", () => {
      const { clusterApi } = regionOf(topology, region);
      const { inputs } = only(stackOf(stacks, region).resources, "eks:index:Cluster");
      const expected = clusterApi.access === "public" ? clusterApi.allowedCidrs : undefined;
      expect(inputs).toMatchObject({
        endpointPrivateAccess: true,
        endpointPublicAccess: clusterApi.access === "public",
      });
      expect(inputs.publicAccessCidrs).toEqual(expected);
      expect(expected ?? []).not.toContain(anywhere);
    });
  });

  it("inside a VPC is opened to groups, each of the same stack", () => {
    const find = finder(stacks);
    const rules = resources.filter(({ type }) => type === ingressType || type === egressType);
    const byGroup = rules.filter(({ inputs }) => inputs.cidrIpv4 === undefined);
    const wrong = byGroup.filter(
      ({ scope, inputs }) =>
        typeof inputs.referencedSecurityGroupId !== "string" ||
        ![scope, undefined].includes(find(inputs.referencedSecurityGroupId)?.scope),
    );
    expect(byGroup.length).toBeGreaterThan(20);
    expect(wrong.map(label)).toEqual([]);
  });

  it("has no rule of IPv6, none of all ports, and none inside a group", () => {
    const rules = resources.filter(({ type }) => type === ingressType || type === egressType);
    const wide = rules.filter(
      ({ inputs }) =>
        inputs.cidrIpv6 !== undefined ||
        inputs.ipProtocol === "-1" ||
        inputs.fromPort !== inputs.toPort ||
        inputs.fromPort === undefined,
    );
    const inline = resources.filter(
      ({ type, inputs }) =>
        /:(Default)?SecurityGroup$/.test(type) && ("ingress" in inputs || "egress" in inputs),
    );
    expect([...wide, ...inline].map(label)).toEqual([]);
  });

  it("goes out to the internet from the workload alone, by HTTPS", () => {
    const out = all(resources, egressType).filter(({ inputs }) => inputs.cidrIpv4 !== undefined);
    const told = out.map((rule) => [
      groupOf(rule as Resource)?.name,
      rule.inputs.cidrIpv4,
      rule.inputs.fromPort,
    ]);
    expect(told).toEqual(regions.map(() => ["payments-workload", anywhere, 443]));
  });

  it("is no database, no cache and no subnet by a public address", () => {
    const instances = resources.filter(({ type }) => /^aws:rds\/(cluster)?[iI]nstance:/.test(type));
    expect(new Set(instances.map(({ inputs }) => inputs.publiclyAccessible))).toEqual(
      new Set([false]),
    );
    const subnets = all(resources, "aws:ec2/subnet:Subnet");
    expect(new Set(subnets.map(({ inputs }) => inputs.mapPublicIpOnLaunch))).toEqual(
      new Set([false]),
    );
    const find = finder(stacks);
    const stores = resources.filter(({ type }) => /:SubnetGroup$/.test(type));
    const places = stores.flatMap(({ inputs }) => valuesAt(inputs, "subnetIds[]").map(find));
    expect(places.length).toBe(regions.length * 2 * 3);
    expect(places.filter((subnet) => !subnet?.name.endsWith("-data"))).toEqual([]);
  });

  it("has no way into a data subnet: its route table has no route of its own", () => {
    const find = finder(stacks);
    const routes = all(resources, "aws:ec2/route:Route");
    const tables = routes.map(({ inputs }) => find(inputs.routeTableId)?.name ?? "");
    expect(tables.length).toBeGreaterThan(10);
    expect(tables.filter((name) => name === "" || name.endsWith("-data"))).toEqual([]);
  });

  it("is no bucket: all four ways to the public are blocked", () => {
    const blocks = all(resources, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock");
    expect(blocks).toHaveLength(regions.length);
    for (const { inputs } of blocks) {
      expect(inputs).toMatchObject({
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      });
    }
  });
});
