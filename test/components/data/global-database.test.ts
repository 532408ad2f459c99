// SPDX-License-Identifier: Apache-2.0
import { GlobalDatabase, type GlobalDatabaseArgs } from "../../../components/data/global-database";
import { only, record, type MockOptions, type Registered } from "../../support/mocks";

const args: GlobalDatabaseArgs = {
  environment: "production",
  generation: 3,
  engineVersion: "17.7",
  databaseName: "payments",
  protect: true,
};

function build(given: GlobalDatabaseArgs, options?: MockOptions): Promise<Registered[]> {
  return record(() => {
    new GlobalDatabase("database", given);
  }, options);
}

const globalClusterType = "aws:rds/globalCluster:GlobalCluster";

describe("GlobalDatabase", () => {
  it.each([false, true])("makes one encrypted global cluster (preview: %s)", async (preview) => {
    const { name, inputs } = only(await build(args, { preview }), globalClusterType);
    expect(name).toBe("database-global-cluster");
    expect(inputs).toEqual({
      globalClusterIdentifier: "production-payments-g3",
      engine: "aurora-postgresql",
      engineVersion: "17.7",
      databaseName: "payments",
      storageEncrypted: true,
      deletionProtection: true,
    });
  });

  it.each([true, false])("protects it in Pulumi and in AWS alike: %s", async (protect) => {
    const cluster = only(await build({ ...args, protect }), globalClusterType);
    expect(cluster.protect).toBe(protect);
    expect(cluster.inputs["deletionProtection"]).toBe(protect);
  });
});
