// SPDX-License-Identifier: Apache-2.0
import { EncryptionKey, type EncryptionKeyArgs } from "../../../components/shared/encryption-key";
import { keyPolicy } from "../../../components/shared/key-policy";
import { only, record } from "../../support/mocks";

const happyPathArgs: EncryptionKeyArgs = {
  environment: "production",
  purpose: "logs",
  accountId: "111122223333",
  region: "eu-west-1",
  usedBy: ["log-delivery"],
  protect: true,
};

const build = (args: Partial<EncryptionKeyArgs> = {}, preview = false) =>
  record(() => new EncryptionKey("logs-key", { ...happyPathArgs, ...args }), { preview });

describe("EncryptionKey", () => {
  it("rotates, waits 30 days before it is gone, and lets its users in", async () => {
    expect(only(await build(), "aws:kms/key:Key").inputs).toEqual({
      description: "logs of the production payment platform",
      policy: keyPolicy(happyPathArgs, ["log-delivery"]),
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      tags: { Name: "production-logs" },
    });
  });

  it("has an alias that says environment and purpose", async () => {
    expect(only(await build({}, true), "aws:kms/alias:Alias").inputs).toMatchObject({
      name: "alias/payments/production/logs",
    });
  });

  it.each([true, false])("is protected where the environment is (%s)", async (protect) => {
    expect(only(await build({ protect }), "aws:kms/key:Key").protect).toBe(protect);
  });

  it("fails when the purpose makes an alias that AWS refuses", async () => {
    await expect(build({ purpose: "audit logs" })).rejects.toThrow("KMS alias");
  });
});
