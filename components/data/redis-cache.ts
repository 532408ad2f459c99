// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

import type { Issue } from "../shared/issues";
import { physicalName } from "../shared/naming";
import { assertNoIssues } from "../shared/validation";
import { ClientAccess } from "./client-access";
import type { DataStoreArgs } from "./data-store-args";
import { StoredSecret } from "./stored-secret";
import { zonesInTurn } from "./zones";

/** What a RedisCache needs. */
export interface RedisCacheArgs extends DataStoreArgs {
  /** ElastiCache node type of every node, such as `cache.m7g.large`. */
  readonly nodeType: string;
  /** How many nodes, 2 to 6: a primary and its replicas. */
  readonly nodes: number;
  /** Weekly time for maintenance, UTC, `ddd:hh:mm-ddd:hh:mm`. @default "sun:05:00-sun:06:00" */
  readonly maintenanceWindow?: string;
}

/** What a RedisCache takes where nothing is said. */
export const defaults = { maintenanceWindow: "sun:05:00-sun:06:00" } as const;

/**
 * Newest on 2026-11-24.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html
 */
const engineVersion = "9.1";
const parameterFamily = "valkey9";
const redisPort = 6379;
/**
 * A primary and at most five replicas.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html
 */
const mostNodes = 6;
/**
 * Within 16 to 128. Letters and digits alone are three of the kinds that AWS recommends, and need no
 * quoting in a connection string.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html
 */
const authTokenLength = 64;
const logRetentionDays = 30;

/**
 * One region's Redis: a Valkey replication group over the zones, with TLS and a token of its own.
 * It answers "was this idempotency key seen?" fast; PostgreSQL answers it for good. So nothing here
 * is backed up or copied to another region: after a failover it starts cold and fills itself, and a
 * copy that lags would only be a second, wrong answer.
 *
 * Cost: nodes dominate; three cache.m7g.large are about $350 a month. Blast radius: without it the
 * region is slower and says degraded; it does not stop.
 *
 * @example
 * new RedisCache("cache", {
 *   environment: "production", region: "eu-west-1", nodeType: "cache.m7g.large", nodes: 3,
 *   availabilityZones, vpcId, subnetIds, clientSecurityGroupIds: { pods: podGroupId },
 *   kmsKeyArn, logsKmsKeyArn, protect: true,
 * });
 */
export class RedisCache extends pulumi.ComponentResource {
  /** Host name of the node that takes writes; it follows a failover between zones. */
  public readonly primaryEndpoint: pulumi.Output<string>;
  /** Host name that spreads connections over the replicas. */
  public readonly readerEndpoint: pulumi.Output<string>;
  /** Port of every node, TLS only. */
  public readonly port: pulumi.Output<number>;
  /** Ids of the nodes, by which CloudWatch knows them: the group's id with `-001`, `-002`, … */
  public readonly nodeIds: readonly pulumi.Output<string>[];
  /** ARN of the secret that holds `{"authToken": …}`. */
  public readonly authSecretArn: pulumi.Output<string>;
  /** Security group of the nodes. */
  public readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: RedisCacheArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:data:RedisCache", name, {}, opts);
    assertNoIssues(this, redisCacheIssues(args));
    const access = this.createAccess(name, args);
    const authToken = this.createAuthToken(name);
    const secret = this.createSecret(name, args, authToken);
    const replicationGroup = this.createReplicationGroup(name, args, {
      access,
      authToken,
      subnetGroup: this.createSubnetGroup(name, args),
      parameterGroup: this.createParameterGroup(name, args),
      logGroup: this.createLogGroup(name, args),
    });
    this.primaryEndpoint = replicationGroup.primaryEndpointAddress;
    this.readerEndpoint = replicationGroup.readerEndpointAddress;
    this.port = pulumi.output(redisPort);
    this.nodeIds = nodeIds(replicationGroup, args.nodes);
    this.authSecretArn = secret.secretArn;
    this.securityGroupId = access.securityGroupId;
    this.registerOutputs({
      primaryEndpoint: this.primaryEndpoint,
      readerEndpoint: this.readerEndpoint,
      port: this.port,
      nodeIds: this.nodeIds,
      authSecretArn: this.authSecretArn,
      securityGroupId: this.securityGroupId,
    });
  }

  private createAccess(name: string, args: RedisCacheArgs): ClientAccess {
    return new ClientAccess(
      `${name}-access`,
      {
        service: "Redis",
        port: redisPort,
        vpcId: args.vpcId,
        clientSecurityGroupIds: args.clientSecurityGroupIds,
      },
      { parent: this },
    );
  }

  private createAuthToken(name: string): random.RandomPassword {
    return new random.RandomPassword(
      `${name}-auth-token`,
      { length: authTokenLength, special: false, minLower: 1, minUpper: 1, minNumeric: 1 },
      { parent: this },
    );
  }

  private createSecret(
    name: string,
    args: RedisCacheArgs,
    authToken: random.RandomPassword,
  ): StoredSecret {
    return new StoredSecret(
      `${name}-auth`,
      {
        environment: args.environment,
        purpose: "cache",
        description: "Token that clients of this region's Redis send with AUTH",
        value: { authToken: authToken.result },
        kmsKeyArn: args.kmsKeyArn,
        protect: args.protect,
      },
      { parent: this },
    );
  }

  private createSubnetGroup(name: string, args: RedisCacheArgs): aws.elasticache.SubnetGroup {
    return new aws.elasticache.SubnetGroup(
      `${name}-subnet-group`,
      {
        name: physicalName("cacheSubnetGroup", cacheIdentifier(args)),
        description: "Data subnets of the payment platform",
        subnetIds: [...args.subnetIds],
      },
      { parent: this },
    );
  }

  private createParameterGroup(name: string, args: RedisCacheArgs): aws.elasticache.ParameterGroup {
    return new aws.elasticache.ParameterGroup(
      `${name}-parameter-group`,
      {
        // The family is in the name: a major upgrade makes the new group before the old one goes.
        name: `${cacheIdentifier(args)}-${parameterFamily}`,
        description: "Settings of the payment platform's Redis",
        family: parameterFamily,
        // Full memory drops what was not used for longest: a dropped key costs one look-up in
        // PostgreSQL. The default keeps keys without a time to live, and then refuses writes.
        parameters: [{ name: "maxmemory-policy", value: "allkeys-lru" }],
      },
      { parent: this },
    );
  }

  private createLogGroup(name: string, args: RedisCacheArgs): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
      `${name}-log-group`,
      {
        name: physicalName("logGroup", `/aws/elasticache/${cacheIdentifier(args)}/slow-log`),
        kmsKeyId: args.logsKmsKeyArn,
        retentionInDays: logRetentionDays,
      },
      { parent: this },
    );
  }

  private createReplicationGroup(
    name: string,
    args: RedisCacheArgs,
    parts: CacheParts,
  ): aws.elasticache.ReplicationGroup {
    return new aws.elasticache.ReplicationGroup(
      `${name}-replication-group`,
      {
        replicationGroupId: cacheIdentifier(args),
        description: "Redis of the payment platform",
        engine: "valkey",
        engineVersion,
        nodeType: args.nodeType,
        numCacheClusters: args.nodes,
        clusterMode: "disabled",
        automaticFailoverEnabled: true,
        multiAzEnabled: true,
        preferredCacheClusterAzs: zonesInTurn(args.nodes, args.availabilityZones),
        port: redisPort,
        subnetGroupName: parts.subnetGroup.name,
        parameterGroupName: parts.parameterGroup.name,
        securityGroupIds: [parts.access.securityGroupId],
        atRestEncryptionEnabled: true,
        kmsKeyId: args.kmsKeyArn,
        transitEncryptionEnabled: true,
        transitEncryptionMode: "required",
        authTokenWo: parts.authToken.result,
        authTokenWoVersion: 1,
        // Rebuilt from PostgreSQL: an old snapshot would bring back keys that have since expired.
        snapshotRetentionLimit: 0,
        maintenanceWindow: args.maintenanceWindow ?? defaults.maintenanceWindow,
        // The version is raised here, in one region after the other, not by AWS in both at once.
        autoMinorVersionUpgrade: false,
        logDeliveryConfigurations: [
          {
            destination: parts.logGroup.name,
            destinationType: "cloudwatch-logs",
            logFormat: "json",
            logType: "slow-log",
          },
        ],
      },
      { parent: this, protect: args.protect },
    );
  }
}

interface CacheParts {
  readonly access: ClientAccess;
  readonly authToken: random.RandomPassword;
  readonly subnetGroup: aws.elasticache.SubnetGroup;
  readonly parameterGroup: aws.elasticache.ParameterGroup;
  readonly logGroup: aws.cloudwatch.LogGroup;
}

function cacheIdentifier({ environment, region }: RedisCacheArgs): string {
  return physicalName("replicationGroup", environment, region, "cache");
}

function redisCacheIssues({ nodes, availabilityZones }: RedisCacheArgs): Issue[] {
  const issues: Issue[] = [];
  if (!Number.isInteger(nodes) || nodes < 2 || nodes > mostNodes) {
    issues.push({
      path: "nodes",
      problem: "is not a number of nodes with which a replica can take over",
      got: nodes,
      fix: `write a whole number from 2 to ${mostNodes}`,
    });
  }
  if (new Set(availabilityZones).size < 2) {
    issues.push({
      path: "availabilityZones",
      problem: "names fewer than two different zones",
      got: availabilityZones,
      fix: "name at least two zones of the region",
    });
  }
  return issues;
}

/** With cluster mode disabled a group's nodes are numbered from 001. */
function nodeIds(group: aws.elasticache.ReplicationGroup, nodes: number): pulumi.Output<string>[] {
  return Array.from(
    { length: nodes },
    (_, index) =>
      pulumi.interpolate`${group.replicationGroupId}-${String(index + 1).padStart(3, "0")}`,
  );
}
