// SPDX-License-Identifier: Apache-2.0
import { PostgresDatabase } from "../../../components/data/postgres-database";
import type {
  PrimaryDatabaseArgs,
  RdsDatabaseArgs,
  ReplicaDatabaseArgs,
} from "../../../components/data/postgres-database-args";
import { all, only, record, type MockOptions, type Registered } from "../../support/mocks";

const common = {
  engine: "rds",
  environment: "staging",
  generation: 2,
  engineVersion: "17.7",
  instanceClass: "db.m7g.large",
  instances: 3,
  allocatedStorage: "100 GiB",
  maximumStorage: "1 TiB",
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-b", "subnet-c"],
  clientSecurityGroupIds: { pods: "sg-pods" },
  kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/data",
  logsKmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/logs",
  protect: true,
  keepBackups: true,
} as const;

const primary: PrimaryDatabaseArgs = {
  ...common,
  role: "primary",
  region: "us-east-1",
  availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"],
  databaseName: "payments",
  masterUsername: "platform",
  masterPassword: "hush",
};

const sourceInstanceArn = "arn:aws:rds:us-east-1:123456789012:db:staging-payments-us-east-1-g1-1";

const replica: ReplicaDatabaseArgs = {
  ...common,
  role: "replica",
  region: "eu-west-1",
  availabilityZones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
  sourceInstanceArn,
};

const instanceType = "aws:rds/instance:Instance";

function build(args: RdsDatabaseArgs, options?: MockOptions): Promise<Registered[]> {
  return record(() => {
    new PostgresDatabase("database", args);
  }, options);
}

async function first(args: RdsDatabaseArgs): Promise<Registered> {
  return only(await build(args), instanceType, "-1");
}

async function readers(args: RdsDatabaseArgs): Promise<Registered[]> {
  return all(await build(args), instanceType).slice(1);
}

describe("PostgresDatabase of RDS", () => {
  it("begins the primary with a database, a user and a write-only secret password", async () => {
    const { inputs } = await first(primary);
    expect(inputs).toMatchObject({
      engine: "postgres",
      engineVersion: "17.7",
      allocatedStorage: 100,
      dbName: "payments",
      username: "platform",
      passwordWoVersion: 1,
    });
    expect(inputs.passwordWo).toMatchObject({ value: "hush" });
    for (const name of ["password", "manageMasterUserPassword", "replicateSourceDb"]) {
      expect(inputs).not.toHaveProperty(name);
    }
  });

  it.each(["dbName", "username", "password", "passwordWo", "passwordWoVersion", "engine"])(
    "creates a replica without %s, which it has from its source",
    async (property) => {
      for (const { inputs } of all(await build(replica), instanceType)) {
        expect(inputs).not.toHaveProperty(property);
      }
    },
  );

  it("copies the other region's first instance, encrypted with a key of its own region", async () => {
    expect((await first(replica)).inputs).toMatchObject({
      replicateSourceDb: sourceInstanceArn,
      storageEncrypted: true,
      kmsKeyId: common.kmsKeyArn,
      dbSubnetGroupName: "staging-payments-eu-west-1-g2",
    });
  });

  it.each([
    ["primary", primary],
    ["replica", replica],
  ])("makes the first instance of a %s ready to write: Multi-AZ, with backups", async (_, args) => {
    const { inputs, protect } = await first(args);
    expect(protect).toBe(true);
    expect(inputs).toMatchObject({
      multiAz: true,
      backupRetentionPeriod: 35,
      backupWindow: "03:00-03:30",
      deletionProtection: true,
      deleteAutomatedBackups: false,
    });
    // RDS refuses a zone for an instance that is in two.
    expect(inputs).not.toHaveProperty("availabilityZone");
  });

  it("gives the first one readers of its own, spread over the zones and unprotected", async () => {
    const found = await readers(replica);
    expect(found.map(({ inputs }) => inputs.availabilityZone)).toEqual([
      "eu-west-1a",
      "eu-west-1b",
    ]);
    for (const { inputs, protect } of found) {
      expect(protect).toBe(false);
      expect(inputs).toMatchObject({
        replicateSourceDb: "staging-payments-eu-west-1-g2-1",
        deletionProtection: false,
        skipFinalSnapshot: true,
      });
      // AWS refuses a subnet group for a replica beside its source.
      expect(inputs).not.toHaveProperty("dbSubnetGroupName");
    }
  });

  it("ignores in both roles everything that a promotion changes", async () => {
    const instances = [primary, replica].map(async (args) => all(await build(args), instanceType));
    for (const { ignoreChanges } of (await Promise.all(instances)).flat()) {
      expect(ignoreChanges).toEqual([
        "replicateSourceDb",
        "dbName",
        "username",
        "passwordWo",
        "passwordWoVersion",
        "engine",
        "allocatedStorage",
        "engineVersion",
      ]);
    }
  });

  it("rebuilds under a new generation, where the provider would rename", async () => {
    for (const { replaceOnChanges } of all(await build(replica), instanceType)) {
      expect(replaceOnChanges).toEqual(["identifier"]);
    }
  });

  it("differs by role in nothing but what is ignored and the last snapshot", async () => {
    const here = { region: replica.region, availabilityZones: replica.availabilityZones };
    const asPrimary = (await first({ ...primary, ...here })).inputs;
    const { inputs, ignoreChanges } = await first(replica);
    const names = new Set([...Object.keys(asPrimary), ...Object.keys(inputs)]);
    const different = [...names].filter(
      (name) => JSON.stringify(asPrimary[name]) !== JSON.stringify(inputs[name]),
    );
    expect(different.filter((name) => !ignoreChanges.includes(name))).toEqual([
      "skipFinalSnapshot",
    ]);
  });

  it("takes a last snapshot of a primary and none of a replica, which AWS refuses", async () => {
    expect((await first(primary)).inputs.skipFinalSnapshot).toBe(false);
    expect((await first({ ...primary, keepBackups: false })).inputs).toMatchObject({
      skipFinalSnapshot: true,
      deleteAutomatedBackups: true,
    });
    expect((await first(replica)).inputs.skipFinalSnapshot).toBe(true);
  });

  it("has every instance able to do the first one's work", async () => {
    const registered = await build(primary);
    for (const { inputs } of all(registered, instanceType)) {
      expect(inputs).toMatchObject({
        instanceClass: "db.m7g.large",
        storageType: "gp3",
        maxAllocatedStorage: 1024,
        port: 5432,
        publiclyAccessible: false,
        iamDatabaseAuthenticationEnabled: true,
        caCertIdentifier: "rds-ca-rsa2048-g1",
        autoMinorVersionUpgrade: false,
        parameterGroupName: "staging-payments-us-east-1-g2-postgres17",
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: common.kmsKeyArn,
        monitoringInterval: 15,
        maintenanceWindow: "sun:04:00-sun:04:30",
      });
    }
    const { inputs } = only(registered, "aws:rds/parameterGroup:ParameterGroup");
    expect(inputs.family).toBe("postgres17");
    expect(inputs.parameters).toContainEqual({ name: "rds.force_ssl", value: "1" });
  });

  it("makes each instance's log group before the instance, with a key and an end", async () => {
    const registered = await build(primary);
    const groups = all(registered, "aws:cloudwatch/logGroup:LogGroup");
    expect(groups.map(({ inputs }) => inputs.name)).toEqual(
      [1, 2, 3].map((n) => `/aws/rds/instance/staging-payments-us-east-1-g2-${n}/postgresql`),
    );
    for (const [index, instance] of all(registered, instanceType).entries()) {
      expect(groups[index]?.inputs).toMatchObject({
        kmsKeyId: common.logsKmsKeyArn,
        retentionInDays: 90,
      });
      expect(instance.dependencies).toContain(groups[index]?.urn);
    }
  });

  it("registers the same resources at a preview with unknown values", async () => {
    const names = (registered: readonly Registered[]) => registered.map(({ name }) => name).sort();
    expect(names(await build(replica, { preview: true }))).toEqual(names(await build(replica)));
  });

  it("fails with storage that RDS doesn't give", async () => {
    const small = { ...replica, allocatedStorage: "100 GiB", maximumStorage: "105 GiB" } as const;
    await expect(build(small)).rejects.toThrow(
      'allocatedStorage, maximumStorage: leaves less than a tenth to grow, which RDS asks for, got ["100 GiB","105 GiB"]; write for example 100 GiB and 500 GiB',
    );
  });
});
