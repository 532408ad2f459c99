// SPDX-License-Identifier: Apache-2.0
import type { Draft, Mutant } from "../../support/mutant";

const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

/** Makes a property refer to another resource, by its id and by what it is made from. */
function point(draft: Draft, property: string, target: Draft, value = target.id): void {
  draft.inputs[property] = value;
  draft.outputs[property] = value;
  draft.propertyDependencies[property] = [target.urn];
}

export const graphNetworkMutants: readonly Mutant[] = [
  {
    rule: "log-every-network",
    mistake: "the flow log is gone",
    scope: "eu-west-1",
    make: (stack) => stack.remove(stack.one("aws:ec2/flowLog:FlowLog")),
  },
  {
    rule: "reach-aws-by-gateway-endpoints",
    mistake: "the gateway endpoint of DynamoDB is gone",
    scope: "eu-west-1",
    make: (stack) =>
      stack.remove(
        stack.one("aws:ec2/vpcEndpoint:VpcEndpoint", "payments-network-endpoints-dynamodb"),
      ),
  },
  {
    rule: "keep-zones-independent",
    mistake: "zone b's private subnets use zone a's NAT gateway",
    scope: "us-east-1",
    make: (stack) =>
      point(
        stack.one("aws:ec2/route:Route", "payments-network-zone-b-private-internet"),
        "natGatewayId",
        stack.one("aws:ec2/natGateway:NatGateway", "payments-network-zone-a-nat"),
      ),
  },
  {
    rule: "spread-over-zones",
    mistake: "the standby's nodes have subnets in two zones",
    also: ["span-zones"],
    scope: "eu-west-1",
    make: (stack) => {
      const nodes = stack.one("aws:eks/nodeGroup:NodeGroup");
      const subnets = ["a", "b"].map((zone) =>
        stack.one("aws:ec2/subnet:Subnet", `payments-network-zone-${zone}-private`),
      );
      const ids = subnets.map(({ id }) => id);
      stack.set(nodes, ["subnetIds"], ids);
      nodes.propertyDependencies.subnetIds = subnets.map(({ urn }) => urn);
    },
  },
  {
    rule: "keep-databases-off-the-internet",
    mistake: "the data subnets' table has a route to the internet gateway",
    scope: "us-east-1",
    make: (stack) => {
      const way = stack.one("aws:ec2/route:Route", "payments-network-public-internet");
      const data = stack.one("aws:ec2/routeTable:RouteTable", "payments-network-data");
      point(stack.add(way, "payments-network-data-internet", {}), "routeTableId", data);
    },
  },
  {
    rule: "admit-private-clients-only",
    mistake: "an office's public range may speak to the database",
    scope: "us-east-1",
    make: (stack) => {
      const known = stack.one(ingress, "payments-database-access-from-payments");
      const added = stack.add(known, "payments-database-access-from-office", {
        cidrIpv4: "203.0.113.0/24",
      });
      stack.unset(added, ["referencedSecurityGroupId"]);
    },
  },
  {
    rule: "open-load-balancers-alone",
    mistake: "pods take requests from the internet, beside the load balancer",
    scope: "us-east-1",
    make: (stack) => {
      const rule = stack.one(
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        "payments-workload-from-public-door-8443",
      );
      stack.unset(rule, ["referencedSecurityGroupId"]);
      stack.set(rule, ["cidrIpv4"], "0.0.0.0/0");
    },
  },
];
