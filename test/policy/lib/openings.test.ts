// SPDX-License-Identifier: Apache-2.0
import { Resource } from "../../../policy/lib/graph";
import { Value } from "../../../policy/lib/value";
import { isAnywhere, openingsOf, portsBeyond } from "../../../policy/lib/openings";

const urn = "urn:pulumi:stack::project::aws:ec2/securityGroup:SecurityGroup::group";

function resource(type: string, properties: object): Resource {
  return new Resource({ urn, type, name: "group", properties });
}

function range(text: string): Value {
  return Value.of({ text }, urn).at("text");
}

describe("isAnywhere", () => {
  it.each(["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "64.0.0.0/7", "::/0", "2000::/3"])(
    "is so for %s, the internet or a great part of it",
    (text) => expect(isAnywhere(range(text))).toBe(true),
  );

  it.each(["10.0.0.0/8", "203.0.113.0/24", "2001:db8::/32", "2600::/12"])(
    "is not so for %s, which somebody has",
    (text) => expect(isAnywhere(range(text))).toBe(false),
  );
});

describe("openingsOf", () => {
  it("finds the rules inside a group, by direction", () => {
    const group = resource("aws:ec2/securityGroup:SecurityGroup", {
      ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }],
      egress: [],
    });
    const [opening] = openingsOf(group, "ingress");
    expect(opening?.addresses.map((one) => one.text())).toEqual(["0.0.0.0/0"]);
    expect(openingsOf(group, "egress")).toEqual([]);
  });

  it("finds the older kind of rule, which says its direction", () => {
    const type = "aws:ec2/securityGroupRule:SecurityGroupRule";
    const rule = resource(type, { type: "egress", ipv6CidrBlocks: ["::/0"] });
    expect(openingsOf(rule, "ingress")).toEqual([]);
    expect(openingsOf(rule, "egress")).toHaveLength(1);
  });

  it("takes a rule's direction from its type", () => {
    const rule = resource("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", {});
    expect(openingsOf(rule, "ingress")).toEqual([]);
    expect(openingsOf(rule, "egress")).toHaveLength(1);
  });
});

describe("portsBeyond", () => {
  const type = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

  it.each([
    { ipProtocol: "tcp", fromPort: 443, toPort: 443, beyond: undefined },
    { ipProtocol: "6", fromPort: 443, toPort: 444, beyond: undefined },
    { ipProtocol: "tcp", fromPort: 443, toPort: 445, beyond: "ports 443 to 445" },
    { ipProtocol: "tcp", fromPort: 5432, toPort: 5432, beyond: "port 5432" },
    { ipProtocol: "udp", fromPort: 0, toPort: 65_535, beyond: "ports 0 to 65535" },
    { ipProtocol: "tcp", beyond: "ports 0 to 65535" },
    { ipProtocol: "-1", fromPort: 443, toPort: 443, beyond: "all traffic" },
    { ipProtocol: "icmp", fromPort: 3, toPort: 4, beyond: undefined },
    { beyond: "all traffic" },
  ])("is $beyond for $ipProtocol $fromPort to $toPort", ({ beyond, ...properties }) => {
    const [opening] = openingsOf(resource(type, properties), "ingress");
    expect(opening && portsBeyond(opening, ["443", "444"])).toBe(beyond);
  });
});
