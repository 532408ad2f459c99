// SPDX-License-Identifier: Apache-2.0
import type { Resource } from "./graph";
import type { Value } from "./value";

/** What of a security group lets traffic in or out, by type. */
export const openingTypes = [
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/securityGroupRule:SecurityGroupRule",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
] as const;

export type Direction = "ingress" | "egress";

/** A range of ports, and the ranges of addresses that may use it. */
export interface Opening {
  readonly addresses: readonly Value[];
  readonly protocol: Value;
  readonly from: Value;
  readonly to: Value;
}

/** Every opening of a group or a rule in a direction. @throws Undecidable */
export function openingsOf(resource: Resource, direction: Direction): Opening[] {
  switch (resource.type) {
    case "aws:ec2/securityGroup:SecurityGroup":
      return resource.at(direction).items().map(blocks);
    case "aws:ec2/securityGroupRule:SecurityGroupRule":
      return resource.at("type").text() === direction ? [blocks(resource)] : [];
    default: {
      const isIngress = resource.type.includes("IngressRule");
      if (isIngress !== (direction === "ingress")) return [];
      return [
        {
          addresses: [resource.at("cidrIpv4"), resource.at("cidrIpv6")],
          protocol: resource.at("ipProtocol"),
          from: resource.at("fromPort"),
          to: resource.at("toPort"),
        },
      ];
    }
  }
}

function blocks(rule: Resource | Value): Opening {
  return {
    addresses: [...rule.at("cidrBlocks").items(), ...rule.at("ipv6CidrBlocks").items()],
    protocol: rule.at("protocol"),
    from: rule.at("fromPort"),
    to: rule.at("toPort"),
  };
}

/**
 * Whether a range is the internet or a great part of it, such as the halves 0.0.0.0/1 and
 * 128.0.0.0/1 of one that is cut to slip through. The widest private range is a /8; no registry
 * has more of IPv6 than a /12.
 *
 * @see https://www.iana.org/assignments/ipv6-unicast-address-assignments
 */
export function isAnywhere(range: Value): boolean {
  const [address = "", length] = (range.text() ?? "").split("/");
  return length !== undefined && Number(length) < (address.includes(":") ? 12 : 8);
}

/** `TCP 443`, `ports 0 to 65535`, `all traffic`; undefined where every port is one of those listed. */
export function portsBeyond(opening: Opening, listed: readonly string[]): string | undefined {
  const protocol = opening.protocol.text()?.toLowerCase() ?? "-1";
  // Echo and path MTU discovery: types and codes, not ports.
  if (["1", "58", "icmp", "icmpv6"].includes(protocol)) return undefined;
  if (!["6", "17", "tcp", "udp"].includes(protocol)) return "all traffic";
  const from = opening.from.number() ?? 0;
  const to = opening.to.number() ?? 65_535;
  const ports = Array.from(
    { length: Math.min(to - from + 1, listed.length + 1) },
    (_, i) => from + i,
  );
  if (ports.every((port) => listed.includes(String(port)))) return undefined;
  return from === to ? `port ${from}` : `ports ${from} to ${to}`;
}
