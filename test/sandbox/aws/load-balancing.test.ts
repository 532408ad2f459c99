// SPDX-License-Identifier: Apache-2.0
import { awsProvider } from "../../../sandbox/aws";
import type { Properties } from "../../../sandbox/provider/values";
import { type Made, StandIn } from "../../support/stand-in";
import { makeNetwork, type Network } from "./network.fixture";

let aws: StandIn;
let network: Network;
beforeEach(async () => {
  aws = new StandIn(awsProvider);
  network = await makeNetwork(aws);
});
afterEach(() => aws.dispose());

const makeBalancer = (change: Properties = {}, stand = aws, place = network): Promise<Made> =>
  stand.make("aws:lb/loadBalancer:LoadBalancer", "payments", {
    name: "payments",
    loadBalancerType: "network",
    subnets: place.subnetIds.slice(0, 2),
    securityGroups: [place.groupId],
    ...change,
  });

const makeGroup = (change: Properties = {}): Promise<Made> =>
  aws.make("aws:lb/targetGroup:TargetGroup", "payments", {
    vpcId: network.vpcId,
    port: 8443,
    protocol: "TCP",
    ...change,
  });

const makeListener = (balancer: Made, group: Made): Promise<Made> =>
  aws.make("aws:lb/listener:Listener", "tls", {
    loadBalancerArn: balancer.object.id,
    protocol: "TLS",
    port: 443,
    // Another account's, which the sandbox can't see into.
    certificateArn: "arn:aws:acm:us-east-1:444455556666:certificate/1",
    defaultActions: [{ type: "forward", targetGroupArn: group.object.id }],
  });

describe("load balancer", () => {
  it.each([
    ["us-east-1", "Z26RNL4JYFTOTI"],
    ["eu-west-1", "Z2IFOLAFXWLO4F"],
    ["eu-central-1", "Z3F0SRJ5LGBH90"],
  ])("of %s has a name under elb.%s and that region's zone", async (region, zoneId) => {
    const stand = aws.in(region);
    const place = region === "us-east-1" ? network : await makeNetwork(stand);
    const { object, state } = await makeBalancer({}, stand, place);
    expect(object.id).toMatch(
      new RegExp(
        `^arn:aws:elasticloadbalancing:${region}:111122223333:loadbalancer/net/payments/[0-9a-f]{16}$`,
      ),
    );
    expect(state.arnSuffix).toMatch(/^net\/payments\/[0-9a-f]{16}$/);
    expect(state.dnsName).toMatch(
      new RegExp(`^payments-[0-9a-f]{16}\\.elb\\.${region}\\.amazonaws\\.com$`),
    );
    expect(state.zoneId).toBe(zoneId);
  });

  it("for HTTP has another form of name", async () => {
    const { state } = await makeBalancer({ loadBalancerType: undefined, internal: true });
    expect(state.dnsName).toMatch(/^internal-payments-\d+\.us-east-1\.elb\.amazonaws\.com$/);
    expect(state.zoneId).toBe("Z35SXDOTRQ7X7K");
  });

  it("without a name gets one of at most 32 characters", async () => {
    const { inputs } = await aws.make("aws:lb/loadBalancer:LoadBalancer", "n".repeat(40), {
      subnets: network.subnetIds,
    });
    expect(inputs.name).toMatch(/^n{24}-[0-9a-f]{7}$/);
  });

  it.each<[string, (subnets: readonly string[]) => Properties, string[]]>([
    ["its first security group", () => ({ securityGroups: ["sg-1"] }), ["securityGroups"]],
    ["a subnet less", (subnets) => ({ subnets: subnets.slice(0, 1) }), ["subnets"]],
    ["a subnet more", (subnets) => ({ subnets }), []],
    ["deletion protection", () => ({ enableDeletionProtection: true }), []],
    ["another scheme", () => ({ internal: true }), ["internal"]],
  ])("of the network kind with %s", async (_, change, replaces) => {
    const balancer = await makeBalancer({ securityGroups: [] });
    expect(aws.diff(balancer, change(network.subnetIds)).replaces).toEqual(replaces);
  });

  it("of the application kind takes security groups later", async () => {
    const balancer = await makeBalancer({ loadBalancerType: "application", securityGroups: [] });
    expect(aws.diff(balancer, { securityGroups: ["sg-1"] }).replaces).toEqual([]);
  });

  it("is not deleted while deletion protection is on", async () => {
    const balancer = await makeBalancer({ enableDeletionProtection: true });
    await expect(aws.delete(balancer)).rejects.toThrow("api error OperationNotPermitted");
    await aws.delete(await aws.change(balancer, { enableDeletionProtection: false }));
    expect(aws.cloud.list("aws:lb/loadBalancer:LoadBalancer")).toEqual([]);
  });
});

describe("target group", () => {
  it("fills in what a health check leaves open", async () => {
    const { state } = await makeGroup({
      healthCheck: { interval: 10, protocol: "HTTP" },
    });
    expect(state.healthCheck).toMatchObject({ interval: 10, port: "traffic-port", enabled: true });
    expect(state.arnSuffix).toMatch(/^targetgroup\/payments-[0-9a-f]{7}\/[0-9a-f]{16}$/);
  });

  it("is not deleted while a listener forwards to it", async () => {
    const [balancer, group] = [await makeBalancer(), await makeGroup()];
    const listener = await makeListener(balancer, group);
    await expect(aws.delete(group)).rejects.toThrow("api error ResourceInUse");
    await aws.delete(listener);
    await aws.delete(group);
  });
});

describe("listener", () => {
  it("is numbered below its load balancer and has AWS's default policy", async () => {
    const balancer = await makeBalancer();
    const { state } = await makeListener(balancer, await makeGroup());
    const path = balancer.object.id.replace(":loadbalancer/", ":listener/");
    expect(state.arn).toMatch(new RegExp(`^${path}/[0-9a-f]{16}$`));
    expect(state.sslPolicy).toBe("ELBSecurityPolicy-2016-08");
  });
});

describe("zonal shift over zones", () => {
  const shifting = { enableCrossZoneLoadBalancing: true, enableZonalShift: true };
  const ends = (flag: boolean): Properties => ({
    targetHealthStates: [{ enableUnhealthyConnectionTermination: flag }],
  });
  const refused = "api error InvalidConfigurationRequest";

  it("is refused to a load balancer whose targets lose connections", async () => {
    const balancer = await makeBalancer({ enableCrossZoneLoadBalancing: true });
    await makeListener(balancer, await makeGroup());
    await expect(aws.change(balancer, shifting)).rejects.toThrow(
      /InvalidConfigurationRequest: .*terminates connections .*property enableZonalShift/,
    );
  });

  it("keeps targets from losing connections later", async () => {
    const [balancer, group] = [await makeBalancer(shifting), await makeGroup(ends(false))];
    await makeListener(balancer, group);
    await expect(aws.change(group, ends(true))).rejects.toThrow(refused);
  });

  it.each<[string, Properties]>([
    ["for UDP", { protocol: "UDP" }],
    ["that is a load balancer", { targetType: "alb" }],
    ["that stays in its zone", { loadBalancingCrossZoneEnabled: "false" }],
    ["that loses connections", ends(true)],
    ["of AWS's defaults", { targetHealthStates: undefined }],
  ])("rules out a target group %s", async (_, change) => {
    const [balancer, group] = [
      await makeBalancer(shifting),
      await makeGroup({ ...ends(false), ...change }),
    ];
    const protocol = change.protocol ?? "TCP";
    const listener = {
      loadBalancerArn: balancer.object.id,
      protocol,
      port: 443,
      defaultActions: [{ type: "forward", targetGroupArn: group.object.id }],
    };
    await expect(aws.make("aws:lb/listener:Listener", "tcp", listener)).rejects.toThrow(refused);
  });

  it("asks nothing of targets where there is no balancing over zones", async () => {
    const balancer = await makeBalancer({ enableZonalShift: true });
    await makeListener(balancer, await makeGroup(ends(true)));
  });
});
