// SPDX-License-Identifier: Apache-2.0
import type { ResourceType, Self } from "../provider/resource-type";
import { text, texts } from "../provider/values";
import { arn } from "./arn";
import { endpointRules, endpointType, isInterface } from "./ec2-endpoint-rules";
import { flowLogRules, flowLogType } from "./ec2-flow-log-rules";

const api = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference";

const fullAccess = JSON.stringify({
  Version: "2008-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
});

/** Columns of a flow log's default format, version 2. */
const defaultFormat =
  "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} " +
  "${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}";

/** Names under which an interface endpoint answers; a gateway endpoint has a prefix list instead. */
function endpointOutputs(self: Self): Record<string, unknown> {
  const common = {
    arn: arn(self, "ec2", `vpc-endpoint/${self.id}`),
    cidrBlocks: [],
    ownerId: self.account,
    requesterManaged: false,
    state: "available",
  };
  if (!isInterface(self.inputs)) {
    const prefixListId = `pl-${self.digest(8, text(self.inputs, "serviceName"))}`;
    return { ...common, prefixListId, dnsEntries: [], networkInterfaceIds: [] };
  }
  const service = text(self.inputs, "serviceName")?.split(".").slice(3).join(".") ?? "";
  const dnsName = `${self.id}-${self.digest(8)}.${service}.${self.region}.vpce.amazonaws.com`;
  return {
    ...common,
    dnsEntries: [{ dnsName, hostedZoneId: `Z${self.digest(13, "zone").toUpperCase()}` }],
    networkInterfaceIds: texts(self.inputs, "subnetIds").map(
      (subnet) => `eni-${self.digest(17, subnet)}`,
    ),
  };
}

/** Endpoints of AWS services in a VPC, and the records of its traffic. */
export const ec2Endpoints: readonly ResourceType[] = [
  {
    token: endpointType,
    source: `${api}/API_ModifyVpcEndpoint.html`,
    id: ({ unique }) => `vpce-${unique(17)}`,
    replaceOn: ["vpcId", "serviceName", "serviceRegion", "vpcEndpointType"],
    replaceWhen: (_, after) => (isInterface(after) ? [] : ["privateDnsEnabled"]),
    defaults: {
      vpcEndpointType: "Gateway",
      ipAddressType: "ipv4",
      policy: fullAccess,
      privateDnsEnabled: false,
      routeTableIds: [],
      securityGroupIds: [],
      subnetIds: [],
    },
    outputs: endpointOutputs,
    rules: endpointRules,
  },
  {
    token: flowLogType,
    source: `${api}/API_CreateFlowLogs.html`,
    id: ({ unique }) => `fl-${unique(17)}`,
    replaceOn: [
      "deliverCrossAccountRole",
      "destinationOptions",
      "eniId",
      "iamRoleArn",
      "logDestination",
      "logDestinationType",
      "logFormat",
      "maxAggregationInterval",
      "subnetId",
      "trafficType",
      "transitGatewayAttachmentId",
      "transitGatewayId",
      "vpcId",
    ],
    defaults: {
      logDestinationType: "cloud-watch-logs",
      logFormat: defaultFormat,
      maxAggregationInterval: 600,
    },
    outputs: (self) => ({ arn: arn(self, "ec2", `vpc-flow-log/${self.id}`) }),
    rules: flowLogRules,
  },
];
