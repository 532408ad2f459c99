// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../provider/resource-type";
import { text, type Properties } from "../provider/values";
import { ec2Errors, vpcIsThere } from "./ec2-lookups";
import { exactlyOneOf, mustBeGiven } from "./value-rules";

export const flowLogType = "aws:ec2/flowLog:FlowLog";

const api = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference";
const provider =
  "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ec2";

/** What a flow log may watch. */
const watched = [
  "eniId",
  "regionalNatGatewayId",
  "subnetId",
  "transitGatewayAttachmentId",
  "transitGatewayId",
  "vpcId",
];

/** Seconds over which a flow log adds up; AWS has these two. */
const aggregationIntervals: readonly unknown[] = [60, 600];

const bucketType = "aws:s3/bucket:Bucket";
const permissions =
  "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html";

/** What is wrong with a flow log. */
export const flowLogRules: readonly Rule[] = [
  exactlyOneOf(
    {
      code: "InvalidParameterCombination",
      property: "vpcId",
      source: `${provider}/vpc_flow_log.go`,
    },
    watched,
  ),
  {
    code: "InvalidParameter",
    property: "maxAggregationInterval",
    stage: "check",
    source: `${api}/API_CreateFlowLogs.html`,
    refuses: ({ inputs }) => {
      const interval = inputs.maxAggregationInterval;
      return typeof interval !== "number" || aggregationIntervals.includes(interval)
        ? undefined
        : `expected maxAggregationInterval to be one of [60 600], got ${interval}`;
    },
  },
  vpcIsThere,
  mustBeGiven(
    {
      code: "InvalidParameter",
      property: "logDestination",
      source: `${api}/API_CreateFlowLogs.html`,
    },
    {
      when: ({ logDestinationType }) => logDestinationType === "s3",
      says: "LogDestination can't be empty if LogGroupName is not provided.",
    },
  ),
  {
    code: "LogDestinationNotFound",
    property: "logDestination",
    stage: "create",
    source: ec2Errors,
    refuses: ({ inputs, cloud }) => {
      const destination = text(inputs, "logDestination") ?? "";
      const bucket = /^arn:aws:s3:::([^/]+)/.exec(destination)?.[1];
      return bucket === undefined || cloud.find(bucketType, bucket) !== undefined
        ? undefined
        : `LogDestination: ${bucket} does not exist`;
    },
  },
  {
    code: "InvalidParameter",
    property: "iamRoleArn",
    stage: "create",
    source: permissions,
    refuses: ({ inputs }) =>
      text(inputs, "logDestinationType") === "s3" && inputs.iamRoleArn !== undefined
        ? "DeliverLogsPermissionArn is not applicable for s3 delivery"
        : undefined,
  },
  {
    code: "FlowLogAlreadyExists",
    property: "logDestination",
    stage: "create",
    source: ec2Errors,
    refuses: ({ inputs, cloud, region }) => {
      const shown = (flowLog: Properties): string =>
        JSON.stringify(configuration.map((property) => flowLog[property]));
      return cloud.list(flowLogType, region).some((other) => shown(other.inputs) === shown(inputs))
        ? "Error. There is an existing Flow Log with the same configuration and log destination."
        : undefined;
    },
  },
];

/** What makes two flow logs one, as far as it is documented: everything but their tags. */
const configuration = [
  ...watched,
  "destinationOptions",
  "iamRoleArn",
  "logDestination",
  "logDestinationType",
  "logFormat",
  "maxAggregationInterval",
  "trafficType",
];
