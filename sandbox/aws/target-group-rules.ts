// SPDX-License-Identifier: Apache-2.0
import type { Rule, Self } from "../provider/resource-type";
import { at, text } from "../provider/values";
import { vpcType } from "./ec2-lookups";
import { nameForm } from "./load-balancer-rules";
import { mustExist, stillUsed } from "./rules";
import { mustBeWithin, mustMatch } from "./value-rules";

export const targetGroupType = "aws:lb/targetGroup:TargetGroup";

const api = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference";
const create = `${api}/API_CreateTargetGroup.html`;
const provider =
  "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/elbv2";
const source = `${provider}/target_group.go`;
const code = "ValidationError";

function targetTypeOf({ inputs }: Self): string {
  return text(inputs, "targetType") ?? "instance";
}

/** All but functions listen somewhere. */
function requiredBut(property: string): Rule {
  return {
    code,
    property,
    stage: "check",
    source,
    refuses: (self) =>
      targetTypeOf(self) !== "lambda" && self.inputs[property] === undefined
        ? `Attribute "${property}" must be specified when "targetType" is "${targetTypeOf(self)}".`
        : undefined,
  };
}

function isHttp(protocol: unknown): boolean {
  return protocol === "HTTP" || protocol === "HTTPS";
}

/** A TCP check opens a connection and asks for nothing. */
function notWithTcp(property: string): Rule {
  return {
    code,
    property,
    stage: "check",
    source,
    refuses: ({ inputs }) =>
      text(inputs, "healthCheck.protocol")?.toUpperCase() === "TCP" && at(inputs, property)
        ? `Attribute "${property}" cannot be specified when "healthCheck.protocol" is "TCP".`
        : undefined,
  };
}

const tcpCheckOfHttp: Rule = {
  code,
  property: "healthCheck.protocol",
  stage: "check",
  source,
  refuses: ({ inputs }) =>
    isHttp(inputs.protocol) && text(inputs, "healthCheck.protocol")?.toUpperCase() === "TCP"
      ? `Attribute "healthCheck.protocol" cannot have value "TCP" when "protocol" is "${String(inputs.protocol)}".`
      : undefined,
};

/** Network load balancers take a timeout as long as the interval, application ones don't. */
const timeoutTooLong: Rule = {
  code,
  property: "healthCheck.timeout",
  stage: "write",
  source: create,
  refuses: ({ inputs }) => {
    const timeout = at(inputs, "healthCheck.timeout");
    const interval = at(inputs, "healthCheck.interval") ?? defaultIntervalSeconds;
    if (typeof timeout !== "number" || typeof interval !== "number") return undefined;
    const tooLong = isHttp(inputs.protocol) ? timeout >= interval : timeout > interval;
    return tooLong
      ? `Health check timeout '${timeout}' must be smaller than the interval '${interval}'`
      : undefined;
  },
};

const defaultIntervalSeconds = 30;

const slowStart: Rule = {
  code,
  property: "slowStart",
  stage: "check",
  source,
  refuses: ({ inputs }) => {
    const seconds = inputs.slowStart;
    return typeof seconds !== "number" || seconds === 0 || (seconds >= 30 && seconds <= 900)
      ? undefined
      : `expected slowStart to be 0 or in the range (30 - 900), got ${seconds}`;
  },
};

const nameTaken: Rule = {
  code: "DuplicateTargetGroupName",
  property: "name",
  stage: "create",
  source: create,
  refuses: ({ inputs, cloud, region }) =>
    cloud.list(targetGroupType, region).some((other) => other.inputs.name === inputs.name)
      ? `A target group with the same name '${String(inputs.name)}' exists, but with different settings`
      : undefined,
};

function bounds(property: string, least: number, most: number): Rule {
  return mustBeWithin({ code, property, source }, { least: least, most: most });
}

/** What is wrong with a target group. */
export const targetGroupRules: readonly Rule[] = [
  nameForm("target group", `${provider}/validate.go`),
  requiredBut("port"),
  requiredBut("protocol"),
  requiredBut("vpcId"),
  bounds("port", 1, 65_535),
  bounds("deregistrationDelay", 0, 3600),
  bounds("healthCheck.interval", 5, 300),
  bounds("healthCheck.timeout", 2, 120),
  bounds("healthCheck.healthyThreshold", 2, 10),
  bounds("healthCheck.unhealthyThreshold", 2, 10),
  mustMatch(
    { code, property: "healthCheck.path", source },
    {
      pattern: /^\/.{0,1023}$/s,
      shortest: 0,
      says: (path) =>
        `"healthCheck.path" must begin with "/" and have at most 1024 characters: "${path}"`,
    },
  ),
  notWithTcp("healthCheck.path"),
  notWithTcp("healthCheck.matcher"),
  tcpCheckOfHttp,
  slowStart,
  nameTaken,
  mustExist(
    { code, property: "vpcId", source: create },
    { to: vpcType, says: (id) => `The VPC ID '${id}' is not found` },
  ),
  timeoutTooLong,
  stillUsed(
    { code: "ResourceInUse", property: "arn", source: `${api}/API_DeleteTargetGroup.html` },
    [["aws:lb/listener:Listener", "defaultActions"]],
  ),
];
