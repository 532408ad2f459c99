// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import { Referrers } from "../../lib/referrers";
import { stackRule } from "../../lib/rule";

const vpc = "aws:ec2/vpc:Vpc";
const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";

export const reachAwsByGatewayEndpoints = stackRule({
  id: "reach-aws-by-gateway-endpoints",
  requirement: "Every VPC has gateway endpoints for S3 and DynamoDB.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "Without them image layers, logs and journal appends go through NAT gateways: paid for by the gigabyte, and lost with a NAT gateway, while gateway endpoints are free and regional.",
  sources: [
    "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
    "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-ddb.html",
  ],
  frameworks: [wellArchitected("COST08-BP03"), wellArchitected("SEC05-BP02")],
  fix: "Add a VPC endpoint of type Gateway for the service, with every private route table.",
  settings: {
    services: {
      description: "Services that a VPC has a gateway endpoint for",
      default: ["s3", "dynamodb"],
    },
  },
  types: [vpc],
  check(graph, { config, each, violation }) {
    const gateways = graph.ofType(endpoint).filter((one) => {
      const type = one.at("vpcEndpointType");
      // Gateway is what AWS takes where the program says nothing.
      return !type.isKnown || type.isAbsent || type.text() === "Gateway";
    });
    const found = new Referrers(graph, gateways, (one) => one.at("vpcId"), vpc);
    each(graph.ofType(vpc), (one) => {
      const names = found.of(one).map((gateway) => gateway.at("serviceName").text() ?? "");
      const missing = config.services.filter(
        (service) => !names.some((name) => name.endsWith(`.${service}`)),
      );
      if (missing.length > 0) violation(one, `no gateway endpoint for ${missing.join(", ")}`);
    });
  },
});
