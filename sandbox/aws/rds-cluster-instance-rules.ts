// SPDX-License-Identifier: Apache-2.0
import type { CloudObject } from "../provider/cloud";
import type { Rule, Self } from "../provider/resource-type";
import { text } from "../provider/values";
import { clusterToken } from "./rds-cluster-rules";
import { identifierTaken } from "./rds-instance-rules";
import { classIsKnown, rdsApi, subnetGroupIsThere } from "./rds-rules";
import { instanceSettingRules, promotionTier } from "./rds-setting-rules";

const createInstance = `${rdsApi}/API_CreateDBInstance.html`;

/** The cluster that an instance belongs to. */
export function clusterOf({ inputs, region, cloud }: Self): CloudObject | undefined {
  return cloud.find(clusterToken, text(inputs, "clusterIdentifier") ?? "", region);
}

const clusterMissing: Rule = {
  code: "DBClusterNotFoundFault",
  property: "clusterIdentifier",
  stage: "create",
  source: createInstance,
  refuses: (self) =>
    clusterOf(self) === undefined
      ? `DBCluster ${text(self.inputs, "clusterIdentifier")} not found.`
      : undefined,
};

const engineOfAnotherCluster: Rule = {
  code: "InvalidParameterCombination",
  property: "engine",
  stage: "create",
  source: createInstance,
  refuses: (self) => {
    const [own, of] = [text(self.inputs, "engine"), text(clusterOf(self)?.inputs ?? {}, "engine")];
    return own !== undefined && of !== undefined && own !== of
      ? `The engine name requested for your DB instance (${own}) doesn't match the engine name of your DB cluster (${of}).`
      : undefined;
  },
};

/** AWS documents the limit; the wording of its refusal is the sandbox's own. */
const burstableInGlobalDatabase: Rule = {
  code: "InvalidParameterCombination",
  property: "instanceClass",
  stage: "write",
  source:
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-getting-started.html",
  refuses: (self) => {
    const cluster = clusterOf(self);
    const burstable = text(self.inputs, "instanceClass")?.startsWith("db.t") === true;
    return burstable && cluster?.inputs.globalClusterIdentifier !== undefined
      ? `DB instance class ${text(self.inputs, "instanceClass")} isn't supported in an Aurora global database`
      : undefined;
  },
};

/** What RDS refuses of an instance of an Aurora cluster. */
export const clusterInstanceRules: readonly Rule[] = [
  identifierTaken,
  promotionTier,
  subnetGroupIsThere(createInstance),
  ...instanceSettingRules,
  clusterMissing,
  engineOfAnotherCluster,
  classIsKnown,
  burstableInGlobalDatabase,
];
