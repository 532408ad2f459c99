// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../lib/rule";
import { acmRules } from "./acm";
import { cloudwatchRules } from "./cloudwatch";
import { deliveryRules } from "./delivery";
import { dynamodbRules } from "./dynamodb";
import { ecrRules } from "./ecr";
import { eksRules } from "./eks";
import { elasticacheRules } from "./elasticache";
import { globalacceleratorRules } from "./globalaccelerator";
import { iamRules } from "./iam";
import { kmsRules } from "./kms";
import { lbRules } from "./lb";
import { networkRules } from "./network";
import { rdsRules } from "./rds";
import { regionRules } from "./region";
import { route53Rules } from "./route53";
import { s3Rules } from "./s3";
import { secretsmanagerRules } from "./secretsmanager";
import { snsRules } from "./sns";
import { statefulRules } from "./stateful";

/** Rules about one part of a platform. */
export interface RuleGroup {
  readonly title: string;
  readonly rules: readonly Rule[];
}

/** Every rule of the pack, in the order of the documentation. */
export const ruleGroups: readonly RuleGroup[] = [
  { title: "Regions", rules: regionRules },
  { title: "Networks", rules: networkRules },
  { title: "Databases", rules: rdsRules },
  { title: "Tables and the journal", rules: dynamodbRules },
  { title: "Caches", rules: elasticacheRules },
  { title: "Names and failover", rules: route53Rules },
  { title: "Load balancers and services", rules: lbRules },
  { title: "Anycast", rules: globalacceleratorRules },
  { title: "Certificates", rules: acmRules },
  { title: "Clusters", rules: eksRules },
  { title: "Delivery", rules: deliveryRules },
  { title: "Images", rules: ecrRules },
  { title: "Alarms and logs", rules: cloudwatchRules },
  { title: "Topics", rules: snsRules },
  { title: "Keys", rules: kmsRules },
  { title: "Secrets", rules: secretsmanagerRules },
  { title: "Buckets", rules: s3Rules },
  { title: "Identities", rules: iamRules },
  { title: "What holds data", rules: statefulRules },
];

export const rules: readonly Rule[] = ruleGroups.flatMap((group) => group.rules);
