// SPDX-License-Identifier: Apache-2.0
import { production } from "../../../stacks/environments/production";
import { staging } from "../../../stacks/environments/staging";
import type { Topology } from "../../../stacks/topology";
import { finder, label, resourcesOf, stackOf, textsIn } from "../../support/graph";
import { sourcesIn, textOf } from "../../support/imports";
import {
  platform,
  platformTimeout,
  urnOfProvider,
  type Resource,
  type StackGraph,
} from "../../support/platform";
import { isOfEngine } from "../../support/stateful";
import {
  byTransitGateways,
  productionWithEveryRouting,
  productionWithThirdRegion,
} from "../../support/topologies";

type Exception = readonly [type: string, path: string, why: string];

/** What a region's stacks may say of another region, and why. */
const mayNameAnotherRegion: readonly Exception[] = [
  [
    "aws:iam/rolePolicy:RolePolicy",
    "policy",
    "the journal's replicas and their keys, which the API appends to wherever it runs",
  ],
  ["aws:cloudwatch/metricAlarm:MetricAlarm", "name", "the latch of the watched region"],
  ["aws:cloudwatch/metricAlarm:MetricAlarm", "alarmDescription", "the latch, in words"],
  ["aws:cloudwatch/metricAlarm:MetricAlarm", "dimensions.Region", "the latch's metric"],
  ["aws:cloudwatch/metricAlarm:MetricAlarm", "tags.Name", "the latch's name again"],
  [
    "aws:rds/cluster:Cluster",
    "sourceRegion",
    "where a member's storage is first copied from; ignored once the cluster exists",
  ],
  [
    "aws:rds/instance:Instance",
    "replicateSourceDb",
    "what a replica copies until it is promoted; ignored once the instance exists",
  ],
  [
    "kubernetes:core/v1:Secret",
    "metadata.annotations.journalRegions",
    "where the API finds the journal",
  ],
];

/** Resources that a resource of another region may name, and why. */
const mayReferToAnotherRegion: readonly Exception[] = [
  ["aws:dynamodb/table:Table", "replicas[].kmsKeyArn", "a replica is encrypted where it is"],
];

/** The same for what joins the regions' networks. */
const crossings: Readonly<Record<Topology["interconnect"], readonly Exception[]>> = {
  peering: [
    [
      "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
      "peerVpcId",
      "the other end of a peering",
    ],
    [
      "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter",
      "vpcPeeringConnectionId",
      "a peering has one id in both regions",
    ],
    [
      "aws:ec2/peeringConnectionOptions:PeeringConnectionOptions",
      "vpcPeeringConnectionId",
      "a peering has one id in both regions",
    ],
    ["aws:ec2/route:Route", "vpcPeeringConnectionId", "a peering has one id in both regions"],
  ],
  "transit-gateway": [
    [
      "aws:ec2transitgateway/peeringAttachment:PeeringAttachment",
      "peerTransitGatewayId",
      "the other end of a peering",
    ],
    [
      "aws:ec2transitgateway/peeringAttachmentAccepter:PeeringAttachmentAccepter",
      "transitGatewayAttachmentId",
      "what the other end has asked for",
    ],
  ],
};

const regionName = /\b(?:af|ap|ca|eu|il|me|sa|us)-[a-z]+-\d/g;

const environments: readonly (readonly [string, Topology])[] = [
  ["production", production],
  ["staging", staging],
  ["production with a third region", productionWithThirdRegion()],
  ["production with every routing", productionWithEveryRouting()],
  ["production by transit gateways, of two architectures", byTransitGateways()],
];

describe.each(environments)("the graph of %s", (_, topology) => {
  let stacks: readonly StackGraph[];
  let resources: readonly Resource[];
  beforeAll(async () => {
    stacks = await platform(topology);
    resources = resourcesOf(stacks);
  }, platformTimeout);

  const crossRegion = [...mayReferToAnotherRegion, ...crossings[topology.interconnect]];
  const regionScopes = topology.regions.map(({ name }) => name);

  it("gives every resource a component as its ancestor, but for the stack's own providers", () => {
    const orphans = resources.filter(
      ({ type, parent }) =>
        !type.startsWith("payments:") &&
        !type.startsWith("pulumi:providers:") &&
        !parent.includes("payments:"),
    );
    expect(orphans.map(label)).toEqual([]);
  });

  it("starts every logical name with that of its parent", () => {
    const names = new Map(stacks.map(({ scope }) => [scope, new Map<string, string>()]));
    for (const { scope, urn, name } of resources) names.get(scope)?.set(urn, name);
    const wrong = resources.filter(
      ({ scope, parent, name }) => !name.startsWith(names.get(scope)?.get(parent) ?? ""),
    );
    expect(resources.filter(({ parent }) => parent !== "").length).toBeGreaterThan(300);
    expect(wrong.map(label)).toEqual([]);
  });

  it("gives no two resources of a stack the same type and name", () => {
    const seen = resources.map(label);
    expect(seen.filter((one, index) => seen.indexOf(one) !== index)).toEqual([]);
  });

  it("publishes outputs of every component", () => {
    const components = resources.filter(({ type }) => type.startsWith("payments:"));
    const silent = components.filter(({ published = [] }) => published.length === 0);
    expect(components.length).toBeGreaterThan(50);
    expect(silent.map(label)).toEqual([]);
  });

  it("names every component after its folder and its class", () => {
    const types = new Set(
      resources.map(({ type }) => type).filter((type) => type.startsWith("payments:")),
    );
    const classes = new Set(
      sourcesIn("components").flatMap((file) =>
        [...textOf(file).matchAll(/^export class (\w+) extends pulumi\.ComponentResource/gm)].map(
          ([, name]) => `payments:${file.split("/")[1] ?? ""}:${name ?? ""}`,
        ),
      ),
    );
    expect([...types].filter((type) => !classes.has(type))).toEqual([]);
  });

  it("gives every resource of AWS the provider of one region, by name", () => {
    const providers = new Map(resources.map(({ scope, urn, name }) => [`${scope} ${urn}`, name]));
    const wrong = resources
      .filter(({ type, custom }) => custom && type.startsWith("aws:"))
      .filter(
        ({ scope, provider, region }) =>
          region === undefined || providers.get(`${scope} ${urnOfProvider(provider)}`) !== region,
      );
    expect(wrong.map(label)).toEqual([]);
  });

  it("lets a resource refer to resources of its own region only", () => {
    const find = finder(stacks);
    const allowed = crossRegion.map(([type, path]) => `${type} ${path}`);
    const regional = resources.filter(
      ({ type }) => !/^aws:(globalaccelerator|iam|route53)\//.test(type),
    );
    const crossing = regional.flatMap((resource) =>
      textsIn(resource.inputs)
        .filter(({ text }) => {
          const target = find(text);
          return (
            resource.region !== undefined &&
            target?.region !== undefined &&
            !/^aws:(globalaccelerator|iam|route53)\//.test(target.type) &&
            target.region !== resource.region
          );
        })
        .filter(({ path }) => !allowed.includes(`${resource.type} ${path}`))
        .map(({ path, text }) => `${label(resource)}: ${path} is ${text}`),
    );
    expect(crossing).toEqual([]);
  });

  describe.each(regionScopes)("in %s", (region) => {
    it("has one provider of AWS in the region's stack, of that region, and none of Kubernetes", () => {
      const { resources: own } = stackOf(stacks, region);
      const providers = own.filter(({ type }) => type.startsWith("pulumi:providers:"));
      expect(providers.map(({ type, inputs }) => [type, inputs.region, inputs.stsRegion])).toEqual([
        ["pulumi:providers:aws", region, region],
      ]);
      expect(own.filter(({ type }) => type.startsWith("kubernetes:")).map(label)).toEqual([]);
    });

    it("has one provider of Kubernetes in the delivery stack, for all of it, and none of AWS", () => {
      const { resources: own } = stackOf(stacks, `${region}-delivery`);
      const providers = own.filter(({ type }) => type.startsWith("pulumi:providers:"));
      expect(providers.map(({ type }) => type)).toEqual(["pulumi:providers:kubernetes"]);
      const [provider] = providers;
      const others = own.filter(
        ({ type, custom, provider: given }) =>
          custom && !type.startsWith("pulumi:") && urnOfProvider(given) !== provider?.urn,
      );
      expect(others.map(label)).toEqual([]);
    });

    it.each([region, `${region}-delivery`])("names no other region in the stack %s", (scope) => {
      const allowed = mayNameAnotherRegion.map(([type, path]) => `${type} ${path}`);
      const found = stackOf(stacks, scope).resources.flatMap((resource) =>
        textsIn(resource.inputs)
          .filter(({ text }) => (text.match(regionName) ?? []).some((name) => name !== region))
          .filter(
            ({ path }) =>
              !allowed.includes(`${resource.type} ${path}`) ||
              // Of the alarms, the latches alone are about another region.
              (resource.type.includes("metricAlarm") && !resource.parent.includes("LatchAlarm")),
          )
          .map(({ path, text }) => `${label(resource)}: ${path} is ${text}`),
      );
      expect(found).toEqual([]);
    });

    it("names other regions in a policy only to reach the journal", () => {
      const { replicas } = topology.journal;
      const policies = stackOf(stacks, region).resources.filter(({ type }) =>
        type.endsWith(":RolePolicy"),
      );
      const foreign = policies
        .flatMap(({ inputs }) => String(inputs.policy).match(/"arn:[^"]+"/g) ?? [])
        .filter((arn) => (arn.match(regionName) ?? []).some((name) => name !== region));
      const others = foreign.filter(
        (arn) =>
          !/payments-journal-(table|key)/.test(arn) || !replicas.some((r) => arn.includes(r)),
      );
      expect(policies.length).toBeGreaterThan(0);
      expect(others).toEqual([]);
    });
  });

  it("has no exception that nothing needs", () => {
    const uses = (type: string, path: string) =>
      resources.some(
        (resource) =>
          resource.type === type && textsIn(resource.inputs).some((text) => text.path === path),
      );
    const exceptions = [...mayNameAnotherRegion, ...crossRegion];
    const idle = exceptions.filter(([type, path]) => !uses(type, path));
    expect(idle.filter(([type]) => isOfEngine(topology, type))).toEqual([]);
  });

  it("signs in to the account of the environment only", () => {
    const accounts = resources
      .filter(({ type }) => type === "pulumi:providers:aws")
      .map(({ inputs }) => inputs.allowedAccountIds);
    expect(new Set(accounts)).toEqual(new Set([JSON.stringify([topology.accountId])]));
  });
});
