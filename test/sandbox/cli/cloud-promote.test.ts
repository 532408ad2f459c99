// SPDX-License-Identifier: Apache-2.0
import { awsProvider } from "../../../sandbox/aws";
import { writingRegions } from "../../../sandbox/aws/rds-promotion";
import { promoteDatabase } from "../../../sandbox/cli/cloud-promote";
import { StandIn } from "../../support/stand-in";

const globalType = "aws:rds/globalCluster:GlobalCluster";
const clusterType = "aws:rds/cluster:Cluster";
const instanceType = "aws:rds/instance:Instance";
const account = "arn:aws:rds:us-east-1:111122223333";

let aws: StandIn;
beforeEach(() => {
  aws = new StandIn(awsProvider);
});
afterEach(() => aws.dispose());

async function makeAurora(...regions: readonly string[]): Promise<void> {
  const engine = "aurora-postgresql";
  await aws.make(globalType, "global", { globalClusterIdentifier: "payments", engine });
  for (const [index, region] of regions.entries()) {
    const clusterIdentifier = `payments-${region}`;
    await aws.in(region).make(clusterType, region, {
      clusterIdentifier,
      globalClusterIdentifier: "payments",
      engine,
      ...(index === 0 ? { masterUsername: "payments", masterPassword: "long-enough" } : {}),
    });
    const instance = { clusterIdentifier, engine, instanceClass: "db.r7g.large" };
    await aws.in(region).make("aws:rds/clusterInstance:ClusterInstance", `${region}-1`, instance);
  }
}

async function makeRds(): Promise<void> {
  const common = { instanceClass: "db.t4g.medium", backupRetentionPeriod: 7 };
  await aws.make(instanceType, "us", {
    ...common,
    identifier: "payments-us",
    engine: "postgres",
    username: "payments",
    password: "long-enough",
    allocatedStorage: 20,
  });
  const eu = aws.in("eu-west-1");
  const source = `${account}:db:payments-us`;
  await eu.make(instanceType, "eu", {
    ...common,
    identifier: "payments-eu",
    replicateSourceDb: source,
  });
  await eu.make(instanceType, "eu-2", {
    ...common,
    identifier: "payments-eu-2",
    replicateSourceDb: "payments-eu",
  });
}

const clusterIn = (region: string) => aws.cloud.find(clusterType, `payments-${region}`, region);
const instanceNamed = (identifier: string) =>
  aws.cloud.list(instanceType).find(({ inputs }) => inputs.identifier === identifier);

describe("cloud promote", () => {
  it.each([
    "payments",
    "payments-eu-west-1",
    `${account.replace("us-east-1", "eu-west-1")}:cluster:payments-eu-west-1`,
  ])("swaps the writer and the reader of a global database that is called %s", async (name) => {
    await makeAurora("us-east-1", "eu-west-1");
    expect(writingRegions(aws.cloud)).toEqual(["us-east-1"]);
    expect((await promoteDatabase(aws.cloud, name)).region).toBe("eu-west-1");
    expect(writingRegions(aws.cloud)).toEqual(["eu-west-1"]);
    expect(clusterIn("us-east-1")?.inputs.replicationSourceIdentifier).toBe(
      "arn:aws:rds:eu-west-1:111122223333:cluster:payments-eu-west-1",
    );
    expect(clusterIn("eu-west-1")?.inputs).not.toHaveProperty("replicationSourceIdentifier");
  });

  it("swaps them back, and says of nobody that it follows itself", async () => {
    await makeAurora("us-east-1", "eu-west-1");
    await promoteDatabase(aws.cloud, "payments");
    await promoteDatabase(aws.cloud, "payments");
    expect(writingRegions(aws.cloud)).toEqual(["us-east-1"]);
    expect(clusterIn("us-east-1")?.inputs).not.toHaveProperty("replicationSourceIdentifier");
    expect(clusterIn("eu-west-1")?.inputs.replicationSourceIdentifier).toBe(
      `${account}:cluster:payments-us-east-1`,
    );
  });

  it("asks which one, of two that follow", async () => {
    await makeAurora("us-east-1", "eu-west-1", "eu-central-1");
    await expect(promoteDatabase(aws.cloud, "payments")).rejects.toThrow(
      'no database that follows another is called "payments"; these could be promoted: payments-eu-central-1, payments-eu-west-1',
    );
  });

  it("leaves a replica of RDS standalone, with its backups and with its own replicas", async () => {
    await makeRds();
    expect((await promoteDatabase(aws.cloud, "payments-eu")).region).toBe("eu-west-1");
    const promoted = instanceNamed("payments-eu");
    expect(promoted?.inputs).not.toHaveProperty("replicateSourceDb");
    expect(promoted?.inputs.backupRetentionPeriod).toBe(7);
    expect(promoted?.computed.replicas).toEqual(["payments-eu-2"]);
    expect(instanceNamed("payments-eu-2")?.inputs.replicateSourceDb).toBe("payments-eu");
    expect(instanceNamed("payments-us")?.computed.replicas).toEqual([]);
    // The old primary knows nothing of it: that is what the journal's seal is for.
    expect(writingRegions(aws.cloud)).toEqual(["eu-west-1", "us-east-1"]);
  });

  it("promotes nothing twice, and says what could be", async () => {
    await makeRds();
    await promoteDatabase(aws.cloud, "payments-eu");
    await expect(promoteDatabase(aws.cloud, "payments-eu")).rejects.toThrow(
      'no database that follows another is called "payments-eu"; these could be promoted: payments-eu-2',
    );
  });

  it("says what to do where nothing could be", async () => {
    await expect(promoteDatabase(aws.cloud, "payments")).rejects.toThrow(
      'no database that follows another is called "payments"; this cloud has none: bring the regions up first',
    );
  });
});
