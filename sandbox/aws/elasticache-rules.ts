// SPDX-License-Identifier: Apache-2.0
import type { Rule, Self } from "../provider/resource-type";
import { at, list, text, texts, textsWithin, type Properties } from "../provider/values";
import { isOffered } from "./instance-types";
import { keyMustExist } from "./kms-rules";
import { zonesOf } from "./regions";
import { mustExist, type Wording } from "./rules";
import { mustBeWithin, mustMatch } from "./value-rules";

export const elasticacheApi = "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference";
const createGroup = `${elasticacheApi}/API_CreateReplicationGroup.html`;
const provider =
  "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/elasticache/replication_group.go";
export const subnetGroupToken = "aws:elasticache/subnetGroup:SubnetGroup";
export const parameterGroupToken = "aws:elasticache/parameterGroup:ParameterGroup";

/**
 * Versions of Redis and Valkey, on 2026-11-24.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html
 */
const versions: Readonly<Record<string, RegExp>> = {
  redis: /^(2\.|3\.2\.|4\.0\.10$|5\.0\.[03456]$|6\.(0|2|x)$|7\.[01]$)/,
  valkey: /^(7\.2|8\.[012]|9\.[01])$/,
};

function invalid(property: string, source: string = createGroup): Wording {
  return { code: "InvalidParameterValue", property, source };
}

function unfit(property: string, source: string = createGroup): Wording {
  return { code: "InvalidParameterCombination", property, source };
}

function nodesOf({ numCacheClusters }: Properties): number | undefined {
  return typeof numCacheClusters === "number" ? numCacheClusters : undefined;
}

const portOutOfRange: Rule = {
  ...invalid("port"),
  stage: "create",
  refuses: ({ inputs: { port } }) =>
    typeof port === "number" && (port < 1 || port > 65_535)
      ? `The port number ${port} is not valid`
      : undefined,
};

const failoverOfOneNode: Rule = {
  ...unfit("automaticFailoverEnabled", provider),
  stage: "check",
  refuses: ({ inputs }) =>
    inputs.automaticFailoverEnabled === true && (nodesOf(inputs) ?? 2) < 2
      ? `"num_cache_clusters": must be at least 2 if automatic_failover_enabled is true, got ${nodesOf(inputs)}`
      : undefined,
};

const zonesWithoutFailover: Rule = {
  ...unfit("multiAzEnabled", provider),
  stage: "check",
  refuses: ({ inputs: { multiAzEnabled, automaticFailoverEnabled = false } }) =>
    multiAzEnabled === true && automaticFailoverEnabled === false
      ? "automatic_failover_enabled must be true if multi_az_enabled is true"
      : undefined,
};

const tokenAndUsers: Rule = {
  ...unfit("userGroupIds", provider),
  stage: "check",
  refuses: ({ inputs }) =>
    hasToken(inputs) && list(inputs, "userGroupIds").length > 0
      ? '"user_group_ids": conflicts with auth_token'
      : undefined,
};

function hasToken(inputs: Properties): boolean {
  return inputs.authToken !== undefined || inputs.authTokenWo !== undefined;
}

const tokenWithoutTls: Rule = {
  ...unfit("transitEncryptionEnabled"),
  stage: "write",
  refuses: ({ inputs }) =>
    hasToken(inputs) && inputs.transitEncryptionEnabled !== true
      ? "The AUTH token can be specified only on replication groups where TransitEncryptionEnabled is true"
      : undefined,
};

/** The text never holds the token. */
const badToken = (property: string): Rule => ({
  ...invalid(property, "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html"),
  stage: "write",
  refuses: ({ inputs }) =>
    /^[\w!&#$^<>-]{16,128}$/.test(text(inputs, property) ?? "a".repeat(16))
      ? undefined
      : "Invalid AuthToken provided.",
});

const zonesOfOtherNumber: Rule = {
  ...unfit("preferredCacheClusterAzs"),
  stage: "create",
  refuses: ({ inputs }) => {
    const zones = texts(inputs, "preferredCacheClusterAzs").length;
    return zones === 0 || zones === nodesOf(inputs)
      ? undefined
      : "When specifying preferred availability zones, the number of cache clusters must be specified and must match the number of preferred availability zones.";
  },
};

const zoneOfAnotherRegion: Rule = {
  ...invalid("preferredCacheClusterAzs"),
  stage: "create",
  refuses: ({ inputs, region }) => {
    const known = zonesOf(region);
    const zone = texts(inputs, "preferredCacheClusterAzs").find((name) => !known.includes(name));
    return zone && `${zone} is not a valid availability zone.`;
  },
};

const nodeTypeNotOffered: Rule = {
  ...invalid("nodeType"),
  stage: "write",
  refuses: ({ inputs, region }) => {
    const [, family = "", size = ""] =
      /^cache\.([^.]+)\.([^.]+)$/.exec(text(inputs, "nodeType") ?? "cache.t3.micro") ?? [];
    return isOffered(`${family}.${size}`, region)
      ? undefined
      : `Invalid Cache Node Type: ${text(inputs, "nodeType")}.`;
  },
};

const versionUnknown: Rule = {
  ...invalid("engineVersion"),
  stage: "write",
  refuses: ({ inputs }) => {
    const engine = text(inputs, "engine") ?? "redis";
    const version = text(inputs, "engineVersion");
    return version === undefined || versions[engine]?.test(version) !== false
      ? undefined
      : `Cannot find version ${version} for ${engine}`;
  },
};

/** `redis6.x`, `valkey8`: an engine's parameters change with its major version. */
function familyOf(inputs: Properties): string | undefined {
  const engine = text(inputs, "engine") ?? "redis";
  const [major, minor] = text(inputs, "engineVersion")?.split(".") ?? [];
  if (major === undefined) return undefined;
  if (Number(major) >= 7) return `${engine}${major}`;
  return `${engine}${major}.${major === "6" ? "x" : minor}`;
}

const familyMismatch: Rule = {
  ...unfit("parameterGroupName"),
  stage: "write",
  refuses: ({ inputs, cloud, region }) => {
    const name = text(inputs, "parameterGroupName") ?? "";
    const group = cloud.find(parameterGroupToken, name, region);
    const [found, expected] = [text(group?.inputs ?? {}, "family"), familyOf(inputs)];
    return found === undefined || expected === undefined || found === expected
      ? undefined
      : `Expected a parameter group of family ${expected} but found one of family ${found}`;
  },
};

const snapshotExists: Rule = {
  code: "SnapshotAlreadyExistsFault",
  property: "finalSnapshotIdentifier",
  stage: "delete",
  source: `${elasticacheApi}/API_DeleteReplicationGroup.html`,
  refuses: ({ inputs, region, cloud }) => {
    const name = text(inputs, "finalSnapshotIdentifier") ?? "";
    return cloud.find("leftover:elasticache/snapshot", name, region) === undefined
      ? undefined
      : `Snapshot with specified name already exists: ${name}`;
  },
};

/** What ElastiCache refuses of a replication group, apart from names that are taken. */
export const replicationGroupRules: readonly Rule[] = [
  mustMatch(invalid("replicationGroupId"), {
    pattern: /^[A-Za-z](-?[A-Za-z0-9])*$/,
    longest: 40,
  }),
  mustMatch(invalid("engineVersion", provider), {
    pattern: /^([1-5](\.\d+){2}|6\.x|[6-9]\.\d+)$/,
  }),
  mustMatch(invalid("maintenanceWindow", provider), {
    pattern:
      /^(mon|tue|wed|thu|fri|sat|sun):([01]\d|2[0-3]):[0-5]\d-(mon|tue|wed|thu|fri|sat|sun):([01]\d|2[0-3]):[0-5]\d$/i,
  }),
  mustBeWithin(invalid("snapshotRetentionLimit", provider), { least: 0, most: 35 }),
  portOutOfRange,
  mustExist(invalid("securityGroupIds"), {
    to: "aws:ec2/securityGroup:SecurityGroup",
    says: (id) => `Some security group IDs do not exist: ${id}`,
  }),
  failoverOfOneNode,
  zonesWithoutFailover,
  tokenAndUsers,
  tokenWithoutTls,
  badToken("authToken"),
  badToken("authTokenWo"),
  zonesOfOtherNumber,
  zoneOfAnotherRegion,
  nodeTypeNotOffered,
  versionUnknown,
  mustExist(
    { code: "CacheSubnetGroupNotFoundFault", property: "subnetGroupName", source: createGroup },
    { to: subnetGroupToken, says: (name) => `Cache Subnet Group ${name} does not exist.` },
  ),
  mustExist(
    { code: "CacheParameterGroupNotFound", property: "parameterGroupName", source: createGroup },
    {
      to: parameterGroupToken,
      known: /^default\./,
      says: (name) => `CacheParameterGroup ${name} not found.`,
    },
  ),
  familyMismatch,
  keyMustExist(invalid("kmsKeyId"), (key) => `Invalid KMS key: Key '${key}' does not exist`),
  snapshotExists,
];

/**
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html
 */
const families = /^(memcached1\.[456]|redis(2\.[68]|3\.2|4\.0|5\.0|6\.x|7)|valkey[789])$/;

/** What a full cache may do. */
const evictions = [
  "allkeys-lfu",
  "allkeys-lru",
  "allkeys-random",
  "noeviction",
  "volatile-lfu",
  "volatile-lru",
  "volatile-random",
  "volatile-ttl",
];

const familyUnknown: Rule = {
  ...invalid("family", `${elasticacheApi}/API_CreateCacheParameterGroup.html`),
  stage: "create",
  refuses: ({ inputs }) =>
    families.test(text(inputs, "family") ?? "redis7")
      ? undefined
      : `CacheParameterGroupFamily ${text(inputs, "family")} is not a valid parameter group family.`,
};

const evictionUnknown: Rule = {
  ...invalid("parameters", `${elasticacheApi}/API_ModifyCacheParameterGroup.html`),
  stage: "write",
  refuses: ({ inputs }) => {
    const wrong = list(inputs, "parameters")
      .filter((parameter) => at({ parameter }, "parameter.name") === "maxmemory-policy")
      .flatMap((parameter) => textsWithin({ parameter }, "parameter.value"))
      .find((value) => !evictions.includes(value));
    return wrong && `The value ${wrong} for parameter maxmemory-policy is invalid.`;
  },
};

export const parameterGroupRules: readonly Rule[] = [familyUnknown, evictionUnknown];

const subnetsOfTwoVpcs: Rule = {
  code: "InvalidSubnet",
  property: "subnetIds",
  stage: "write",
  source: `${elasticacheApi}/API_CreateCacheSubnetGroup.html`,
  refuses: (self: Self) =>
    vpcsOf(self).size > 1 ? "All subnets of a group must be in one VPC." : undefined,
};

function vpcsOf({ inputs, cloud, region }: Self): ReadonlySet<unknown> {
  const found = texts(inputs, "subnetIds").map((id) => cloud.find(subnetToken, id, region));
  return new Set(found.map((subnet) => subnet?.inputs.vpcId));
}

const subnetToken = "aws:ec2/subnet:Subnet";

export const subnetGroupRules: readonly Rule[] = [
  mustExist(
    {
      code: "InvalidSubnet",
      property: "subnetIds",
      source: `${elasticacheApi}/API_CreateCacheSubnetGroup.html`,
    },
    { to: subnetToken, says: (id) => `Some input subnets in :[${id}] are invalid.` },
  ),
  subnetsOfTwoVpcs,
];
