// SPDX-License-Identifier: Apache-2.0

interface NameLimit {
  /** How AWS calls the thing, for messages. */
  readonly what: string;
  /** Most characters that AWS takes. */
  readonly longest: number;
  /** What AWS takes as a name, apart from its length. */
  readonly pattern: RegExp;
  /** Where AWS says so. */
  readonly source: string;
}

const docs = "https://docs.aws.amazon.com";

const lowerCase = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const identifier = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const hyphenated = /^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/;
const iamName = /^[\w+=,.@-]+$/;

/** The names that AWS limits, as this platform uses them; stricter than AWS where that is safer. */
export const nameLimits = {
  loadBalancer: {
    what: "load balancer name",
    longest: 32,
    pattern: /^(?!internal-)[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/,
    source: `${docs}/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html`,
  },
  targetGroup: {
    what: "target group name",
    longest: 32,
    pattern: hyphenated,
    source: `${docs}/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html`,
  },
  accelerator: {
    what: "accelerator name",
    longest: 64,
    pattern: hyphenated,
    source: `${docs}/global-accelerator/latest/api/API_CreateAccelerator.html`,
  },
  databaseCluster: {
    what: "database cluster identifier",
    longest: 63,
    pattern: identifier,
    source: `${docs}/AmazonRDS/latest/APIReference/API_CreateDBCluster.html`,
  },
  databaseInstance: {
    what: "database instance identifier",
    longest: 63,
    pattern: identifier,
    source: `${docs}/AmazonRDS/latest/APIReference/API_CreateDBInstance.html`,
  },
  globalCluster: {
    what: "global database cluster identifier",
    longest: 63,
    pattern: identifier,
    source: `${docs}/AmazonRDS/latest/APIReference/API_CreateGlobalCluster.html`,
  },
  databaseSubnetGroup: {
    what: "database subnet group name",
    longest: 255,
    pattern: identifier,
    source: `${docs}/AmazonRDS/latest/APIReference/API_CreateDBSubnetGroup.html`,
  },
  databaseParameterGroup: {
    what: "database parameter group name",
    longest: 255,
    pattern: identifier,
    source: `${docs}/AmazonRDS/latest/APIReference/API_CreateDBClusterParameterGroup.html`,
  },
  finalSnapshot: {
    what: "final snapshot identifier",
    longest: 255,
    pattern: identifier,
    source: `${docs}/AmazonRDS/latest/APIReference/API_CreateDBClusterSnapshot.html`,
  },
  replicationGroup: {
    what: "replication group id",
    longest: 40,
    pattern: identifier,
    source: `${docs}/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html`,
  },
  cacheSubnetGroup: {
    what: "cache subnet group name",
    longest: 255,
    pattern: lowerCase,
    source: `${docs}/AmazonElastiCache/latest/APIReference/API_CreateCacheSubnetGroup.html`,
  },
  iamRole: {
    what: "IAM role name",
    longest: 64,
    pattern: iamName,
    source: `${docs}/IAM/latest/UserGuide/reference_iam-quotas.html`,
  },
  iamPolicy: {
    what: "IAM policy name",
    longest: 128,
    pattern: iamName,
    source: `${docs}/IAM/latest/UserGuide/reference_iam-quotas.html`,
  },
  eksCluster: {
    what: "EKS cluster name",
    longest: 100,
    pattern: /^[0-9A-Za-z][A-Za-z0-9_-]*$/,
    source: `${docs}/eks/latest/APIReference/API_CreateCluster.html`,
  },
  nodeGroup: {
    what: "EKS node group name",
    longest: 63,
    pattern: /^[0-9A-Za-z][A-Za-z0-9_-]*$/,
    source: `${docs}/eks/latest/userguide/create-managed-node-group.html`,
  },
  bucket: {
    what: "S3 bucket name",
    longest: 63,
    pattern: lowerCase,
    source: `${docs}/AmazonS3/latest/userguide/bucketnamingrules.html`,
  },
  table: {
    what: "DynamoDB table name",
    longest: 255,
    pattern: /^[\w.-]{3,}$/,
    source: `${docs}/amazondynamodb/latest/APIReference/API_CreateTable.html`,
  },
  secret: {
    what: "secret name",
    longest: 512,
    // AWS appends a hyphen and six characters; a name that ends like that makes partial ARNs match.
    pattern: /^(?!.*-[A-Za-z0-9]{6}$)[A-Za-z0-9/_+=.@-]+$/,
    source: `${docs}/secretsmanager/latest/apireference/API_CreateSecret.html`,
  },
  kmsAlias: {
    what: "KMS alias",
    longest: 256,
    pattern: /^alias\/(?!aws\/)[A-Za-z0-9/_-]+$/,
    source: `${docs}/kms/latest/APIReference/API_CreateAlias.html`,
  },
  repository: {
    what: "ECR repository name",
    longest: 256,
    pattern: /^[a-z0-9]+([._/-][a-z0-9]+)*$/,
    source: `${docs}/AmazonECR/latest/APIReference/API_CreateRepository.html`,
  },
  logGroup: {
    what: "log group name",
    longest: 512,
    pattern: /^[A-Za-z0-9._/#-]+$/,
    source: `${docs}/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html`,
  },
  alarm: {
    what: "alarm name",
    longest: 255,
    pattern: /^[\w.-]+$/,
    source: `${docs}/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html`,
  },
  topic: {
    what: "SNS topic name",
    longest: 256,
    pattern: /^[\w-]+$/,
    source: `${docs}/sns/latest/api/API_CreateTopic.html`,
  },
} as const satisfies Readonly<Record<string, NameLimit>>;

/** A kind of thing whose name AWS limits. */
export type NamedThing = keyof typeof nameLimits;

/**
 * Joins parts with hyphens to a name that AWS takes for that kind of thing. It never shortens: two
 * names cut to the same beginning would be one, and a name that changes is a replacement.
 *
 * @example physicalName("replicationGroup", "production", "eu-west-1", "cache")
 * @throws RangeError when the name is too long or has a form that AWS refuses
 */
export function physicalName(thing: NamedThing, ...parts: readonly string[]): string {
  const limit = nameLimits[thing];
  const name = parts.join("-");
  if (name.length > limit.longest) {
    throw new RangeError(
      `${limit.what} "${name}" has ${name.length} characters, AWS allows ${limit.longest}; shorten one of its parts (${limit.source})`,
    );
  }
  if (!limit.pattern.test(name)) {
    throw new RangeError(
      `${limit.what} "${name}" has a form that AWS refuses; it must match ${String(limit.pattern)} (${limit.source})`,
    );
  }
  return name;
}
