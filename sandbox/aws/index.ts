// SPDX-License-Identifier: Apache-2.0
import type { ProviderDefinition } from "../provider/provider";
import type { ResourceType } from "../provider/resource-type";
import { isRecord, text, type Properties } from "../provider/values";
import { acm } from "./acm";
import { awsArguments } from "./arguments";
import { cloudwatch } from "./cloudwatch";
import { ec2Endpoints } from "./ec2-endpoints";
import { ec2LaunchTemplates } from "./ec2-launch-templates";
import { ec2Peering } from "./ec2-peering";
import { ec2Routing } from "./ec2-routing";
import { ec2SecurityGroups } from "./ec2-security-groups";
import { ec2TransitGateway } from "./ec2-transit-gateway";
import { ec2Vpc } from "./ec2-vpc";
import { dynamodb } from "./dynamodb";
import { ecr } from "./ecr";
import { eks } from "./eks";
import { eksAccess } from "./eks-access";
import { eksFunctions } from "./eks-functions";
import { elasticache } from "./elasticache";
import { outageOf } from "./endpoints";
import { awsFunctions } from "./functions";
import { globalAccelerator } from "./global-accelerator";
import { iam } from "./iam";
import { kms } from "./kms";
import { loadBalancing } from "./load-balancing";
import { rdsClusters } from "./rds-clusters";
import { rdsGlobal } from "./rds-global";
import { rdsGroups } from "./rds-groups";
import { rdsInstances } from "./rds-instances";
import { route53 } from "./route53";
import { s3 } from "./s3";
import { secretsManager } from "./secrets-manager";
import { serviceQuotas } from "./service-quotas";
import { sns } from "./sns";

/** Every type that the sandbox's AWS has. */
export const awsTypes: readonly ResourceType[] = [
  acm,
  cloudwatch,
  dynamodb,
  ec2Endpoints,
  ec2LaunchTemplates,
  ec2Peering,
  ec2Routing,
  ec2SecurityGroups,
  ec2TransitGateway,
  ec2Vpc,
  ecr,
  eks,
  eksAccess,
  elasticache,
  globalAccelerator,
  iam,
  kms,
  loadBalancing,
  rdsClusters,
  rdsGlobal,
  rdsGroups,
  rdsInstances,
  route53,
  s3,
  secretsManager,
  serviceQuotas,
  sns,
].flat();

const types = new Map(awsTypes.map((type) => [type.token, type]));

/** The AWS stand-in: a table entry per type, a file per service. */
export const awsProvider: ProviderDefinition = {
  name: "aws",
  version: "7.48.0",
  typeOf: (token) => types.get(token),
  invokes: { ...awsFunctions, ...eksFunctions },
  placeOf: regionOf,
  outageOf,
  argumentTypes: awsArguments,
  common: (type, { inputs, region }, configuration) => ({
    ...(type.place === "global" ? {} : { region }),
    ...("tags" in inputs ? { tagsAll: { ...defaultTags(configuration), ...tagsOf(inputs) } } : {}),
  }),
};

/** @throws Error as the provider does when it has no region */
function regionOf(configuration: Properties): string {
  const region = text(configuration, "region");
  if (region === undefined) {
    throw new Error("Missing region configuration: give the provider a region, or set aws:region");
  }
  return region;
}

/** Tags that the provider puts on everything; nested arguments arrive as JSON text. */
function defaultTags(configuration: Properties): Properties {
  const value = configuration.defaultTags;
  const parsed: unknown = typeof value === "string" ? JSON.parse(value) : value;
  return isRecord(parsed) && isRecord(parsed.tags) ? parsed.tags : {};
}

function tagsOf(inputs: Properties): Properties {
  return isRecord(inputs.tags) ? inputs.tags : {};
}
