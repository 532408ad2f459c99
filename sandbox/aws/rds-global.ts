// SPDX-License-Identifier: Apache-2.0
import type { CloudObject, CloudReader } from "../provider/cloud";
import type { ResourceType, Rule, Self } from "../provider/resource-type";
import { hexDigits, isRecord, list, text } from "../provider/values";
import { globalArn } from "./arn";
import { deletionProtected, rdsApi, rdsSource } from "./rds-rules";
import { alreadyThere } from "./rules";

export const globalClusterToken = "aws:rds/globalCluster:GlobalCluster";

/** A regional cluster in an Aurora global database; exactly one of them writes. */
export interface Member {
  readonly dbClusterArn: string;
  readonly isWriter: boolean;
}

/** The members of a global database, as its object lists them. */
export function membersOf(globalCluster: CloudObject | undefined): Member[] {
  return list(globalCluster?.computed ?? {}, "globalClusterMembers").flatMap((member) => {
    const dbClusterArn = isRecord(member) ? text(member, "dbClusterArn") : undefined;
    return isRecord(member) && dbClusterArn !== undefined
      ? [{ dbClusterArn, isWriter: member.isWriter === true }]
      : [];
  });
}

/** The global database that a cluster is a member of. */
export function globalClusterOf(cloud: CloudReader, clusterArn: string): CloudObject | undefined {
  return cloud
    .list(globalClusterToken)
    .find((object) => membersOf(object).some((member) => member.dbClusterArn === clusterArn));
}

/** The global database with a list of members in place of its own. */
export function withMembers(globalCluster: CloudObject, members: readonly Member[]): CloudObject {
  const computed = { ...globalCluster.computed, globalClusterMembers: members };
  return { ...globalCluster, computed };
}

const notEmpty: Rule = {
  code: "InvalidGlobalClusterStateFault",
  property: "globalClusterIdentifier",
  stage: "delete",
  source: `${rdsApi}/API_DeleteGlobalCluster.html`,
  refuses: ({ id, cloud, ...self }) =>
    membersOf(cloud.find(globalClusterToken, id, "global")).length > 0
      ? `Global Cluster ${globalArn({ ...self, id, cloud }, "rds", `global-cluster:${id}`)} is not empty`
      : undefined,
};

/** Aurora global databases: known in every region, and the keepers of who writes. */
export const rdsGlobal: readonly ResourceType[] = [
  {
    token: globalClusterToken,
    place: "global",
    source: `${rdsSource}/global_cluster.go`,
    id: ({ inputs }) => text(inputs, "globalClusterIdentifier") ?? "",
    replaceOn: [
      "databaseName",
      "engine",
      "globalClusterIdentifier",
      "sourceDbClusterIdentifier",
      "storageEncrypted",
    ],
    defaults: {
      deletionProtection: false,
      engine: "aurora",
      engineLifecycleSupport: "open-source-rds-extended-support",
      storageEncrypted: false,
    },
    outputs: globalClusterOutputs,
    rules: [
      alreadyThere(globalClusterToken, "anywhere", {
        code: "GlobalClusterAlreadyExistsFault",
        property: "globalClusterIdentifier",
        source: `${rdsApi}/API_CreateGlobalCluster.html`,
      }),
      deletionProtected(`${rdsApi}/API_DeleteGlobalCluster.html`),
      notEmpty,
    ],
  },
];

/** A global database that is made from a cluster has it as its writer from the start. */
function writerGiven({ inputs }: Self): Member[] {
  const dbClusterArn = text(inputs, "sourceDbClusterIdentifier");
  return dbClusterArn === undefined ? [] : [{ dbClusterArn, isWriter: true }];
}

function globalClusterOutputs(self: Self): Record<string, unknown> {
  const members = membersOf(self.cloud.find(globalClusterToken, self.id, "global"));
  const suffix = hexDigits([self.account, self.id], 11);
  return {
    arn: globalArn(self, "rds", `global-cluster:${self.id}`),
    endpoint: `${self.id}.global-c${suffix}.global.rds.amazonaws.com`,
    engineVersionActual: text(self.inputs, "engineVersion") ?? "",
    globalClusterMembers: members.length > 0 ? members : writerGiven(self),
    globalClusterResourceId: `cluster-${self.digest(16)}`,
    region: self.region,
  };
}
