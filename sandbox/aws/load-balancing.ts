// SPDX-License-Identifier: Apache-2.0
import type { ResourceType, Self } from "../provider/resource-type";
import { at, list, text, type Properties } from "../provider/values";
import { arn } from "./arn";
import { balancerType } from "./ec2-lookups";
import { isEncrypted, listenerRules, listenerType } from "./listener-rules";
import { balancerRules, isNetwork, subnetsOf } from "./load-balancer-rules";
import { endpointZonesOf } from "./regions";
import { targetGroupRules, targetGroupType } from "./target-group-rules";
import { balancerCannotShift, groupHindersShift, listenerHindersShift } from "./zonal-shift-rules";

const api = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference";

/** `…:loadbalancer/net/name/50dc6c495c0c9188`: after the kind, what Elastic Load Balancing numbers. */
function elbArn(self: Self, kind: string, path: string): string {
  return arn(self, "elasticloadbalancing", `${kind}/${path}`);
}

/** The part of an ARN after its kind: `net/name/50dc6c495c0c9188`. */
function suffix(id: string, kind: string): string {
  return id.slice(id.indexOf(`:${kind}/`) + kind.length + 2);
}

function dnsName({ id, inputs, region }: Self): string {
  const number = id.split("/").at(-1) ?? "";
  const name = text(inputs, "name") ?? "";
  if (isNetwork(inputs)) return `${name}-${number}.elb.${region}.amazonaws.com`;
  const scheme = inputs.internal === true ? "internal-" : "";
  return `${scheme}${name}-${Number.parseInt(number.slice(0, 8), 16)}.${region}.elb.amazonaws.com`;
}

function balancerOutputs(self: Self): Properties {
  const { inputs, cloud, region, id } = self;
  const zones = endpointZonesOf(region);
  const subnets = subnetsOf(inputs);
  const vpcId = cloud.find("aws:ec2/subnet:Subnet", subnets[0] ?? "")?.inputs.vpcId;
  return {
    arn: id,
    arnSuffix: suffix(id, "loadbalancer"),
    dnsName: dnsName(self),
    zoneId: isNetwork(inputs) ? zones.networkLoadBalancer : zones.applicationLoadBalancer,
    vpcId,
    ...("subnets" in inputs ? {} : { subnets }),
    ...("subnetMappings" in inputs
      ? {}
      : { subnetMappings: subnets.map((subnetId) => ({ subnetId })) }),
  };
}

/** A network load balancer keeps the subnets that it has, and has security groups always or never. */
function networkReplacements(before: Properties, after: Properties): string[] {
  if (!isNetwork(after)) return [];
  const keeps = (property: string): boolean => {
    const now = list(after, property).map((part) => JSON.stringify(part));
    return list(before, property).every((part) => now.includes(JSON.stringify(part)));
  };
  const groups = (inputs: Properties): boolean => list(inputs, "securityGroups").length > 0;
  return [
    ...["subnets", "subnetMappings"].filter((property) => !keeps(property)),
    ...(groups(before) === groups(after) ? [] : ["securityGroups"]),
  ];
}

/** Load balancers, their listeners and target groups. */
export const loadBalancing: readonly ResourceType[] = [
  {
    token: balancerType,
    source: `${api}/API_CreateLoadBalancer.html`,
    id: (self) => {
      const kind = isNetwork(self.inputs) ? "net" : "app";
      const name = text(self.inputs, "name") ?? "";
      return elbArn(self, "loadbalancer", `${kind}/${name}/${self.unique(16)}`);
    },
    autoName: { property: "name", maximumLength: 32 },
    replaceOn: ["name", "namePrefix", "internal", "loadBalancerType", "customerOwnedIpv4Pool"],
    replaceWhen: networkReplacements,
    defaults: {
      internal: false,
      ipAddressType: "ipv4",
      loadBalancerType: "application",
      dnsRecordClientRoutingPolicy: "any_availability_zone",
      enableCrossZoneLoadBalancing: false,
      enableDeletionProtection: false,
      enableZonalShift: false,
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "on",
      securityGroups: [],
    },
    outputs: balancerOutputs,
    rules: [...balancerRules, balancerCannotShift],
  },
  {
    token: targetGroupType,
    source: `${api}/API_ModifyTargetGroup.html`,
    id: (self) =>
      elbArn(self, "targetgroup", `${text(self.inputs, "name") ?? ""}/${self.unique(16)}`),
    autoName: { property: "name", maximumLength: 32 },
    replaceOn: [
      "ipAddressType",
      "name",
      "namePrefix",
      "port",
      "protocol",
      "protocolVersion",
      "targetType",
      "vpcId",
    ],
    defaults: {
      connectionTermination: false,
      deregistrationDelay: 300,
      ipAddressType: "ipv4",
      healthCheck: {
        enabled: true,
        healthyThreshold: 3,
        interval: 30,
        port: "traffic-port",
        protocol: "HTTP",
        unhealthyThreshold: 3,
      },
      loadBalancingCrossZoneEnabled: "use_load_balancer_configuration",
      proxyProtocolV2: false,
      slowStart: 0,
      targetGroupHealth: {
        dnsFailover: {
          minimumHealthyTargetsCount: "1",
          minimumHealthyTargetsPercentage: "off",
        },
        unhealthyStateRouting: {
          minimumHealthyTargetsCount: 1,
          minimumHealthyTargetsPercentage: "off",
        },
      },
      targetType: "instance",
    },
    outputs: (self) => ({
      arn: self.id,
      arnSuffix: `targetgroup/${suffix(self.id, "targetgroup")}`,
      loadBalancerArns: [],
    }),
    rules: [...targetGroupRules, groupHindersShift],
  },
  {
    token: listenerType,
    source: `${api}/API_ModifyListener.html`,
    id: (self) => {
      const balancer = suffix(text(self.inputs, "loadBalancerArn") ?? "", "loadbalancer");
      return elbArn(self, "listener", `${balancer}/${self.unique(16)}`);
    },
    replaceOn: ["loadBalancerArn"],
    outputs: ({ id, inputs }) => ({
      arn: id,
      ...(isEncrypted(inputs) && !("sslPolicy" in inputs)
        ? { sslPolicy: "ELBSecurityPolicy-2016-08" }
        : {}),
      ...(text(inputs, "protocol") === "TCP"
        ? { tcpIdleTimeoutSeconds: at(inputs, "tcpIdleTimeoutSeconds") ?? 350 }
        : {}),
    }),
    rules: [...listenerRules, listenerHindersShift],
  },
];
