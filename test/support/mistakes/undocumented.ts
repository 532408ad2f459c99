// SPDX-License-Identifier: Apache-2.0
import type { Kind } from "./mistakes";

/** Mistakes that the sandbox takes, though AWS may not. */
interface OpenQuestion {
  readonly kinds: readonly Kind[];
  /** Types and properties, as `ec2/vpc:Vpc cidrBlock`. */
  readonly where: RegExp;
  /** What isn't known. */
  readonly question: string;
}

const references: readonly Kind[] = ["wrong id", "swapped reference", "wrong region"];

/** AWS's documentation doesn't say what happens, and nobody here has tried. */
export const undocumented: readonly OpenQuestion[] = [
  {
    kinds: ["swapped reference"],
    where: /^cloudwatch\/metricAlarm:MetricAlarm (alarm|ok|insufficientData)Actions\[\]$/,
    question: "which ARNs of the region are no action",
  },
  {
    kinds: ["swapped reference"],
    where: /^ec2\/flowLog:FlowLog logDestination$/,
    question: "what is said of a destination of another service",
  },
  {
    kinds: ["wrong number"],
    where: /^eks\/nodeGroup:NodeGroup scalingConfig.maxSize$/,
    question: "which error is said of more nodes than the quota",
  },
  {
    kinds: references,
    where: /^elasticache\/replicationGroup:\w+ logDeliveryConfigurations\[\].destination$/,
    question: "whether the log group is looked for at once",
  },
  {
    kinds: ["missing argument"],
    where: /^elasticache\/replicationGroup:ReplicationGroup nodeType$/,
    question: "which error it is",
  },
  {
    kinds: ["wrong number"],
    where: /^lb\/targetGroup:TargetGroup targetGroupHealth\./,
    question: "how many healthy targets are too many to ask for",
  },
  {
    kinds: ["missing argument"],
    where: /^route53\/healthCheck:HealthCheck (childHealthchecks|cloudwatchAlarm\w+)$/,
    question: "whether a check of nothing is taken",
  },
  {
    kinds: ["missing argument"],
    where: /^rds\/globalCluster:GlobalCluster engine$/,
    question: "which error it is",
  },
  {
    kinds: ["wrong number"],
    where: /^rds\/instance:Instance maxAllocatedStorage$/,
    question: "which error it is",
  },
  {
    kinds: ["wrong region"],
    where: /^rds\/cluster:Cluster sourceRegion$/,
    question: "whether it is read where no snapshot is copied",
  },
];
