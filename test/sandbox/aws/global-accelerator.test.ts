// SPDX-License-Identifier: Apache-2.0
import { awsProvider } from "../../../sandbox/aws";
import { unknownValue, type Properties } from "../../../sandbox/provider/values";
import { type Made, StandIn } from "../../support/stand-in";
import { makeNetwork, type Network } from "./network.fixture";

const acceleratorType = "aws:globalaccelerator/accelerator:Accelerator";
const listenerType = "aws:globalaccelerator/listener:Listener";
const groupType = "aws:globalaccelerator/endpointGroup:EndpointGroup";

let aws: StandIn;
let accelerator: Made;
let listener: Made;
let balancer: Made;
let network: Network;
beforeEach(async () => {
  aws = new StandIn(awsProvider);
  accelerator = await aws.make(acceleratorType, "anycast", { name: "payments" });
  listener = await makeListener("listener");
  network = await makeNetwork(aws);
  balancer = await aws.make("aws:lb/loadBalancer:LoadBalancer", "balancer", {
    name: "balancer",
    loadBalancerType: "network",
    subnets: network.subnetIds,
  });
});
afterEach(() => aws.dispose());

const makeListener = (name: string, change: Properties = {}): Promise<Made> =>
  aws.make(listenerType, name, {
    acceleratorArn: accelerator.object.id,
    protocol: "TCP",
    portRanges: [{ fromPort: 443, toPort: 443 }],
    ...change,
  });

const makeGroup = (name: string, change: Properties = {}): Promise<Made> =>
  aws.make(groupType, name, {
    listenerArn: listener.object.id,
    endpointGroupRegion: "us-east-1",
    endpointConfigurations: [{ endpointId: balancer.object.id, weight: 128 }],
    ...change,
  });

describe("accelerator", () => {
  it("belongs to no region and has two addresses and a name in AWS's zone", () => {
    const { object, state } = accelerator;
    expect(object.place).toBe("global");
    expect(object.id).toMatch(
      /^arn:aws:globalaccelerator::111122223333:accelerator\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    );
    expect(state).toMatchObject({
      enabled: true,
      ipAddressType: "IPV4",
      hostedZoneId: "Z2BJ6XQ5FK7U4H",
      dualStackDnsName: "",
    });
    expect(state.dnsName).toMatch(/^a[0-9a-f]{16}\.awsglobalaccelerator\.com$/);
    const [set] = state.ipSets as { ipFamily: string; ipAddresses: string[] }[];
    expect(new Set(set?.ipAddresses).size).toBe(2);
  });

  it("keeps its addresses through a change, and loses them by other ones of one's own", async () => {
    const changed = await aws.change(accelerator, { enabled: false });
    expect(changed.state.ipSets).toEqual(accelerator.state.ipSets);
    expect(aws.diff(accelerator, { name: "other", enabled: false }).replaces).toEqual([]);
    expect(aws.diff(accelerator, { ipAddresses: ["198.51.100.1"] }).replaces).toEqual([
      "ipAddresses",
    ]);
  });

  it.each<Properties>([
    { flowLogsEnabled: true },
    { flowLogsEnabled: true, flowLogsS3Bucket: "logs" },
  ])("logs nowhere: %j is refused", async (attributes) => {
    await expect(
      aws.make(acceleratorType, "logged", { name: "logged", attributes }),
    ).rejects.toThrow("api error InvalidArgumentException");
  });

  it("goes after its listeners, and those after their endpoint groups", async () => {
    const group = await makeGroup("group");
    await expect(aws.delete(accelerator)).rejects.toThrow("AssociatedListenerFoundException");
    await expect(aws.delete(listener)).rejects.toThrow("AssociatedEndpointGroupFoundException");
    for (const made of [group, listener, accelerator]) await aws.delete(made);
    expect(aws.cloud.list(acceleratorType)).toEqual([]);
  });
});

describe("listener", () => {
  it("hangs on its accelerator", async () => {
    expect(listener.object.id).toMatch(
      new RegExp(`^${accelerator.object.id}/listener/[0-9a-f]{8}$`),
    );
    expect(listener.state.clientAffinity).toBe("NONE");
    expect(aws.diff(listener, { acceleratorArn: "other" }).replaces).toEqual(["acceleratorArn"]);
    await expect(
      makeListener("lost", { acceleratorArn: "arn:aws:globalaccelerator::111122223333:none" }),
    ).rejects.toThrow("api error AcceleratorNotFoundException");
  });

  it.each([
    ["the same port", 443, 443],
    ["a range around it", 400, 500],
    ["a range that ends before it begins", 9000, 8000],
  ])("with %s is refused", async (_, fromPort, toPort) => {
    await expect(makeListener("second", { portRanges: [{ fromPort, toPort }] })).rejects.toThrow(
      "api error InvalidPortRangeException",
    );
  });

  it.each<[string, Properties]>([
    ["another port", { portRanges: [{ fromPort: 444, toPort: 444 }] }],
    ["the same port for UDP", { protocol: "UDP" }],
  ])("with %s is taken", async (_, change) => {
    await expect(makeListener("second", change)).resolves.toBeDefined();
  });

  it("may be changed within its own range", async () => {
    const portRanges = [{ fromPort: 443, toPort: 444 }];
    await expect(aws.change(listener, { portRanges })).resolves.toBeDefined();
  });
});

describe("endpoint group", () => {
  it("hangs on its listener, checks its port, and sends everything by default", async () => {
    const { object, state } = await makeGroup("group");
    expect(object.id).toMatch(new RegExp(`^${listener.object.id}/endpoint-group/[0-9a-f]{12}$`));
    expect(state).toMatchObject({
      healthCheckPort: 443,
      healthCheckIntervalSeconds: 30,
      thresholdCount: 3,
      trafficDialPercentage: 100,
    });
  });

  it("gives an endpoint without a weight the weight 0, as the provider does", async () => {
    const endpointConfigurations = [{ endpointId: balancer.object.id }];
    const { state } = await makeGroup("group", { endpointConfigurations });
    expect(state.endpointConfigurations).toEqual([
      { endpointId: balancer.object.id, weight: 0, clientIpPreservationEnabled: false },
    ]);
  });

  it("is one per region and listener", async () => {
    await makeGroup("group");
    await expect(makeGroup("twin")).rejects.toThrow(
      "api error EndpointGroupAlreadyExistsException",
    );
    const elsewhere = { endpointGroupRegion: "eu-west-1", endpointConfigurations: [] };
    await expect(makeGroup("other", elsewhere)).resolves.toBeDefined();
  });

  it("has the provider's region where it names none", async () => {
    const { state } = await makeGroup("group", { endpointGroupRegion: undefined });
    expect(state.endpointGroupRegion).toBe("us-east-1");
  });

  it("is dialled and emptied in place, replaced by another region or listener", async () => {
    const group = await makeGroup("group");
    const change = { trafficDialPercentage: 0, endpointConfigurations: [] };
    expect(aws.diff(group, change).replaces).toEqual([]);
    expect(aws.diff(group, { endpointGroupRegion: "eu-west-1" }).replaces).toHaveLength(1);
    const { state } = await aws.change(group, change);
    expect(state).toMatchObject({ trafficDialPercentage: 0, endpointConfigurations: [] });
  });

  it("takes load balancers of its own region only, and a listener that is there", async () => {
    await expect(makeGroup("far", { endpointGroupRegion: "eu-west-1" })).rejects.toThrow(
      `api error InvalidArgumentException: '${balancer.object.id}' is not a valid load balancer ARN`,
    );
    await expect(makeGroup("lost", { listenerArn: "none" })).rejects.toThrow(
      "api error ListenerNotFoundException",
    );
  });

  it("keeps no client's address through a load balancer that ends TLS", async () => {
    const endpointConfigurations = [
      { endpointId: balancer.object.id, weight: 128, clientIpPreservationEnabled: true },
    ];
    const group = await makeGroup("plain", { endpointConfigurations });
    await aws.delete(group);
    const targets = { vpcId: network.vpcId, port: 8443, protocol: "TCP" };
    const { object } = await aws.make("aws:lb/targetGroup:TargetGroup", "targets", targets);
    await aws.make("aws:lb/listener:Listener", "tls", {
      loadBalancerArn: balancer.object.id,
      protocol: "TLS",
      port: 443,
      // Another account's, which the sandbox can't see into.
      certificateArn: "arn:aws:acm:us-east-1:444455556666:certificate/1",
      defaultActions: [{ type: "forward", targetGroupArn: object.id }],
    });
    await expect(makeGroup("tls", { endpointConfigurations })).rejects.toThrow(
      "api error InvalidArgumentException: Client IP address preservation is not supported",
    );
  });

  it.each<[string, Properties]>([
    ["trafficDialPercentage", { trafficDialPercentage: 101 }],
    ["trafficDialPercentage", { trafficDialPercentage: -1 }],
    ["healthCheckIntervalSeconds", { healthCheckIntervalSeconds: 5 }],
    ["thresholdCount", { thresholdCount: 11 }],
    ["endpointConfigurations.weight", { endpointConfigurations: [{ weight: 256 }] }],
  ])("out of the range of %s is refused at preview: %j", (property, change) => {
    const { failures } = aws.check(groupType, "group", { listenerArn: "any", ...change });
    expect(failures.map((failure) => failure.property)).toEqual([property]);
    expect(failures[0]?.reason).toMatch(
      /^InvalidArgumentException: expected \S+ to be in the range/,
    );
  });

  it("is not refused at preview for what isn't known yet", () => {
    const change = { listenerArn: unknownValue, trafficDialPercentage: unknownValue };
    expect(aws.check(groupType, "group", change).failures).toEqual([]);
  });

  it("checks health every 10 or 30 seconds", async () => {
    const group = await makeGroup("group", { healthCheckIntervalSeconds: 10 });
    await expect(aws.change(group, { healthCheckIntervalSeconds: 20 })).rejects.toThrow(
      "api error InvalidArgumentException: Health check interval must be 10 or 30 seconds, got 20",
    );
  });
});
