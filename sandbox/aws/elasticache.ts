// SPDX-License-Identifier: Apache-2.0
import type { ResourceType, Self } from "../provider/resource-type";
import { text, texts, type Properties } from "../provider/values";
import { arn } from "./arn";
import {
  elasticacheApi,
  parameterGroupRules,
  parameterGroupToken,
  replicationGroupRules,
  subnetGroupRules,
  subnetGroupToken,
} from "./elasticache-rules";
import { leftover } from "./leftovers";
import { zoneId } from "./regions";
import { alreadyThere, stillUsed } from "./rules";

const source =
  "https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/elasticache";
const replicationGroup = "aws:elasticache/replicationGroup:ReplicationGroup";
const managedByPulumi = "Managed by Pulumi";

/** Redis and Valkey caches with the groups that they use. */
export const elasticache: readonly ResourceType[] = [
  {
    token: replicationGroup,
    source: `${source}/replication_group.go`,
    id: ({ inputs }) => (text(inputs, "replicationGroupId") ?? "").toLowerCase(),
    autoName: {
      property: "replicationGroupId",
      maximumLength: 40,
      transform: (name) => name.toLowerCase(),
    },
    replaceOn: [
      "atRestEncryptionEnabled",
      "dataTieringEnabled",
      "globalReplicationGroupId",
      "kmsKeyId",
      "networkType",
      "nodeGroupConfigurations",
      "port",
      "replicationGroupId",
      "securityGroupNames",
      "snapshotArns",
      "snapshotName",
      "subnetGroupName",
    ],
    replaceWhen: downgrades,
    defaults: {
      applyImmediately: false,
      atRestEncryptionEnabled: false,
      autoMinorVersionUpgrade: true,
      automaticFailoverEnabled: false,
      clusterMode: "disabled",
      dataTieringEnabled: false,
      engine: "redis",
      ipDiscovery: "ipv4",
      maintenanceWindow: "sun:05:00-sun:06:00",
      multiAzEnabled: false,
      networkType: "ipv4",
      port: 6379,
      snapshotRetentionLimit: 0,
      snapshotWindow: "03:00-04:00",
      transitEncryptionEnabled: false,
    },
    outputs: replicationGroupOutputs,
    writeOnly: ["authTokenWo"],
    rules: [
      alreadyThere(replicationGroup, "regional", {
        code: "ReplicationGroupAlreadyExists",
        property: "replicationGroupId",
        source: `${elasticacheApi}/API_CreateReplicationGroup.html`,
      }),
      ...replicationGroupRules,
    ],
    remains: (self) => {
      const snapshot = text(self.inputs, "finalSnapshotIdentifier");
      if (snapshot === undefined) return [];
      return [leftover(self, "elasticache/snapshot", snapshot, { replicationGroupId: self.id })];
    },
  },
  {
    token: subnetGroupToken,
    source: `${source}/subnet_group.go`,
    id: ({ inputs }) => (text(inputs, "name") ?? "").toLowerCase(),
    autoName: { property: "name", maximumLength: 255 },
    replaceOn: ["name"],
    defaults: { description: managedByPulumi },
    outputs: (self) => {
      const [subnetId = ""] = texts(self.inputs, "subnetIds");
      const subnet = self.cloud.find("aws:ec2/subnet:Subnet", subnetId);
      return {
        arn: arn(self, "elasticache", `subnetgroup:${self.id}`),
        vpcId: text(subnet?.inputs ?? {}, "vpcId") ?? "",
      };
    },
    rules: [
      alreadyThere(subnetGroupToken, "regional", {
        code: "CacheSubnetGroupAlreadyExists",
        property: "name",
        source: `${elasticacheApi}/API_CreateCacheSubnetGroup.html`,
      }),
      ...subnetGroupRules,
      stillUsed(
        {
          code: "CacheSubnetGroupInUse",
          property: "name",
          source: `${elasticacheApi}/API_DeleteCacheSubnetGroup.html`,
        },
        [[replicationGroup, "subnetGroupName"]],
      ),
    ],
  },
  {
    token: parameterGroupToken,
    source: `${source}/parameter_group.go`,
    id: ({ inputs }) => (text(inputs, "name") ?? "").toLowerCase(),
    autoName: { property: "name", maximumLength: 255 },
    replaceOn: ["name", "family", "description"],
    defaults: { description: managedByPulumi },
    outputs: (self) => ({ arn: arn(self, "elasticache", `parametergroup:${self.id}`) }),
    rules: [
      alreadyThere(parameterGroupToken, "regional", {
        code: "CacheParameterGroupAlreadyExists",
        property: "name",
        source: `${elasticacheApi}/API_CreateCacheParameterGroup.html`,
      }),
      ...parameterGroupRules,
      stillUsed(
        {
          code: "InvalidCacheParameterGroupState",
          property: "name",
          source: `${elasticacheApi}/API_DeleteCacheParameterGroup.html`,
        },
        [[replicationGroup, "parameterGroupName"]],
      ),
    ],
  },
];

function replicationGroupOutputs(self: Self): Properties {
  const { inputs, id } = self;
  const nodes = typeof inputs.numCacheClusters === "number" ? inputs.numCacheClusters : 1;
  const engine = text(inputs, "engine") ?? "redis";
  const version = text(inputs, "engineVersion") ?? "7.1";
  const [major = "7"] = version.split(".");
  return {
    arn: arn(self, "elasticache", `replicationgroup:${id}`),
    ...endpoints(self),
    clusterEnabled: inputs.clusterMode === "enabled",
    engineVersion: version,
    engineVersionActual: version.split(".").length > 2 ? version : `${version}.0`,
    memberClusters: Array.from(
      { length: nodes },
      (_, index) => `${id}-${String(index + 1).padStart(3, "0")}`,
    ),
    numCacheClusters: nodes,
    numNodeGroups: inputs.numNodeGroups ?? 1,
    parameterGroupName: text(inputs, "parameterGroupName") ?? `default.${engine}${major}`,
    replicasPerNodeGroup: inputs.replicasPerNodeGroup ?? nodes - 1,
    replicationGroupId: id,
  };
}

/**
 * Host names: `master.…` with TLS, `….ng.0001.…` without, `clustercfg.…` for a sharded cache.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Endpoints.html
 */
function endpoints({ inputs, id, region, digest }: Self): Properties {
  const [shortRegion = ""] = zoneId(`${region}a`).split("-");
  const domain = `${shortRegion}.cache.amazonaws.com`;
  const name = `${id}.${digest(6)}`;
  if (inputs.clusterMode === "enabled") {
    return {
      configurationEndpointAddress: `clustercfg.${name}.${domain}`,
      primaryEndpointAddress: "",
      readerEndpointAddress: "",
    };
  }
  const encrypted = inputs.transitEncryptionEnabled === true;
  const plainReader = `${id}-ro.${digest(6)}.ng.0001.${domain}`;
  return {
    configurationEndpointAddress: "",
    primaryEndpointAddress: encrypted ? `master.${name}.${domain}` : `${name}.ng.0001.${domain}`,
    readerEndpointAddress: encrypted ? `replica.${name}.${domain}` : plainReader,
  };
}

/** A cache can't go back to an older version, nor from Valkey to Redis. */
function downgrades(before: Properties, after: Properties): string[] {
  const backToRedis = before.engine === "valkey" && after.engine === "redis";
  const older = versionNumber(after) < versionNumber(before);
  return [...(backToRedis ? ["engine"] : []), ...(older ? ["engineVersion"] : [])];
}

function versionNumber(inputs: Properties): number {
  const [major = "0", minor = "0"] = (text(inputs, "engineVersion") ?? "0").split(".");
  return Number(major) * 1000 + (Number(minor) || 0);
}
