// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

import {
  PublicLoadBalancer,
  type PublicLoadBalancerArgs,
} from "../../../components/edge/public-load-balancer";
import { all, only, record } from "../../support/mocks";
import {
  answers,
  happyPath,
  ingressType,
  listenerType,
  loadBalancerType,
  securityGroupType,
  subnetIds,
  targetGroupType,
} from "./load-balancers.fixture";

const addressType = "aws:ec2/eip:Eip";

function loadBalancer(
  change: Partial<PublicLoadBalancerArgs> = {},
  opts: pulumi.ComponentResourceOptions = answers,
): PublicLoadBalancer {
  const args = { ...happyPath, publicSubnetIds: subnetIds, ...change };
  return new PublicLoadBalancer("edge", args, opts);
}

describe("PublicLoadBalancer", () => {
  it("stands on a fixed address in each zone", async () => {
    const registered = await record(() => loadBalancer());

    expect(only(registered, loadBalancerType).inputs.subnetMappings).toEqual([
      { subnetId: "subnet-a", allocationId: "edge-address-eu-west-1a-id" },
      { subnetId: "subnet-b", allocationId: "edge-address-eu-west-1b-id" },
      { subnetId: "subnet-c", allocationId: "edge-address-eu-west-1c-id" },
    ]);
    expect(all(registered, addressType).map(({ inputs }) => inputs.domain)).toEqual(
      Array(3).fill("vpc"),
    );
  });

  it("is a logged, cross-zone load balancer that zonal shift can move", async () => {
    const registered = await record(() => loadBalancer());

    expect(only(registered, loadBalancerType).inputs).toMatchObject({
      name: "production-public",
      loadBalancerType: "network",
      internal: false,
      enableCrossZoneLoadBalancing: true,
      enableZonalShift: true,
      accessLogs: { bucket: "logs", enabled: true },
    });
  });

  it("logs to where the region's bucket lets it: without a prefix", async () => {
    const registered = await record(() => loadBalancer());

    expect(only(registered, loadBalancerType).inputs.accessLogs).not.toHaveProperty("prefix");
  });

  it("has its security group from the start, and no rule in the group itself", async () => {
    const registered = await record(() => loadBalancer());

    const group = only(registered, securityGroupType);
    expect(only(registered, loadBalancerType).inputs.securityGroups).toEqual([`${group.name}-id`]);
    expect(group.inputs).not.toHaveProperty("ingress");
    expect(group.inputs).not.toHaveProperty("egress");
  });

  it("lets the internet in on the services' ports and no other", async () => {
    const registered = await record(() => loadBalancer());

    const open = all(registered, ingressType).map(({ inputs }) => [
      inputs.cidrIpv4,
      inputs.ipProtocol,
      inputs.fromPort,
      inputs.toPort,
    ]);
    expect(open).toEqual([
      ["0.0.0.0/0", "tcp", 443, 443],
      ["0.0.0.0/0", "tcp", 8444, 8444],
    ]);
  });

  it("ends TLS in front of each service, by its own listener and target group", async () => {
    const registered = await record(() => loadBalancer());

    expect(only(registered, listenerType, "-payments-listener").inputs).toMatchObject({
      port: 443,
      protocol: "TLS",
      certificateArn: "arn:certificate",
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
      alpnPolicy: "HTTP1Only",
      defaultActions: [{ type: "forward", targetGroupArn: "arn:mock:edge-payments-targets" }],
    });
    expect(only(registered, listenerType, "-reports-listener").inputs).toMatchObject({
      port: 8444,
      defaultActions: [{ type: "forward", targetGroupArn: "arn:mock:edge-reports-targets" }],
    });
  });

  it("sends to ready pods, closes connections to those that leave, and keeps zonal shift possible", async () => {
    const registered = await record(() => loadBalancer());

    expect(only(registered, targetGroupType, "-payments-targets").inputs).toMatchObject({
      name: "pub-payments-8443",
      vpcId: "vpc-1",
      targetType: "ip",
      protocol: "TCP",
      port: 8443,
      preserveClientIp: "true",
      connectionTermination: true,
      healthCheck: { protocol: "HTTP", path: "/healthz/ready", matcher: "200", interval: 10 },
      targetHealthStates: [{ enableUnhealthyConnectionTermination: false }],
    });
  });

  it.each([true, false])("protects addresses and itself where asked to (%s)", async (protect) => {
    const registered = await record(() => loadBalancer({ protect }));

    const balancer = only(registered, loadBalancerType);
    expect(balancer.inputs.enableDeletionProtection).toBe(protect);
    expect(balancer.protect).toBe(protect);
    expect(all(registered, addressType).map((address) => address.protect)).toEqual(
      Array(3).fill(protect),
    );
  });

  it("hands out addresses, and target groups by service", async () => {
    const seen: unknown[] = [];
    await record(() => {
      const { addresses, targetGroupArns, targetGroupArnSuffixes, arnSuffix, dnsName } =
        loadBalancer();
      return pulumi
        .output({ addresses, targetGroupArns, targetGroupArnSuffixes, arnSuffix, dnsName })
        .apply((outputs) => seen.push(outputs));
    });

    expect(seen).toEqual([
      {
        addresses: ["a", "b", "c"].map((zone) => `address of edge-address-eu-west-1${zone}`),
        targetGroupArns: {
          payments: "arn:mock:edge-payments-targets",
          reports: "arn:mock:edge-reports-targets",
        },
        targetGroupArnSuffixes: {
          payments: "targetgroup/pub-payments-8443/1",
          reports: "targetgroup/pub-reports-8080/1",
        },
        arnSuffix: "net/production-public/1",
        dnsName: "production-public.elb.example.net",
      },
    ]);
  });

  it("registers the same resources while subnets, bucket and certificate are unknown", async () => {
    const unknown = pulumi.unknown as pulumi.Output<string>;
    const change = {
      publicSubnetIds: pulumi.unknown as pulumi.Output<string[]>,
      certificateArn: unknown,
      accessLogsBucket: unknown,
    };
    const previewed = await record(() => loadBalancer(change, {}), { preview: true });
    const created = await record(() => loadBalancer());

    const names = (registered: typeof created) => registered.map(({ name }) => name).sort();
    expect(names(previewed)).toEqual(names(created));
  });

  it("fails over a bad service before it registers an address", async () => {
    const services = [{ name: "payments", tier: 1 as const, port: 0, targetPort: 8443 }];

    await expect(record(() => loadBalancer({ services }))).rejects.toThrow(
      "services[0].port: is not a port, got 0; use a whole number from 1 to 65535",
    );
  });
});
