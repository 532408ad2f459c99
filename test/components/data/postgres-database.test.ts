// SPDX-License-Identifier: Apache-2.0
import { PostgresDatabase } from "../../../components/data/postgres-database";
import {
  defaults,
  type FoundingDatabaseArgs,
  type MemberDatabaseArgs,
} from "../../../components/data/postgres-database-args";
import { all, only, record, type MockOptions, type Registered } from "../../support/mocks";

const common = {
  engine: "aurora-global",
  environment: "production",
  generation: 2,
  globalClusterIdentifier: "production-payments-g2",
  engineVersion: "17.7",
  instanceClass: "db.r7g.large",
  instances: 3,
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-b", "subnet-c"],
  clientSecurityGroupIds: { pods: "sg-pods", runner: "sg-runner" },
  kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/data",
  logsKmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/logs",
  protect: true,
  keepBackups: true,
} as const;

const founding: FoundingDatabaseArgs = {
  ...common,
  role: "founding",
  region: "us-east-1",
  availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"],
  databaseName: "payments",
  masterUsername: "platform",
  masterPassword: "hush",
};

const member: MemberDatabaseArgs = {
  ...common,
  role: "member",
  region: "eu-west-1",
  sourceRegion: "us-east-1",
  availabilityZones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
};

function build(
  args: FoundingDatabaseArgs | MemberDatabaseArgs,
  options?: MockOptions,
): Promise<Registered[]> {
  return record(() => {
    new PostgresDatabase("database", args);
  }, options);
}

const clusterType = "aws:rds/cluster:Cluster";
const instanceType = "aws:rds/clusterInstance:ClusterInstance";
const ruleType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

describe("PostgresDatabase", () => {
  it("creates the founding cluster with a database, a user and a write-only secret password", async () => {
    const { inputs } = only(await build(founding), clusterType);
    expect(inputs).toMatchObject({
      databaseName: "payments",
      masterUsername: "platform",
      masterPasswordWoVersion: 1,
    });
    expect(inputs["masterPasswordWo"]).toMatchObject({ value: "hush" });
    expect(inputs).not.toHaveProperty("masterPassword");
    expect(inputs).not.toHaveProperty("manageMasterUserPassword");
    expect(inputs).not.toHaveProperty("sourceRegion");
  });

  it.each([
    "databaseName",
    "masterUsername",
    "masterPassword",
    "masterPasswordWo",
    "masterPasswordWoVersion",
    "manageMasterUserPassword",
    "replicationSourceIdentifier",
    "snapshotIdentifier",
  ])("creates a member without %s, which AWS refuses", async (property) => {
    const { inputs } = only(await build(member), clusterType);
    expect(inputs).not.toHaveProperty(property);
    expect(inputs).toMatchObject({
      sourceRegion: "us-east-1",
      globalClusterIdentifier: "production-payments-g2",
    });
  });

  it("ignores in both roles everything that a switchover or failover changes", async () => {
    const asFounding = only(await build(founding), clusterType);
    const asMember = only(await build(member), clusterType);
    expect(asMember.ignoreChanges).toEqual(asFounding.ignoreChanges);
    expect(asFounding.ignoreChanges).toEqual([
      "replicationSourceIdentifier",
      "globalClusterIdentifier",
      "sourceRegion",
      "databaseName",
      "masterUsername",
      "masterPasswordWo",
      "masterPasswordWoVersion",
      "engineVersion",
    ]);
  });

  it("names everything after environment, region and generation", async () => {
    const registered = await build(member);
    expect(only(registered, clusterType).inputs["clusterIdentifier"]).toBe(
      "production-payments-eu-west-1-g2",
    );
    expect(all(registered, instanceType).map(({ inputs }) => inputs["identifier"])).toEqual([
      "production-payments-eu-west-1-g2-1",
      "production-payments-eu-west-1-g2-2",
      "production-payments-eu-west-1-g2-3",
    ]);
    expect(only(registered, "aws:cloudwatch/logGroup:LogGroup").inputs["name"]).toBe(
      "/aws/rds/cluster/production-payments-eu-west-1-g2/postgresql",
    );
  });

  it("puts one instance into each zone, all equal for promotion and none upgrading by itself", async () => {
    const instances = all(await build(member), instanceType).map(({ inputs }) => inputs);
    expect(instances.map((inputs) => inputs["availabilityZone"])).toEqual([
      "eu-west-1a",
      "eu-west-1b",
      "eu-west-1c",
    ]);
    for (const inputs of instances) {
      expect(inputs).toMatchObject({
        engine: "aurora-postgresql",
        instanceClass: "db.r7g.large",
        publiclyAccessible: false,
        promotionTier: 1,
        autoMinorVersionUpgrade: false,
        caCertIdentifier: "rds-ca-rsa2048-g1",
        monitoringInterval: 15,
        monitoringRoleArn: "arn:mock:database-instance-monitoring-role",
      });
    }
  });

  it("encrypts storage, performance data and logs with keys of its own region", async () => {
    const registered = await build(member);
    expect(only(registered, clusterType).inputs).toMatchObject({
      storageEncrypted: true,
      kmsKeyId: common.kmsKeyArn,
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: common.kmsKeyArn,
      performanceInsightsRetentionPeriod: 465,
      databaseInsightsMode: "advanced",
    });
    expect(only(registered, "aws:cloudwatch/logGroup:LogGroup").inputs).toMatchObject({
      kmsKeyId: common.logsKmsKeyArn,
      retentionInDays: 90,
    });
  });

  it("demands TLS by a parameter group of the version's family", async () => {
    const { inputs } = only(
      await build(member),
      "aws:rds/clusterParameterGroup:ClusterParameterGroup",
    );
    expect(inputs["family"]).toBe("aurora-postgresql17");
    expect(inputs["name"]).toBe("production-payments-eu-west-1-g2-aurora-postgresql17");
    expect(inputs["parameters"]).toContainEqual({ name: "rds.force_ssl", value: "1" });
  });

  it("lets in the client groups on the database's port, and nobody by address", async () => {
    const rules = all(await build(member), ruleType);
    expect(rules.map(({ name }) => name)).toEqual([
      "database-access-from-pods",
      "database-access-from-runner",
    ]);
    for (const { inputs } of rules) {
      expect(inputs).toMatchObject({ ipProtocol: "tcp", fromPort: 5432, toPort: 5432 });
      expect(inputs).not.toHaveProperty("cidrIpv4");
    }
    expect(rules.map(({ inputs }) => inputs["referencedSecurityGroupId"])).toEqual([
      "sg-pods",
      "sg-runner",
    ]);
  });

  it("keeps a protected cluster, its backups and a last snapshot", async () => {
    const { inputs, protect } = only(await build(member), clusterType);
    expect(protect).toBe(true);
    expect(inputs).toMatchObject({
      deletionProtection: true,
      skipFinalSnapshot: false,
      deleteAutomatedBackups: false,
      finalSnapshotIdentifier: "production-payments-eu-west-1-g2-final",
      backupRetentionPeriod: 35,
      copyTagsToSnapshot: true,
    });
  });

  it("lets an unprotected cluster go without a trace", async () => {
    const bare = { ...member, protect: false, keepBackups: false };
    const { inputs, protect } = only(await build(bare), clusterType);
    expect(protect).toBe(false);
    expect(inputs).toMatchObject({
      deletionProtection: false,
      skipFinalSnapshot: true,
      deleteAutomatedBackups: true,
    });
  });

  it("uses the documented windows by default, and the given ones", async () => {
    expect(only(await build(member), clusterType).inputs).toMatchObject({
      preferredBackupWindow: defaults.backupWindow,
      preferredMaintenanceWindow: defaults.maintenanceWindow,
    });
    const registered = await build({
      ...member,
      backupWindow: "01:00-01:30",
      maintenanceWindow: "tue:02:00-tue:02:30",
    });
    expect(only(registered, clusterType).inputs).toMatchObject({
      preferredBackupWindow: "01:00-01:30",
      preferredMaintenanceWindow: "tue:02:00-tue:02:30",
    });
    for (const { inputs } of all(registered, instanceType)) {
      expect(inputs["preferredMaintenanceWindow"]).toBe("tue:02:00-tue:02:30");
    }
  });

  it("registers the same resources at a preview with unknown values", async () => {
    const names = (registered: readonly Registered[]) => registered.map(({ name }) => name).sort();
    expect(names(await build(member, { preview: true }))).toEqual(names(await build(member)));
  });

  it("fails with every problem in one message", async () => {
    const broken = {
      ...founding,
      engineVersion: "17",
      instances: 17,
      availabilityZones: ["us-east-1a", "us-east-1a"],
      masterUsername: "rdsadmin",
      databaseName: "pay-ments",
    };
    await expect(build(broken)).rejects.toThrow(
      [
        "invalid arguments",
        "  - instances: is not a number of instances that RDS allows, got 17; write a whole number from 1 to 16",
        '  - availabilityZones: names fewer than two different zones, got ["us-east-1a","us-east-1a"]; name at least two zones of the region',
        '  - engineVersion: is not a full PostgreSQL version, got "17"; write major and minor, such as 17.7',
        '  - masterUsername: is not a user name that RDS takes, got "rdsadmin"; write 1 to 16 of a-z and 0-9, a letter first, and none of admin, postgres, rdsadmin, user',
        '  - databaseName: is not a database name that RDS takes, got "pay-ments"; write 1 to 63 of a-z and 0-9, a letter first',
      ].join("\n"),
    );
  });

  it.each([0, 1.5, 17])("fails with %d instances", async (instances) => {
    await expect(build({ ...member, instances })).rejects.toThrow(/^invalid arguments\n {2}- inst/);
  });
});
