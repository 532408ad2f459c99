// SPDX-License-Identifier: Apache-2.0
import { expectFlag, setFlag } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import type { Resource } from "../../lib/graph";
import { resourceRule } from "../../lib/rule";

export const resolveEndpointsPrivately = resourceRule({
  id: "resolve-endpoints-privately",
  requirement: "Interface endpoints of AWS services answer to the services' own names.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "Without private DNS the SDKs go on asking the public name: traffic leaves by the NAT gateways, which the endpoint was bought to spare, and the endpoint is seen to be unused only in an outage.",
  sources: ["https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html"],
  frameworks: [wellArchitected("SEC05-BP02")],
  fix: "Set privateDnsEnabled to true.",
  types: ["aws:ec2/vpcEndpoint:VpcEndpoint"],
  check(endpoint, context) {
    if (isInterfaceOfAws(endpoint)) expectFlag(endpoint, ["privateDnsEnabled"], true, context);
  },
  remedy(endpoint) {
    const known = endpoint.at("vpcEndpointType").isKnown && endpoint.at("serviceName").isKnown;
    return known && isInterfaceOfAws(endpoint)
      ? setFlag("privateDnsEnabled", true)(endpoint)
      : undefined;
  },
});

/** An endpoint service of somebody else has the names that its owner gives it, or none. */
function isInterfaceOfAws(endpoint: Resource): boolean {
  if (endpoint.at("vpcEndpointType").text() !== "Interface") return false;
  return !(endpoint.at("serviceName").text() ?? "").startsWith("com.amazonaws.vpce.");
}
