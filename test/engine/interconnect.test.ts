// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";

import { stateOf } from "../../sandbox/provider/cloud";
import { staging } from "../../stacks/environments/staging";
import { regionOf } from "../../stacks/topology";
import { Checkout } from "../support/checkout";
import { outcome, stepsOf, type Step } from "../support/engine-output";
import { cliTimeLimit } from "../support/fixture-project";

const topologyFile = "stacks/environments/staging.ts";
const done = { code: 0, output: "" };
const gateways = "aws:ec2transitgateway/";
const vpcRoute = "aws:ec2/route:Route";
const [us, eu] = ["us-east-1", "eu-west-1"] as const;

jest.setTimeout(cliTimeLimit);

/** Ordered: every test goes on from where the one before left the environment. */
describe("staging by transit gateways, with two architectures, in the real engine", () => {
  let checkout: Checkout;
  let undoInterconnect: () => void;

  beforeAll(() => {
    checkout = new Checkout();
    const topology = readFileSync(checkout.path(topologyFile), "utf8");
    const standby = topology.slice(topology.indexOf('name: "eu-west-1"'));
    const arm64 = 'architecture: "arm64"';
    checkout.edit(topologyFile, standby, standby.replace(arm64, 'architecture: "x86_64"'));
    undoInterconnect = chooseGateways();
  });
  afterAll(() => checkout.remove());

  const chooseGateways = () =>
    checkout.edit(topologyFile, 'interconnect: "peering"', 'interconnect: "transit-gateway"');
  const sandbox = (...args: string[]) => checkout.sandbox([...args, "--environment", "staging"]);
  const cloud = () => checkout.cloud("staging");

  it("comes up, and a second time changes nothing", async () => {
    expect(outcome(await sandbox("up"))).toEqual(done);
    expect(outcome(await sandbox("up", "--expect-no-changes"))).toEqual(done);
  });

  it("has nodes of each region's own architecture", () => {
    const nodes = cloud()
      .list("aws:eks/nodeGroup:NodeGroup")
      .map(({ place, inputs }) => [place, inputs.amiType]);
    expect(Object.fromEntries(nodes)).toEqual({
      [us]: "AL2023_ARM_64_STANDARD",
      [eu]: "AL2023_x86_64_STANDARD",
    });
  });

  it.each([
    [us, eu],
    [eu, us],
  ])("routes from %s to both ranges of %s and through both gateways", (from, to) => {
    const { cidr, podCidr } = regionOf(staging, to);
    const [gateway] = cloud().list(`${gateways}transitGateway:TransitGateway`, from);
    const outward = cloud()
      .list(vpcRoute, from)
      .filter(({ inputs }) => inputs.transitGatewayId === gateway?.id)
      .map(({ inputs }) => inputs.destinationCidrBlock);
    const inEachZone = [cidr, cidr, cidr, podCidr, podCidr, podCidr];
    expect(outward.sort()).toEqual(inEachZone.sort());
    const onward = cloud().list(`${gateways}route:Route`, from);
    expect(onward.map(({ inputs }) => inputs.destinationCidrBlock).sort()).toEqual(
      [podCidr, cidr].sort(),
    );
    // At the far end the gateway knows its own VPC by propagation.
    const [propagation] = cloud().list(
      `${gateways}routeTablePropagation:RouteTablePropagation`,
      to,
    );
    const [vpc] = cloud().list("aws:ec2/vpc:Vpc", to);
    expect(propagation && stateOf(propagation)).toMatchObject({
      resourceId: vpc?.id,
      resourceType: "vpc",
    });
  });

  it("goes back to peering with the global stack first: its routes turn in place", async () => {
    undoInterconnect();
    const preview = await sandbox("preview", "global", "--json");
    expect(routeChanges(stepsOf(preview))).toEqual({
      op: "update",
      properties: { transitGatewayId: "delete", vpcPeeringConnectionId: "add" },
      count: 12,
    });
    for (const stack of ["global", us, eu]) {
      expect(outcome(await sandbox("up", stack))).toEqual(done);
    }
    expect(left(gateways)).toEqual([]);
    expect(left("aws:ec2/vpcPeeringConnection:")).toHaveLength(1);
  });

  it("goes over to transit gateways with the regions first, and replaces nothing", async () => {
    chooseGateways();
    for (const region of [us, eu]) {
      const steps = stepsOf(await sandbox("preview", region, "--json"));
      expect(opsOf(steps)).toEqual(["create"]);
      expect(Object.keys(steps).filter((urn) => !urn.includes("TransitGateway"))).toEqual([]);
      expect(outcome(await sandbox("up", region))).toEqual(done);
    }
    const steps = stepsOf(await sandbox("preview", "global", "--json"));
    expect(opsOf(steps)).toEqual(["create", "delete", "update"]);
    expect(routeChanges(steps)).toEqual({
      op: "update",
      properties: { transitGatewayId: "add", vpcPeeringConnectionId: "delete" },
      count: 12,
    });
    expect(outcome(await sandbox("up", "global"))).toEqual(done);
    expect(left("aws:ec2/vpcPeeringConnection:")).toEqual([]);
    expect(outcome(await sandbox("up", "--expect-no-changes"))).toEqual(done);
  });

  it("is taken down and leaves nothing but keys that await their deletion", async () => {
    expect(outcome(await sandbox("destroy"))).toEqual(done);
    const remaining = cloud()
      .all()
      // No program made the adopted zone.
      .filter(({ type, urn }) => !(type === "aws:route53/zone:Zone" && urn === ""))
      .filter(({ type }) => type !== "leftover:kms/keyPendingDeletion");
    expect(remaining.map(({ place, type, id }) => [place, type, id])).toEqual([]);
  });

  function left(beginning: string): string[] {
    return cloud()
      .all()
      .filter(({ type }) => type.startsWith(beginning))
      .map(({ place, id }) => `${place} ${id}`);
  }
});

function opsOf(steps: Readonly<Record<string, Step>>): string[] {
  return [...new Set(Object.values(steps).map(({ op }) => op))].sort();
}

/** What happens to the VPCs' routes, which is the same to all of them. */
function routeChanges(steps: Readonly<Record<string, Step>>): Step & { readonly count: number } {
  const routes = Object.entries(steps)
    .filter(([urn]) => urn.includes(`$${vpcRoute}::`))
    .map(([, step]) => step);
  const [first = { op: "none", properties: {} }] = routes;
  for (const step of routes) expect(step).toEqual(first);
  return { ...first, count: routes.length };
}
