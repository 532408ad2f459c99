// SPDX-License-Identifier: Apache-2.0
import { regionOf, type Topology } from "../../../stacks/topology";
import { validateTopology } from "../../../stacks/topology-validation";
import { label, resourcesOf, stackOf } from "../../support/graph";
import {
  fromNothing,
  platform,
  platformTimeout,
  type Resource,
  type StackGraph,
} from "../../support/platform";
import { statefulTypes } from "../../support/stateful";
import { byTransitGateways } from "../../support/topologies";

const gateway = (kind: string) =>
  `aws:ec2transitgateway/${kind.charAt(0).toLowerCase()}${kind.slice(1)}:${kind}`;
const vpcRoute = "aws:ec2/route:Route";

const topology = byTransitGateways();
const peered: Topology = { ...topology, interconnect: "peering" };
/** Both ways of each pair: us-east-1 with eu-west-1, and eu-west-1 with the third region. */
const ways = [
  ["eu-central-1", "eu-west-1"],
  ["eu-west-1", "eu-central-1"],
  ["eu-west-1", "us-east-1"],
  ["us-east-1", "eu-west-1"],
] as const;

let stacks: readonly StackGraph[];
let before: readonly StackGraph[];
beforeAll(async () => {
  stacks = await platform(topology);
  before = await platform(peered);
}, platformTimeout);

const ofType = (type: string, graph = stacks): Resource[] =>
  resourcesOf(graph).filter((resource) => resource.type === type);

const isBetweenVpcs = ({ type }: Resource): boolean =>
  /vpcPeeringConnection|peeringConnectionOptions/.test(type);

/** What a stack keeps of its peering when its regions are joined in another way. */
function without(graph: readonly StackGraph[], what: (resource: Resource) => boolean): string[] {
  return resourcesOf(graph)
    .filter((resource) => !what(resource))
    .map(label)
    .sort();
}

describe("regions joined by transit gateways", () => {
  it("are a valid topology", () => {
    expect(validateTopology(topology)).toEqual([]);
  });

  it("have a gateway each, in the region's own stack, with a number of its own", () => {
    const gateways = ofType(gateway("TransitGateway"));
    expect(gateways.map(({ scope, region }) => [scope, region]).sort()).toEqual([
      ["eu-central-1", "eu-central-1"],
      ["eu-west-1", "eu-west-1"],
      ["us-east-1", "us-east-1"],
    ]);
    expect(new Set(gateways.map(({ inputs }) => inputs.amazonSideAsn)).size).toBe(3);
  });

  it("attach each VPC in all three zones", () => {
    const subnets = ofType(gateway("VpcAttachment")).map(({ inputs }) => inputs.subnetIds);
    expect(subnets).toHaveLength(3);
    for (const ids of subnets) expect(ids).toHaveLength(3);
  });

  it("are peered in the global stack only, each pair once, and no VPCs are", () => {
    const peerings = ofType(gateway("PeeringAttachment"));
    expect(peerings.map(({ scope, inputs }) => [scope, inputs.peerRegion]).sort()).toEqual([
      ["global", "eu-west-1"],
      ["global", "us-east-1"],
    ]);
    expect(resourcesOf(stacks).filter(isBetweenVpcs).map(label)).toEqual([]);
  });

  it.each(ways)(
    "send from %s to both ranges of %s, in every zone and through the gateway",
    (from, to) => {
      const { cidr, podCidr } = regionOf(topology, to);
      const [own] = ofType(gateway("TransitGateway")).filter(({ region }) => region === from);
      const destinations = ofType(vpcRoute)
        .filter(({ region, inputs }) => region === from && inputs.transitGatewayId === own?.id)
        .map(({ inputs }) => inputs.destinationCidrBlock);
      for (const range of [cidr, podCidr]) {
        expect(destinations.filter((destination) => destination === range)).toHaveLength(3);
      }
      const [table] = ofType(gateway("RouteTable")).filter(({ region }) => region === from);
      const onward = ofType(gateway("Route"))
        .filter(({ inputs }) => inputs.transitGatewayRouteTableId === table?.id)
        .map(({ inputs }) => inputs.destinationCidrBlock);
      expect(onward).toEqual(expect.arrayContaining([cidr, podCidr]));
    },
  );

  it("let the same ranges into the internal load balancers", () => {
    const rules = (graph: readonly StackGraph[]) =>
      ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", graph).map(
        ({ scope, name, inputs }) => [scope, name, inputs.cidrIpv4, inputs.fromPort],
      );
    expect(rules(stacks)).toEqual(rules(before));
  });

  it("tell the global stack about the gateway; regions that are peered say nothing of one", () => {
    const { transitGateway } = stackOf(stacks, "eu-west-1").read.outputs;
    expect(transitGateway).toEqual({
      transitGatewayId: expect.stringContaining("payments-transit") as unknown,
      attachmentId: expect.stringContaining("payments-transit-vpc") as unknown,
      routeTableId: expect.stringContaining("payments-transit-routes") as unknown,
    });
    expect(stackOf(before, "eu-west-1").read.outputs).not.toHaveProperty("transitGateway");
  });

  it(
    "preview from nothing",
    async () => {
      expect(
        resourcesOf(await fromNothing(topology))
          .map(label)
          .sort(),
      ).toEqual(resourcesOf(stacks).map(label).sort());
    },
    platformTimeout,
  );
});

describe("a switch from peering to transit gateways", () => {
  const isNew = ({ type }: Resource): boolean => type.startsWith("aws:ec2transitgateway/");
  const isOfTransit = (resource: Resource): boolean =>
    isNew(resource) || /payments:network:Transit/.test(`${resource.type} ${resource.parent}`);

  it("adds gateways and their peerings, takes the peerings of VPCs away, and nothing else", () => {
    expect(without(stacks, isOfTransit)).toEqual(without(before, isBetweenVpcs));
  });

  it("moves no subnet, and changes nothing but the targets of the routes between regions", () => {
    const later = new Map(resourcesOf(stacks).map((resource) => [label(resource), resource]));
    const changed = resourcesOf(before).flatMap((resource) => {
      const after = later.get(label(resource));
      if (after === undefined) return [];
      const same = JSON.stringify(after.inputs) === JSON.stringify(resource.inputs);
      return same ? [] : [resource];
    });
    expect(new Set(changed.map(({ scope, type }) => `${scope} ${type}`))).toEqual(
      new Set([`global ${vpcRoute}`]),
    );
    // Two pairs of regions, both ways, two ranges, three zones: each keeps its table and range.
    expect(changed).toHaveLength(24);
    expect(statefulTypes.filter(({ type }) => type === vpcRoute)).toEqual([]);
  });

  it("keeps a route's table and destination, by which AWS knows it", () => {
    const keys = (graph: readonly StackGraph[]) =>
      ofType(vpcRoute, graph)
        .map(({ urn, inputs }) => [urn, inputs.routeTableId, inputs.destinationCidrBlock].join(" "))
        .sort();
    expect(keys(stacks)).toEqual(keys(before));
  });
});

describe("the nodes' architecture", () => {
  it("is each region's own, with images and types that fit", () => {
    const groups = ofType("eks:index:ManagedNodeGroup").map(({ scope, inputs }) => [
      scope,
      inputs.amiType,
      inputs.instanceTypes,
    ]);
    expect(groups.sort()).toEqual([
      ["eu-central-1", "AL2023_ARM_64_STANDARD", ["m7g.2xlarge", "m6g.2xlarge"]],
      ["eu-west-1", "AL2023_x86_64_STANDARD", ["m7i.2xlarge", "m6i.2xlarge"]],
      ["us-east-1", "AL2023_ARM_64_STANDARD", ["m7g.2xlarge", "m6g.2xlarge"]],
    ]);
  });

  it("is known to Argo CD in Kubernetes' words", () => {
    const labels = ofType("kubernetes:core/v1:Secret")
      .filter(({ name }) => name === "payments-cluster-facts-secret")
      .map(({ scope, inputs }): [string, unknown] => [scope, inputs.metadata]);
    expect(Object.fromEntries(labels)).toMatchObject({
      "us-east-1-delivery": { labels: { arch: "arm64" } },
      "eu-west-1-delivery": { labels: { arch: "amd64" } },
    });
  });
});
