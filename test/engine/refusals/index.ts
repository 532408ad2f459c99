// SPDX-License-Identifier: Apache-2.0
import type { RefusalCase } from "../../support/refusal-case";
import { cloudwatch } from "./cloudwatch";
import { dynamodb } from "./dynamodb";
import { ec2Vpc } from "./ec2-vpc";
import { ecr } from "./ecr";
import { eksAccess } from "./eks-access";
import { eksAddons } from "./eks-addons";
import { eksClusters } from "./eks-clusters";
import { eksNodeGroups } from "./eks-node-groups";
import { elasticache } from "./elasticache";
import { iam } from "./iam";
import { kms } from "./kms";
import { rdsClusters } from "./rds-clusters";
import { s3 } from "./s3";
import { secretsManager } from "./secrets-manager";
import { sns } from "./sns";

/** A case for every rule of the tables under `sandbox/aws`, a file for each of theirs. */
export const refusalCases: readonly RefusalCase[] = [
  cloudwatch,
  dynamodb,
  ec2Vpc,
  ecr,
  eksAccess,
  eksAddons,
  eksClusters,
  eksNodeGroups,
  elasticache,
  iam,
  kms,
  rdsClusters,
  s3,
  secretsManager,
  sns,
].flat();
