// SPDX-License-Identifier: Apache-2.0
import type { Mutant, StackDraft } from "../../support/mutant";

const ingressRule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egressRule = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const subnet = "aws:ec2/subnet:Subnet";
const scope = "us-east-1";

/** Leaves two of a list of three. */
function cut(stack: StackDraft, type: string, property: string): void {
  const resource = stack.one(type);
  stack.set(resource, [property], (resource.inputs[property] as unknown[]).slice(0, 2));
}

export const resourceNetworkMutants: readonly Mutant[] = [
  {
    rule: "limit-ingress-from-anywhere",
    mistake: "the database's port is open to the internet",
    also: ["admit-private-clients-only", "open-load-balancers-alone"],
    scope,
    make: (stack) => {
      const rule = stack.one(ingressRule, "payments-database-access-from-payments");
      stack.unset(rule, ["referencedSecurityGroupId"]);
      stack.set(rule, ["cidrIpv4"], "0.0.0.0/0");
    },
  },
  {
    rule: "limit-ingress-from-anywhere",
    mistake: "a range of ports that begins with a public one is open to the internet by IPv6",
    scope,
    make: (stack) => {
      const rule = stack.one(ingressRule, "payments-public-from-internet-443");
      stack.unset(rule, ["cidrIpv4"]);
      stack.set(rule, ["cidrIpv6"], "::/0");
      stack.set(rule, ["toPort"], 9443);
    },
  },
  {
    rule: "limit-ingress-from-anywhere",
    mistake: "half of the internet may send anything to a group, by a rule inside it",
    also: ["admit-private-clients-only", "open-load-balancers-alone"],
    scope,
    make: (stack) => {
      const group = stack.one("aws:ec2/securityGroup:SecurityGroup", "payments-cache-access-group");
      const rule = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/1"] };
      stack.set(group, ["ingress"], [rule]);
    },
  },
  {
    rule: "limit-egress-to-anywhere",
    mistake: "pods may send anything to anywhere",
    scope,
    make: (stack) => {
      const rule = stack.one(egressRule, "payments-workload-to-https");
      stack.set(rule, ["ipProtocol"], "-1");
      stack.unset(rule, ["fromPort"]);
      stack.unset(rule, ["toPort"]);
    },
  },
  {
    rule: "empty-default-security-groups",
    mistake: "the default group's members may talk to each other",
    scope,
    make: (stack) => {
      const group = stack.one("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup");
      stack.set(group, ["ingress"], [{ protocol: "-1", fromPort: 0, toPort: 0, self: true }]);
    },
  },
  {
    rule: "keep-addresses-private",
    mistake: "a public subnet gives every instance a public address",
    scope,
    make: (stack) =>
      stack.set(stack.one(subnet, "payments-network-zone-a-public"), ["mapPublicIpOnLaunch"], true),
  },
  {
    rule: "record-all-flows",
    mistake: "the flow log leaves out what is accepted",
    scope,
    make: (stack) => stack.set(stack.one("aws:ec2/flowLog:FlowLog"), ["trafficType"], "REJECT"),
  },
  {
    rule: "stand-in-own-zones",
    mistake: "a subnet of the standby names a zone of the other region",
    scope: "eu-west-1",
    make: (stack) =>
      stack.set(
        stack.one(subnet, "payments-network-zone-a-data"),
        ["availabilityZone"],
        "us-east-1a",
      ),
  },
  {
    rule: "resolve-endpoints-privately",
    mistake: "the endpoint of KMS has no private name",
    scope,
    make: (stack) =>
      stack.set(
        stack.one("aws:ec2/vpcEndpoint:VpcEndpoint", "payments-network-endpoints-kms"),
        ["privateDnsEnabled"],
        false,
      ),
  },
  {
    rule: "resolve-names-in-networks",
    mistake: "the VPC gives no names to what stands in it",
    scope,
    make: (stack) => stack.unset(stack.one("aws:ec2/vpc:Vpc"), ["enableDnsHostnames"]),
  },
  {
    rule: "resolve-peers-privately",
    mistake: "the accepter's names resolve to public addresses",
    scope: "global",
    make: (stack) => {
      const options = stack.resources.find(({ inputs }) => inputs.accepter !== undefined);
      if (options === undefined) throw new RangeError("no options of the accepter");
      stack.set(options, ["accepter", "allowRemoteVpcDnsResolution"], false);
    },
  },
  {
    rule: "span-zones",
    mistake: "the nodes are in two zones",
    scope,
    make: (stack) => cut(stack, "aws:eks/nodeGroup:NodeGroup", "subnetIds"),
  },
  {
    rule: "span-zones",
    mistake: "a load balancer is in two zones",
    scope,
    make: (stack) => cut(stack, "aws:lb/loadBalancer:LoadBalancer", "subnetMappings"),
  },
  {
    rule: "span-zones",
    mistake: "an endpoint is in one zone",
    scope,
    make: (stack) => {
      const endpoint = stack.one(
        "aws:ec2/vpcEndpoint:VpcEndpoint",
        "payments-network-endpoints-sts",
      );
      stack.set(endpoint, ["subnetIds"], (endpoint.inputs.subnetIds as string[]).slice(0, 1));
    },
  },
];
