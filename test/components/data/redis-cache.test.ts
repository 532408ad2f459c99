// SPDX-License-Identifier: Apache-2.0
import { RedisCache, defaults, type RedisCacheArgs } from "../../../components/data/redis-cache";
import { all, only, record, type MockOptions, type Registered } from "../../support/mocks";

const args: RedisCacheArgs = {
  environment: "production",
  region: "eu-west-1",
  nodeType: "cache.m7g.large",
  nodes: 3,
  availabilityZones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-b", "subnet-c"],
  clientSecurityGroupIds: { pods: "sg-pods" },
  kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/data",
  logsKmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/logs",
  protect: true,
};

function build(given: RedisCacheArgs, options?: MockOptions): Promise<Registered[]> {
  return record(() => {
    new RedisCache("cache", given);
  }, options);
}

const groupType = "aws:elasticache/replicationGroup:ReplicationGroup";
const secretType = "aws:secretsmanager/secret:Secret";

describe("RedisCache", () => {
  it("spreads its nodes over the zones and lets a replica take over", async () => {
    const { inputs } = only(await build(args), groupType);
    expect(inputs).toMatchObject({
      replicationGroupId: "production-eu-west-1-cache",
      engine: "valkey",
      clusterMode: "disabled",
      numCacheClusters: 3,
      preferredCacheClusterAzs: args.availabilityZones,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
    });
  });

  it("is never part of a global datastore, and keeps no snapshots", async () => {
    const { inputs, protect } = only(await build(args), groupType);
    expect(inputs).not.toHaveProperty("globalReplicationGroupId");
    expect(inputs["snapshotRetentionLimit"]).toBe(0);
    expect(protect).toBe(true);
  });

  it("encrypts data at rest and demands TLS and a token", async () => {
    const { inputs } = only(await build(args), groupType);
    expect(inputs).toMatchObject({
      atRestEncryptionEnabled: true,
      kmsKeyId: args.kmsKeyArn,
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      authTokenWoVersion: 1,
    });
    expect(inputs).not.toHaveProperty("authToken");
  });

  it("makes a token that ElastiCache takes", async () => {
    const { inputs } = only(await build(args), "random:index/randomPassword:RandomPassword");
    expect(inputs).toEqual({
      length: 64,
      special: false,
      minLower: 1,
      minUpper: 1,
      minNumeric: 1,
    });
  });

  it("keeps the token in a secret under the region's key", async () => {
    const registered = await build(args);
    expect(only(registered, secretType)).toMatchObject({
      name: "cache-auth-secret",
      protect: true,
      inputs: {
        name: "production/payments/cache",
        kmsKeyId: args.kmsKeyArn,
        recoveryWindowInDays: 30,
      },
    });
  });

  it("evicts what was not used for longest, in a group of the engine's family", async () => {
    const { inputs } = only(await build(args), "aws:elasticache/parameterGroup:ParameterGroup");
    expect(inputs).toMatchObject({
      name: "production-eu-west-1-cache-valkey9",
      family: "valkey9",
      parameters: [{ name: "maxmemory-policy", value: "allkeys-lru" }],
    });
    expect(only(await build(args), groupType).inputs["engineVersion"]).toMatch(/^9\./);
  });

  it("sends slow commands to a log group under the logs' key", async () => {
    const registered = await build(args);
    expect(only(registered, "aws:cloudwatch/logGroup:LogGroup").inputs).toEqual({
      name: "/aws/elasticache/production-eu-west-1-cache/slow-log",
      kmsKeyId: args.logsKmsKeyArn,
      retentionInDays: 30,
    });
    expect(only(registered, groupType).inputs["logDeliveryConfigurations"]).toEqual([
      {
        destination: "/aws/elasticache/production-eu-west-1-cache/slow-log",
        destinationType: "cloudwatch-logs",
        logFormat: "json",
        logType: "slow-log",
      },
    ]);
  });

  it("lets in the client groups on its port", async () => {
    const rules = all(
      await build(args),
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    );
    expect(rules.map(({ name, inputs }) => [name, inputs["fromPort"], inputs["toPort"]])).toEqual([
      ["cache-access-from-pods", 6379, 6379],
    ]);
    expect(rules[0]?.inputs["referencedSecurityGroupId"]).toBe("sg-pods");
  });

  it("uses the documented maintenance window by default, and the given one", async () => {
    expect(only(await build(args), groupType).inputs["maintenanceWindow"]).toBe(
      defaults.maintenanceWindow,
    );
    const given = { ...args, maintenanceWindow: "tue:02:00-tue:03:00" };
    expect(only(await build(given), groupType).inputs["maintenanceWindow"]).toBe(
      "tue:02:00-tue:03:00",
    );
  });

  it("goes without a trace where nothing is protected", async () => {
    const registered = await build({ ...args, protect: false });
    expect(only(registered, groupType).protect).toBe(false);
    expect(only(registered, secretType)).toMatchObject({
      protect: false,
      inputs: { recoveryWindowInDays: 0 },
    });
  });

  it("registers the same resources at a preview with unknown values", async () => {
    const names = (registered: readonly Registered[]) => registered.map(({ name }) => name).sort();
    expect(names(await build(args, { preview: true }))).toEqual(names(await build(args)));
  });

  it("fails with every problem in one message", async () => {
    const broken = { ...args, nodes: 1, availabilityZones: ["eu-west-1a"] };
    await expect(build(broken)).rejects.toThrow(
      [
        "invalid arguments",
        "  - nodes: is not a number of nodes with which a replica can take over, got 1; write a whole number from 2 to 6",
        '  - availabilityZones: names fewer than two different zones, got ["eu-west-1a"]; name at least two zones of the region',
      ].join("\n"),
    );
  });
});
