// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

import {
  PaymentJournal,
  arnInRegion,
  type PaymentJournalArgs,
} from "../../../components/data/payment-journal";
import { only, record, type MockOptions, type Registered } from "../../support/mocks";

const args: PaymentJournalArgs = {
  environment: "production",
  homeRegion: "eu-west-1",
  replicaRegion: "eu-central-1",
  witnessRegion: "eu-west-2",
  kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/journal",
  replicaKmsKeyArn: "arn:aws:kms:eu-central-1:123456789012:key/journal",
  protect: true,
};

function build(given: PaymentJournalArgs, options?: MockOptions): Promise<Registered[]> {
  return record(() => {
    new PaymentJournal("journal", given);
  }, options);
}

const tableType = "aws:dynamodb/table:Table";

describe("PaymentJournal", () => {
  it("is keyed by log and slot, under a fixed name", async () => {
    const { inputs } = only(await build(args), tableType);
    expect(inputs).toMatchObject({
      name: "production-payment-journal",
      billingMode: "PAY_PER_REQUEST",
      hashKey: "log",
      rangeKey: "seq",
      attributes: [
        { name: "log", type: "S" },
        { name: "seq", type: "N" },
      ],
    });
  });

  it.each([false, true])(
    "has one strong replica and a witness, each replica under its region's key (preview: %s)",
    async (preview) => {
      const { inputs } = only(await build(args, { preview }), tableType);
      expect(inputs["replicas"]).toEqual([
        {
          regionName: "eu-central-1",
          consistencyMode: "STRONG",
          kmsKeyArn: args.replicaKmsKeyArn,
          pointInTimeRecovery: true,
          deletionProtectionEnabled: true,
          propagateTags: true,
        },
      ]);
      expect(inputs["globalTableWitness"]).toEqual({ regionName: "eu-west-2" });
      expect(inputs["serverSideEncryption"]).toEqual({ enabled: true, kmsKeyArn: args.kmsKeyArn });
      expect(inputs["pointInTimeRecovery"]).toEqual({ enabled: true, recoveryPeriodInDays: 35 });
    },
  );

  it.each(["ttl", "localSecondaryIndexes", "streamEnabled", "streamViewType"])(
    "has no %s, which strong consistency refuses or does without",
    async (property) => {
      expect(only(await build(args), tableType).inputs).not.toHaveProperty(property);
    },
  );

  it.each([true, false])("protects both replicas alike: %s", async (protect) => {
    const table = only(await build({ ...args, protect }), tableType);
    expect(table.protect).toBe(protect);
    expect(table.inputs["deletionProtectionEnabled"]).toBe(protect);
    expect(table.inputs["replicas"]).toMatchObject([{ deletionProtectionEnabled: protect }]);
  });

  it("gives the ARN of each replica in its own region", async () => {
    const arns: Record<string, string> = {};
    await record(() => {
      const journal = new PaymentJournal("journal", args);
      return pulumi.all(journal.replicaArns).apply((found) => Object.assign(arns, found));
    });
    expect(arns).toEqual({
      "eu-west-1": "arn:mock:journal-table",
      "eu-central-1": arnInRegion("arn:mock:journal-table", "eu-central-1"),
    });
  });

  it("fails when two of its regions are the same", async () => {
    await expect(build({ ...args, witnessRegion: "eu-west-1" })).rejects.toThrow(
      'homeRegion, replicaRegion, witnessRegion: are not three different regions, got ["eu-west-1","eu-central-1","eu-west-1"]; name three: with fewer, the loss of one region can lose the journal',
    );
  });
});

describe("arnInRegion", () => {
  it("changes the region of an ARN and nothing else", () => {
    expect(arnInRegion("arn:aws:dynamodb:eu-west-1:123456789012:table/a:b", "eu-central-1")).toBe(
      "arn:aws:dynamodb:eu-central-1:123456789012:table/a:b",
    );
  });
});
