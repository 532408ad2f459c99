// SPDX-License-Identifier: Apache-2.0
import { awsProvider } from "../../../sandbox/aws";
import { type Made, StandIn } from "../../support/stand-in";

const globalType = "aws:rds/globalCluster:GlobalCluster";
const clusterType = "aws:rds/cluster:Cluster";
const instanceType = "aws:rds/clusterInstance:ClusterInstance";

let aws: StandIn;
beforeEach(() => {
  aws = new StandIn(awsProvider);
});
afterEach(() => aws.dispose());

const makeGlobal = (more = {}): Promise<Made> =>
  aws.make(globalType, "global", {
    globalClusterIdentifier: "payments",
    engine: "aurora-postgresql",
    engineVersion: "17.7",
    ...more,
  });

const member = {
  globalClusterIdentifier: "payments",
  engine: "aurora-postgresql",
  engineVersion: "17.7",
  skipFinalSnapshot: true,
};

const makeWriter = (more = {}): Promise<Made> =>
  aws.make(clusterType, "writer", {
    ...member,
    clusterIdentifier: "payments-us",
    masterUsername: "payments",
    masterPasswordWo: "correct horse",
    masterPasswordWoVersion: 1,
    databaseName: "payments",
    ...more,
  });

const makeSecondary = (more = {}): Promise<Made> =>
  aws.in("eu-west-1").make(clusterType, "secondary", {
    ...member,
    clusterIdentifier: "payments-eu",
    sourceRegion: "us-east-1",
    ...more,
  });

/** A secondary joins only a writer that has an instance. */
const makeWriterInstance = (): Promise<Made> =>
  aws.make(instanceType, "instance", {
    identifier: "payments-us-1",
    clusterIdentifier: "payments-us",
    engine: "aurora-postgresql",
    instanceClass: "db.r7g.large",
  });

const membersNow = (): unknown =>
  aws.cloud.find(globalType, "payments", "global")?.computed.globalClusterMembers;

describe("an Aurora global database", () => {
  it("lists its members, the first as the one that writes", async () => {
    await makeGlobal();
    const writer = await makeWriter();
    await makeWriterInstance();
    const secondary = await makeSecondary();

    expect(writer.state.arn).toBe("arn:aws:rds:us-east-1:111122223333:cluster:payments-us");
    expect(membersNow()).toEqual([
      { dbClusterArn: writer.state.arn, isWriter: true },
      { dbClusterArn: secondary.state.arn, isWriter: false },
    ]);
  });

  it("keeps its members when it is changed", async () => {
    const globalCluster = await makeGlobal();
    await makeWriter();
    await aws.change(globalCluster, { deletionProtection: true });
    expect(membersNow()).toHaveLength(1);
  });

  it("loses a member that is deleted", async () => {
    await makeGlobal();
    await makeWriter();
    await makeWriterInstance();
    const secondary = await makeSecondary();
    await aws.in("eu-west-1").delete(secondary);
    expect(membersNow()).toHaveLength(1);
  });

  it("has an ARN without a region and an endpoint that follows the writer", async () => {
    const { state } = await makeGlobal();
    expect(state.arn).toBe("arn:aws:rds::111122223333:global-cluster:payments");
    expect(state.endpoint).toMatch(/^payments\.global-[a-z0-9]{12}\.global\.rds\.amazonaws\.com$/);
  });
});

describe("a cluster", () => {
  it("has endpoints, which share twelve characters with those of its instances", async () => {
    await makeGlobal();
    const { state } = await makeWriter();
    const instance = await makeWriterInstance();

    const domain = /^payments-us\.cluster-(\w{12})(\.us-east-1\.rds\.amazonaws\.com)$/;
    const [, shared, rest] = domain.exec(String(state.endpoint)) ?? [];
    expect(state.readerEndpoint).toBe(`payments-us.cluster-ro-${shared}${rest}`);
    expect(instance.state.endpoint).toBe(`payments-us-1.${shared}${rest}`);
    expect(instance.state).toMatchObject({ port: 5432, writer: true, engineVersion: "17.7" });
  });

  it("never gives a write-only password back, and doesn't compare it", async () => {
    await makeGlobal();
    const writer = await makeWriter();
    expect(JSON.stringify(writer.state)).not.toContain("correct horse");
    expect(JSON.stringify(aws.cloud.all())).not.toContain("correct horse");
    expect(aws.read(writer)?.inputs).toEqual(writer.inputs);
    expect(aws.diff(writer, { masterPasswordWo: "another" }).changed).toEqual([]);
  });

  it.each([
    [{ kmsKeyId: "arn:aws:kms:us-east-1:111122223333:key/other" }, ["kmsKeyId"]],
    [{ masterUsername: "root" }, ["masterUsername"]],
    [{ engineVersion: "17.8" }, []],
    [{ storageType: "aurora-iopt1" }, []],
    [{ deletionProtection: true }, []],
  ])("replaces only what RDS can't modify: %j", async (change, replaces) => {
    await makeGlobal();
    const { replaces: found, changed } = aws.diff(await makeWriter(), change);
    expect(found).toEqual(replaces);
    expect(changed).toHaveLength(1);
  });
});

describe("RDS refuses", () => {
  it.each([
    [{ masterUsername: "payments" }, /Cannot specify user name for cross region replication/],
    [{ masterPasswordWo: "secret" }, /Cannot specify password for cross region replication/],
    [{ databaseName: "payments" }, /Cannot specify database name for cross region replication/],
  ])("a secondary cluster with its own %j", async (own, refusal) => {
    await makeGlobal();
    await makeWriter();
    await expect(makeSecondary(own)).rejects.toThrow(refusal);
    await expect(makeSecondary(own)).rejects.toMatchObject({ code: "InvalidParameterCombination" });
  });

  it("a founding cluster without a user name", async () => {
    await makeGlobal();
    await expect(makeWriter({ masterUsername: undefined })).rejects.toThrow(
      /MasterUsername must be provided/,
    );
  });

  it("a managed password in a global database, at preview", () => {
    const { failures } = aws.check(clusterType, "writer", {
      ...member,
      manageMasterUserPassword: true,
    });
    expect(failures).toEqual([
      {
        property: "manageMasterUserPassword",
        reason: expect.stringMatching(/^InvalidParameterCombination: /) as string,
      },
    ]);
  });

  it("a member of a global database that isn't there", async () => {
    await expect(makeWriter()).rejects.toMatchObject({ code: "GlobalClusterNotFoundFault" });
  });

  it("to delete what is protected, until it no longer is", async () => {
    const globalCluster = await makeGlobal({ deletionProtection: true });
    const writer = await makeWriter({ deletionProtection: true });
    for (const protectedOne of [writer, globalCluster]) {
      await expect(aws.delete(protectedOne)).rejects.toThrow(
        /InvalidParameterCombination: Cannot delete protected Cluster, please disable/,
      );
      await aws.delete(await aws.change(protectedOne, { deletionProtection: false }));
    }
    expect(aws.cloud.all()).toEqual([]);
  });

  it("to delete a global database with members", async () => {
    const globalCluster = await makeGlobal();
    await makeWriter();
    await expect(aws.delete(globalCluster)).rejects.toThrow(
      /InvalidGlobalClusterStateFault: Global Cluster \S+:payments is not empty/,
    );
  });

  it("to delete the writer before its secondaries", async () => {
    await makeGlobal();
    const writer = await makeWriter();
    const instance = await makeWriterInstance();
    const secondary = await makeSecondary();
    await aws.delete(instance);
    await expect(aws.delete(writer)).rejects.toThrow(
      /InvalidGlobalClusterStateFault: Unable to delete cluster that is a primary member/,
    );
    await aws.in("eu-west-1").delete(secondary);
    await aws.delete(writer);
  });

  it("to delete a cluster with instances", async () => {
    await makeGlobal();
    const writer = await makeWriter();
    const instance = await makeWriterInstance();
    await expect(aws.delete(writer)).rejects.toThrow(/still contains DB instances/);
    await aws.delete(instance);
    await aws.delete(writer);
  });

  it("a second final snapshot of the same name", async () => {
    const final = { skipFinalSnapshot: false, finalSnapshotIdentifier: "payments-us-final" };
    await makeGlobal();
    await aws.delete(await makeWriter(final));
    expect(aws.cloud.list("leftover:rds/clusterSnapshot", "us-east-1")).toMatchObject([
      { id: "payments-us-final", inputs: { dbClusterIdentifier: "payments-us" } },
    ]);
    await expect(aws.delete(await makeWriter(final))).rejects.toMatchObject({
      code: "DBClusterSnapshotAlreadyExistsFault",
    });
  });
});
