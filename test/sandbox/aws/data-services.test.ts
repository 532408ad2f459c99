// SPDX-License-Identifier: Apache-2.0
import { awsProvider } from "../../../sandbox/aws";
import { StandIn } from "../../support/stand-in";
import { makeSubnets } from "../../support/stand-in-parts";

const keyType = "aws:kms/key:Key";
const secretType = "aws:secretsmanager/secret:Secret";
const versionType = "aws:secretsmanager/secretVersion:SecretVersion";
const tableType = "aws:dynamodb/table:Table";
const cacheType = "aws:elasticache/replicationGroup:ReplicationGroup";
const repositoryType = "aws:ecr/repository:Repository";
const lifecycleType = "aws:ecr/lifecyclePolicy:LifecyclePolicy";

let aws: StandIn;
beforeEach(() => {
  aws = new StandIn(awsProvider);
});
afterEach(() => aws.dispose());

describe("a KMS key", () => {
  it("has a UUID for an id, and a prefix where it is of several regions", async () => {
    const { object, state } = await aws.make(keyType, "key", { enableKeyRotation: true });
    const wide = await aws.make(keyType, "wide", { multiRegion: true });

    expect(object.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(state.arn).toBe(`arn:aws:kms:us-east-1:111122223333:key/${object.id}`);
    expect(state).toMatchObject({ keyId: object.id, rotationPeriodInDays: 365 });
    expect(wide.object.id).toMatch(/^mrk-[0-9a-f]{32}$/);
  });

  it("waits for days when it is deleted", async () => {
    const key = await aws.make(keyType, "key", { deletionWindowInDays: 7 });
    await aws.delete(key);
    expect(aws.cloud.all()).toMatchObject([
      {
        type: "leftover:kms/keyPendingDeletion",
        id: key.object.id,
        place: "us-east-1",
        inputs: { pendingWindowInDays: 7 },
      },
    ]);
  });

  it.each([6, 31])("refuses to wait for %d days, at preview", (deletionWindowInDays) => {
    const { failures } = aws.check(keyType, "key", { deletionWindowInDays });
    expect(failures).toMatchObject([{ property: "deletionWindowInDays" }]);
  });

  it.each([
    [{ description: "another" }, []],
    [{ enableKeyRotation: false }, []],
    [{ multiRegion: true }, ["multiRegion"]],
    [{ keyUsage: "SIGN_VERIFY" }, ["keyUsage"]],
  ])("is replaced only by what KMS can't change: %j", async (change, replaces) => {
    const key = await aws.make(keyType, "key", { description: "one", enableKeyRotation: true });
    expect(aws.diff(key, change).replaces).toEqual(replaces);
  });
});

describe("a secret", () => {
  const make = (recoveryWindowInDays: number): ReturnType<StandIn["make"]> =>
    aws.make(secretType, "secret", { name: "production/database", recoveryWindowInDays });

  it("has an ARN with six characters of its own", async () => {
    const { object, state } = await make(0);
    expect(object.id).toMatch(
      /^arn:aws:secretsmanager:us-east-1:111122223333:secret:production\/database-\w{6}$/,
    );
    expect(state.arn).toBe(object.id);
  });

  it("keeps its name through its recovery window", async () => {
    await aws.delete(await make(30));
    expect(aws.cloud.list("leftover:secretsmanager/secretInRecovery")).toHaveLength(1);
    await expect(make(30)).rejects.toThrow(/already scheduled for deletion/);
  });

  it("leaves nothing where there is no recovery window", async () => {
    await aws.delete(await make(0));
    expect(aws.cloud.all()).toEqual([]);
  });

  it("exists once by name in a region", async () => {
    await make(0);
    await expect(make(0)).rejects.toMatchObject({ code: "ResourceExistsException" });
    const abroad = aws.in("eu-west-1");
    await abroad.make(secretType, "secret", { name: "production/database" });
  });

  it("never gives a write-only value back, and gets a new version by its number", async () => {
    const { object } = await make(0);
    const version = await aws.make(versionType, "version", {
      secretId: object.id,
      secretStringWo: "correct horse",
      secretStringWoVersion: 1,
    });

    expect(version.state).toMatchObject({ hasSecretStringWo: true, secretArn: object.id });
    expect(JSON.stringify([version.state, aws.cloud.all()])).not.toContain("correct horse");
    expect(aws.diff(version, { secretStringWo: "another" }).changed).toEqual([]);
    expect(aws.diff(version, { secretStringWoVersion: 2 }).replaces).toEqual([
      "secretStringWoVersion",
    ]);
  });
});

describe("a DynamoDB table", () => {
  const inputs = {
    name: "journal",
    billingMode: "PAY_PER_REQUEST",
    hashKey: "log",
    attributes: [{ name: "log", type: "S" }],
    replicas: [{ regionName: "eu-central-1", consistencyMode: "STRONG" }],
    globalTableWitness: { regionName: "eu-west-2" },
  };

  it("has replicas of its name in other regions", async () => {
    const { state, object } = await aws.make(tableType, "journal", inputs);
    expect(object.id).toBe("journal");
    expect(state.replicas).toEqual([
      {
        regionName: "eu-central-1",
        consistencyMode: "STRONG",
        arn: "arn:aws:dynamodb:eu-central-1:111122223333:table/journal",
        streamArn: "",
        streamLabel: "",
      },
    ]);
  });

  it.each([
    [{ hashKey: "id" }, ["hashKey"]],
    [{ rangeKey: "seq" }, ["rangeKey"]],
    [{ billingMode: "PROVISIONED" }, []],
    [{ replicas: [] }, []],
  ])("is replaced only for other keys: %j", async (change, replaces) => {
    const table = await aws.make(tableType, "journal", inputs);
    expect(aws.diff(table, change).replaces).toEqual(replaces);
  });

  it.each([
    { deletionProtectionEnabled: true },
    { replicas: [{ ...inputs.replicas[0], deletionProtectionEnabled: true }] },
  ])("can't be deleted while it or a replica is protected: %j", async (protection) => {
    const table = await aws.make(tableType, "journal", { ...inputs, ...protection });
    await expect(aws.delete(table)).rejects.toThrow(
      /ValidationException: Resource cannot be deleted as it is currently protected/,
    );
    await aws.delete(await aws.change(table, { ...inputs, deletionProtectionEnabled: false }));
  });
});

describe("a replication group", () => {
  const inputs = {
    replicationGroupId: "payments-cache",
    description: "Redis",
    engine: "valkey",
    engineVersion: "8.1",
    numCacheClusters: 2,
  };

  it.each([
    [true, /^master\.payments-cache\.\w{6}\.use1\.cache\.amazonaws\.com$/],
    [false, /^payments-cache\.\w{6}\.ng\.0001\.use1\.cache\.amazonaws\.com$/],
  ])("has a primary endpoint, with TLS %s", async (transitEncryptionEnabled, pattern) => {
    const { state } = await aws.make(cacheType, "cache", { ...inputs, transitEncryptionEnabled });
    expect(state.primaryEndpointAddress).toMatch(pattern);
    expect(state.memberClusters).toEqual(["payments-cache-001", "payments-cache-002"]);
  });

  it("is in its own region's domain", async () => {
    const abroad = aws.in("eu-west-1");
    const { state } = await abroad.make(cacheType, "cache", {
      ...inputs,
      transitEncryptionEnabled: true,
    });
    expect(state.readerEndpointAddress).toMatch(/^replica\..*\.euw1\.cache\.amazonaws\.com$/);
  });

  it.each([
    [{ engineVersion: "9.0" }, []],
    [{ engineVersion: "8.0" }, ["engineVersion"]],
    [{ engine: "redis" }, ["engine"]],
    [{ nodeType: "cache.m7g.xlarge" }, []],
    [{ kmsKeyId: "arn:key" }, ["kmsKeyId"]],
  ])("is replaced by a step back, not by a step forward: %j", async (change, replaces) => {
    const cache = await aws.make(cacheType, "cache", inputs);
    expect(aws.diff(cache, change).replaces).toEqual(replaces);
  });

  it("gives no write-only token back, and leaves its final snapshot", async () => {
    const cache = await aws.make(cacheType, "cache", {
      ...inputs,
      transitEncryptionEnabled: true,
      authTokenWo: "correct-horse-battery",
      authTokenWoVersion: 1,
      finalSnapshotIdentifier: "cache-final",
    });
    expect(JSON.stringify([cache.state, aws.cloud.all()])).not.toContain("correct-horse");
    await aws.delete(cache);
    expect(aws.cloud.all()).toMatchObject([
      { type: "leftover:elasticache/snapshot", id: "cache-final" },
    ]);
  });

  it("keeps its subnet group from being deleted, in its own region only", async () => {
    const groupType = "aws:elasticache/subnetGroup:SubnetGroup";
    const name = "payments-cache-subnets";
    const abroad = aws.in("eu-west-1");
    const [here, there] = [
      await aws.make(groupType, "subnets", { name, subnetIds: await makeSubnets(aws) }),
      await abroad.make(groupType, "subnets", { name, subnetIds: await makeSubnets(abroad) }),
    ];
    await aws.make(cacheType, "cache", { ...inputs, subnetGroupName: name });
    await expect(aws.delete(here)).rejects.toMatchObject({ code: "CacheSubnetGroupInUse" });
    await abroad.delete(there);
  });
});

describe("an image repository", () => {
  it("has an address in its registry", async () => {
    const { state } = await aws.make(repositoryType, "api", { name: "payments/api" });
    expect(state.repositoryUrl).toBe("111122223333.dkr.ecr.us-east-1.amazonaws.com/payments/api");
  });

  it("has one lifecycle policy, so that the old one goes before the new one comes", async () => {
    await aws.make(repositoryType, "api", { name: "payments/api" });
    const newest = (countNumber: number): string =>
      JSON.stringify({
        rules: [
          {
            rulePriority: 1,
            selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber },
            action: { type: "expire" },
          },
        ],
      });
    const policy = await aws.make(lifecycleType, "policy", {
      repository: "payments/api",
      policy: newest(10),
    });
    expect(aws.diff(policy, { policy: newest(20) })).toMatchObject({
      replaces: ["policy"],
      deleteBeforeReplace: true,
    });
  });
});
