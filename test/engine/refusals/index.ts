// SPDX-License-Identifier: Apache-2.0
import type { RefusalCase } from "../../support/refusal-case";
import { acm } from "./acm";
import { ec2Endpoints } from "./ec2-endpoints";
import { ec2LaunchTemplates } from "./ec2-launch-templates";
import { ec2Routes } from "./ec2-routes";
import { ec2Routing } from "./ec2-routing";
import { ec2SecurityGroupRules } from "./ec2-security-group-rules";
import { ec2SecurityGroups } from "./ec2-security-groups";
import { ec2Vpc } from "./ec2-vpc";
import { listeners } from "./listeners";
import { loadBalancers } from "./load-balancers";
import { rdsClusters } from "./rds-clusters";
import { serviceQuotas } from "./service-quotas";
import { targetGroups } from "./target-groups";

/** A case for every rule of the tables under `sandbox/aws`, a file for each of theirs. */
export const refusalCases: readonly RefusalCase[] = [
  acm,
  ec2Endpoints,
  ec2LaunchTemplates,
  ec2Routes,
  ec2Routing,
  ec2SecurityGroupRules,
  ec2SecurityGroups,
  ec2Vpc,
  listeners,
  loadBalancers,
  rdsClusters,
  serviceQuotas,
  targetGroups,
].flat();
