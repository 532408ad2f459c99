// SPDX-License-Identifier: Apache-2.0
import { StoredSecret } from "../../../components/data/stored-secret";
import { only, record } from "../../support/mocks";

describe("StoredSecret", () => {
  it("stores its value as JSON, write-only, secret and once", async () => {
    const registered = await record(() => {
      new StoredSecret("token", {
        environment: "production",
        purpose: "cache",
        description: "Token for AUTH",
        value: { username: "platform", password: "hush" },
        kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/secrets",
        protect: true,
      });
    });
    const { inputs } = only(registered, "aws:secretsmanager/secretVersion:SecretVersion");
    expect(inputs).toMatchObject({ secretId: "token-secret-id", secretStringWoVersion: 1 });
    expect(inputs).not.toHaveProperty("secretString");
    expect(inputs["secretStringWo"]).toHaveProperty(
      "value",
      JSON.stringify({ username: "platform", password: "hush" }),
    );
  });
});
