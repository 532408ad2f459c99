// SPDX-License-Identifier: Apache-2.0
import type { RefusalCase } from "../../support/refusal-case";
import { acm } from "./acm";
import { alarmQueries } from "./alarm-queries";
import { cloudwatch } from "./cloudwatch";
import { dynamodb } from "./dynamodb";
import { ec2Endpoints } from "./ec2-endpoints";
import { ec2LaunchTemplates } from "./ec2-launch-templates";
import { ec2MissingParameters } from "./ec2-missing-parameters";
import { ec2Peering } from "./ec2-peering";
import { ec2Routes } from "./ec2-routes";
import { ec2Routing } from "./ec2-routing";
import { ec2SecurityGroupRules } from "./ec2-security-group-rules";
import { ec2SecurityGroups } from "./ec2-security-groups";
import { ec2TransitGateway } from "./ec2-transit-gateway";
import { ec2TransitRoutes } from "./ec2-transit-routes";
import { ec2Vpc } from "./ec2-vpc";
import { ecr } from "./ecr";
import { eksAccess } from "./eks-access";
import { eksAddons } from "./eks-addons";
import { eksClusters } from "./eks-clusters";
import { eksNodeGroups } from "./eks-node-groups";
import { elasticache } from "./elasticache";
import { globalAccelerator } from "./global-accelerator";
import { iam } from "./iam";
import { kms } from "./kms";
import { listeners } from "./listeners";
import { loadBalancers } from "./load-balancers";
import { rdsClusters } from "./rds-clusters";
import { rdsGlobal } from "./rds-global";
import { rdsGroups } from "./rds-groups";
import { rdsInstances } from "./rds-instances";
import { rdsSettings } from "./rds-settings";
import { route53Health } from "./route53-health";
import { route53Records } from "./route53-records";
import { route53Zones } from "./route53-zones";
import { s3 } from "./s3";
import { secretsManager } from "./secrets-manager";
import { serviceQuotas } from "./service-quotas";
import { sns } from "./sns";
import { targetGroups } from "./target-groups";
import { zonalShift } from "./zonal-shift";

/** A case for every rule of the tables under `sandbox/aws`, a file for each of theirs. */
export const refusalCases: readonly RefusalCase[] = [
  acm,
  alarmQueries,
  cloudwatch,
  dynamodb,
  ec2Endpoints,
  ec2LaunchTemplates,
  ec2MissingParameters,
  ec2Peering,
  ec2Routes,
  ec2Routing,
  ec2SecurityGroupRules,
  ec2SecurityGroups,
  ec2TransitGateway,
  ec2TransitRoutes,
  ec2Vpc,
  ecr,
  eksAccess,
  eksAddons,
  eksClusters,
  eksNodeGroups,
  elasticache,
  globalAccelerator,
  iam,
  kms,
  listeners,
  loadBalancers,
  rdsClusters,
  rdsGlobal,
  rdsGroups,
  rdsInstances,
  rdsSettings,
  route53Health,
  route53Records,
  route53Zones,
  s3,
  secretsManager,
  serviceQuotas,
  sns,
  targetGroups,
  zonalShift,
].flat();
