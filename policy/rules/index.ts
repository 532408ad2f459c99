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

/** Every rule of the pack, in the order of the documentation. */
export const rules: readonly Rule[] = [
  ...acmRules,
  ...cloudwatchRules,
  ...deliveryRules,
  ...dynamodbRules,
  ...ecrRules,
  ...eksRules,
  ...elasticacheRules,
  ...globalacceleratorRules,
  ...iamRules,
  ...kmsRules,
  ...lbRules,
  ...networkRules,
  ...rdsRules,
  ...regionRules,
  ...route53Rules,
  ...s3Rules,
  ...secretsmanagerRules,
  ...snsRules,
  ...statefulRules,
];
