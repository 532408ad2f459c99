// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../provider/resource-type";
import { text } from "../provider/values";
import { keyMustExist } from "./kms-rules";
import { zonesOf } from "./regions";
import { rdsApi, rdsSource } from "./rds-rules";
import { mustExist, type Wording } from "./rules";
import { mustBeWithin } from "./value-rules";

const createInstance = `${rdsApi}/API_CreateDBInstance.html`;
const enhancedMonitoring =
  "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html";
const monitoringIntervals: readonly unknown[] = [0, 1, 5, 10, 15, 30, 60];
const longestBackupRetentionDays = 35;

function invalid(property: string, source: string = createInstance): Wording {
  return { code: "InvalidParameterValue", property, source };
}

/** Refuses days that RDS can't keep automatic backups; a cluster always has some. */
export function backupRetention(file: string, fewestDays: number): Rule {
  return mustBeWithin(invalid("backupRetentionPeriod", `${rdsSource}/${file}`), {
    least: fewestDays,
    most: longestBackupRetentionDays,
  });
}

/** Refuses a port that PostgreSQL can't have on RDS. */
export const portOutOfRange: Rule = {
  ...invalid("port"),
  stage: "create",
  refuses: ({ inputs: { port } }) =>
    typeof port === "number" && (port < 1150 || port > 65_535)
      ? `Invalid database port: ${port}. Valid values are 1150-65535.`
      : undefined,
};

/** Refuses days that Performance Insights can't keep: a week, months of 31 days, or two years. */
export const insightsRetention: Rule = {
  ...invalid("performanceInsightsRetentionPeriod", `${rdsSource}/instance.go`),
  stage: "check",
  refuses: ({ inputs: { performanceInsightsRetentionPeriod: days } }) =>
    typeof days !== "number" ||
    [7, 731].includes(days) ||
    (days > 0 && days % 31 === 0 && days < 731)
      ? undefined
      : `expected performanceInsightsRetentionPeriod to be one of [7 731] or divisible by 31, got ${days}`,
};

/** Refuses a key for Performance Insights that isn't in the region. */
export const insightsKeyIsThere = keyMustExist(
  {
    code: "KMSKeyNotAccessibleFault",
    property: "performanceInsightsKmsKeyId",
    source: createInstance,
  },
  (key) =>
    `The specified KMS key [${key}] does not exist, is not enabled or you do not have permissions to access it.`,
);

const monitoringInterval: Rule = {
  ...invalid("monitoringInterval", `${rdsSource}/instance.go`),
  stage: "check",
  refuses: ({ inputs: { monitoringInterval: seconds } }) =>
    typeof seconds !== "number" || monitoringIntervals.includes(seconds)
      ? undefined
      : `expected monitoringInterval to be one of [${monitoringIntervals.join(" ")}], got ${seconds}`,
};

const monitoringRoleIsThere = mustExist(invalid("monitoringRoleArn", enhancedMonitoring), {
  to: "aws:iam/role:Role",
  by: ["arn"],
  says: () =>
    "The IAM role ARN value is invalid or does not include the required permissions for: ENHANCED_MONITORING",
});

const zoneOfAnotherRegion: Rule = {
  ...invalid("availabilityZone"),
  stage: "create",
  refuses: ({ inputs, region }) => {
    const zone = text(inputs, "availabilityZone");
    return zone === undefined || zonesOf(region).includes(zone)
      ? undefined
      : `Invalid Availability Zone: ${zone} is not one of ${zonesOf(region).join(", ")}`;
  },
};

/** What RDS refuses of the settings of an instance, of Aurora or not. */
export const instanceSettingRules: readonly Rule[] = [
  monitoringInterval,
  monitoringRoleIsThere,
  insightsRetention,
  insightsKeyIsThere,
  zoneOfAnotherRegion,
];

/** Refuses a place in the line of failover that there isn't. */
export const promotionTier = mustBeWithin(
  invalid("promotionTier", `${rdsSource}/cluster_instance.go`),
  { least: 0, most: 15 },
);
