// SPDX-License-Identifier: Apache-2.0
import { awsProvider } from "../../../sandbox/aws";
import { stateOf } from "../../../sandbox/provider/cloud";
import { type Made, StandIn } from "../../support/stand-in";

const instanceType = "aws:rds/instance:Instance";

let aws: StandIn;
beforeEach(() => {
  aws = new StandIn(awsProvider);
});
afterEach(() => aws.dispose());

const key = (region: string): Promise<Made> =>
  aws.in(region).make("aws:kms/key:Key", `key-${region}`, {});

const makePrimary = async (more = {}): Promise<Made> =>
  aws.make(instanceType, "primary", {
    identifier: "payments-us",
    engine: "postgres",
    engineVersion: "17.7",
    instanceClass: "db.t4g.medium",
    allocatedStorage: 20,
    storageType: "gp3",
    storageEncrypted: true,
    kmsKeyId: (await key("us-east-1")).state.arn,
    dbName: "payments",
    username: "payments",
    passwordWo: "correct horse",
    passwordWoVersion: 1,
    backupRetentionPeriod: 35,
    skipFinalSnapshot: true,
    ...more,
  });

const replicaArn = "arn:aws:rds:eu-west-1:111122223333:db:payments-eu";

const makeReplica = async (more = {}): Promise<Made> =>
  aws.in("eu-west-1").make(instanceType, "replica", {
    identifier: "payments-eu",
    replicateSourceDb: "arn:aws:rds:us-east-1:111122223333:db:payments-us",
    instanceClass: "db.t4g.medium",
    storageEncrypted: true,
    kmsKeyId: (await key("eu-west-1")).state.arn,
    backupRetentionPeriod: 35,
    skipFinalSnapshot: true,
    ...more,
  });

const makeReader = (more = {}): Promise<Made> =>
  aws.make(instanceType, "reader", {
    identifier: "payments-us-2",
    replicateSourceDb: "payments-us",
    instanceClass: "db.t4g.medium",
    skipFinalSnapshot: true,
    ...more,
  });

const stateNow = (made: Made) =>
  stateOf(aws.cloud.find(instanceType, made.object.id) ?? made.object);

describe("an instance of RDS", () => {
  it("is known by RDS's resource id, and has a host name with and without its port", async () => {
    const { object, state } = await makePrimary();
    expect(object.id).toMatch(/^db-[0-9A-F]{26}$/);
    expect(state.resourceId).toBe(object.id);
    expect(state.address).toMatch(/^payments-us\.c\w{11}\.us-east-1\.rds\.amazonaws\.com$/);
    expect(state.endpoint).toBe(`${String(state.address)}:5432`);
    expect(state.arn).toBe("arn:aws:rds:us-east-1:111122223333:db:payments-us");
  });

  it("never gives a write-only password back", async () => {
    const primary = await makePrimary();
    expect(JSON.stringify([primary.state, aws.cloud.all()])).not.toContain("correct horse");
    expect(aws.diff(primary, { passwordWo: "another" }).changed).toEqual([]);
  });

  it("has what it doesn't say from its source, and is on the source's list", async () => {
    const primary = await makePrimary();
    const [replica, reader] = [await makeReplica(), await makeReader()];
    for (const { state } of [replica, reader]) {
      expect(state).toMatchObject({
        engine: "postgres",
        engineVersion: "17.7",
        allocatedStorage: 20,
        username: "payments",
        port: 5432,
      });
    }
    expect(stateNow(primary).replicas).toEqual([replicaArn, "payments-us-2"]);
    await aws.delete(reader);
    expect(stateNow(primary).replicas).toEqual([replicaArn]);
  });

  it("keeps its replicas, and its list of them, when it is changed", async () => {
    const primary = await makePrimary();
    const reader = await makeReader();
    expect((await aws.change(primary, { multiAz: true })).state.replicas).toEqual([
      "payments-us-2",
    ]);
    expect(stateNow(reader).replicateSourceDb).toBe("payments-us");
  });

  it.each([
    [{ identifier: "other" }, []],
    [{ replicateSourceDb: "other" }, []],
    [{ engineVersion: "17.8" }, []],
    [{ username: "root" }, ["username"]],
    [{ storageEncrypted: false }, ["storageEncrypted"]],
    [{ kmsKeyId: "arn:aws:kms:us-east-1:111122223333:key/other" }, ["kmsKeyId"]],
  ])("replaces only what RDS can't modify: %j", async (change, replaces) => {
    const { replaces: found, changed } = aws.diff(await makePrimary(), change);
    expect(found).toEqual(replaces);
    expect(changed).toHaveLength(1);
  });

  it("is standalone once the program takes its source away, with its backups", async () => {
    const primary = await makePrimary();
    const replica = await makeReplica();
    const promoted = await aws.in("eu-west-1").change(replica, { replicateSourceDb: undefined });
    expect(promoted.state).toMatchObject({ backupRetentionPeriod: 35 });
    expect(promoted.state.replicateSourceDb).toBeUndefined();
    expect(stateNow(primary).replicas).toEqual([]);
  });

  it("leaves its replicas of the same region standalone when it is deleted, and others replicas", async () => {
    const primary = await makePrimary();
    const [replica, reader] = [await makeReplica(), await makeReader()];
    await aws.delete(primary);
    expect(stateNow(reader).replicateSourceDb).toBeUndefined();
    expect(stateNow(replica).replicateSourceDb).toBeDefined();
  });

  it("leaves a last snapshot under its name, once", async () => {
    const final = { skipFinalSnapshot: false, finalSnapshotIdentifier: "payments-us-final" };
    await aws.delete(await makePrimary(final));
    expect(aws.cloud.list("leftover:rds/snapshot", "us-east-1")).toMatchObject([
      { id: "payments-us-final", inputs: { dbInstanceIdentifier: "payments-us" } },
    ]);
    await expect(aws.delete(await makePrimary(final))).rejects.toMatchObject({
      code: "DBSnapshotAlreadyExists",
    });
  });
});

describe("RDS refuses", () => {
  it.each([
    ["an identifier twice", "DBInstanceAlreadyExists", { identifier: "payments-us" }],
    ["a source that isn't there", "DBInstanceNotFound", { replicateSourceDb: "nobody" }],
    [
      "a subnet group beside the source",
      "DBSubnetGroupNotAllowedFault",
      { dbSubnetGroupName: "x" },
    ],
    ["a class of EC2", "InvalidParameterValue", { instanceClass: "m7g.large" }],
    [
      "a zone for two",
      "InvalidParameterCombination",
      { multiAz: true, availabilityZone: "us-east-1a" },
    ],
    ["a parameter group that isn't there", "DBParameterGroupNotFound", { parameterGroupName: "x" }],
    [
      "a key that isn't there",
      "KMSKeyNotAccessibleFault",
      { kmsKeyId: "arn:aws:kms:us-east-1:111122223333:key/x" },
    ],
    [
      "a security group that isn't there",
      "InvalidParameterValue",
      { vpcSecurityGroupIds: ["sg-0"] },
    ],
  ])("%s", async (_, code, mistake) => {
    await makePrimary();
    await expect(makeReader(mistake)).rejects.toMatchObject({ code });
  });

  it.each([
    ["no user", "InvalidParameterValue", { username: undefined }],
    ["a short password", "InvalidParameterValue", { passwordWo: "short" }],
    ["a version that there can't be", "InvalidParameterCombination", { engineVersion: "71.7" }],
    ["too little storage", "InvalidParameterValue", { allocatedStorage: 5 }],
    ["no room to grow", "InvalidParameterCombination", { maxAllocatedStorage: 10 }],
    ["IOPS on little storage", "InvalidParameterCombination", { iops: 4000 }],
    ["a subnet group that isn't there", "DBSubnetGroupNotFoundFault", { dbSubnetGroupName: "x" }],
  ])("a primary with %s", async (_, code, mistake) => {
    await expect(makePrimary(mistake)).rejects.toMatchObject({ code });
  });

  it("a replica of a source without backups", async () => {
    await makePrimary({ backupRetentionPeriod: 0 });
    await expect(makeReplica()).rejects.toThrow(
      /InvalidDBInstanceState: Automated backups are not enabled/,
    );
  });

  it("a replica of a source whose password RDS manages", async () => {
    await makePrimary({ manageMasterUserPassword: true, passwordWo: undefined });
    await expect(makeReplica()).rejects.toThrow(/InvalidParameterCombination: A read replica/);
  });

  it("an encrypted source's replica in another region without a key of that region", async () => {
    await makePrimary();
    await expect(makeReplica({ kmsKeyId: undefined })).rejects.toThrow(
      /InvalidParameterCombination: Cannot create a cross region unencrypted/,
    );
    const foreign = aws.cloud.list("aws:kms/key:Key", "us-east-1")[0]?.computed.arn;
    await expect(makeReplica({ kmsKeyId: foreign })).rejects.toMatchObject({
      code: "KMSKeyNotAccessibleFault",
    });
  });

  it("an encrypted replica of an unencrypted source", async () => {
    await makePrimary({ storageEncrypted: undefined, kmsKeyId: undefined });
    await expect(makeReplica()).rejects.toThrow(/encrypted read replica from an unencrypted/);
  });

  it.each([{ username: "root" }, { dbName: "payments" }])(
    "at preview, a replica with its own %j",
    (own) => {
      const inputs = { replicateSourceDb: "payments-us", instanceClass: "db.t4g.medium", ...own };
      expect(aws.check(instanceType, "replica", inputs).failures).toEqual([
        {
          property: Object.keys(own)[0],
          reason: expect.stringMatching(/^ConflictsWith: /) as string,
        },
      ]);
    },
  );

  it("another source for a replica, or one for what is standalone", async () => {
    const primary = await makePrimary();
    const reader = await makeReader();
    for (const [made, source] of [
      [primary, "payments-us-2"],
      [reader, "payments-us-3"],
    ] as const) {
      await expect(aws.change(made, { replicateSourceDb: source })).rejects.toThrow(
        /cannot elect new source database for replication/,
      );
    }
  });

  it("to delete what is protected, until it no longer is", async () => {
    const primary = await makePrimary({ deletionProtection: true });
    await expect(aws.delete(primary)).rejects.toThrow(/Cannot delete protected DB Instance/);
    await aws.delete(await aws.change(primary, { deletionProtection: false }));
  });

  it("a last snapshot of a replica, and one without a name", async () => {
    await makePrimary();
    const reader = await makeReader({ skipFinalSnapshot: false, finalSnapshotIdentifier: "last" });
    await expect(aws.delete(reader)).rejects.toThrow(/when deleting a read replica/);
    const unnamed = await makePrimary({ identifier: "other", skipFinalSnapshot: false });
    await expect(aws.delete(unnamed)).rejects.toThrow(/FinalDBSnapshotIdentifier is required/);
  });
});
