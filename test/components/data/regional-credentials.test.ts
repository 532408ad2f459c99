// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { RegionalCredentials } from "../../../components/data/regional-credentials";
import { all, only, record, type MockOptions, type Registered } from "../../support/mocks";

const regions = ["us-east-1", "eu-west-1"] as const;

function make(protect: boolean): RegionalCredentials {
  return new RegionalCredentials("credentials", {
    environment: "production",
    purpose: "database",
    username: "platform",
    protect,
    regions: Object.fromEntries(
      regions.map((region) => [
        region,
        {
          kmsKeyArn: `arn:aws:kms:${region}:123456789012:key/secrets`,
          provider: new aws.Provider(region, { region }),
        },
      ]),
    ),
  });
}

function build(protect = true, options?: MockOptions): Promise<Registered[]> {
  return record(() => {
    make(protect);
  }, options);
}

const secretType = "aws:secretsmanager/secret:Secret";
const versionType = "aws:secretsmanager/secretVersion:SecretVersion";

describe("RegionalCredentials", () => {
  it("makes one password, of characters that RDS takes", async () => {
    const { inputs } = only(await build(), "random:index/randomPassword:RandomPassword");
    expect(inputs).toMatchObject({ length: 40, special: false });
  });

  it.each([false, true])(
    "keeps an independent secret in each region, under its key and by its provider (preview: %s)",
    async (preview) => {
      const registered = await build(true, { preview });
      for (const region of regions) {
        const secret = only(registered, secretType, `${region}-secret`);
        expect(secret.inputs).toMatchObject({
          name: "production/payments/database",
          kmsKeyId: `arn:aws:kms:${region}:123456789012:key/secrets`,
        });
        expect(secret.inputs).not.toHaveProperty("replicas");
        for (const one of [secret, only(registered, versionType, `${region}-version`)]) {
          expect(one.provider).toContain(`pulumi:providers:aws::${region}::`);
        }
      }
    },
  );

  it("stores a name and a password as a secret, write-only", async () => {
    const versions = all(await build(), versionType);
    expect(versions).toHaveLength(2);
    for (const { inputs } of versions) {
      expect(inputs).not.toHaveProperty("secretString");
      expect(inputs["secretStringWoVersion"]).toBe(1);
      expect(inputs["secretStringWo"]).toMatchObject({
        value: JSON.stringify({ username: "platform" }),
      });
    }
  });

  it("stores what is not known until the password is made", async () => {
    for (const { inputs } of all(await build(true, { preview: true }), versionType)) {
      expect(inputs["secretStringWo"]).toBe(pulumi.unknown);
    }
  });

  it.each([
    [true, 30],
    [false, 0],
  ])("when protection is %s, a deleted secret can be had back for %d days", async (on, days) => {
    for (const secret of all(await build(on), secretType)) {
      expect(secret.protect).toBe(on);
      expect(secret.inputs["recoveryWindowInDays"]).toBe(days);
    }
  });

  it("gives the ARN of each region's secret, and the password as a secret", async () => {
    const found: { arns?: Record<string, string>; secret?: boolean } = {};
    await record(async () => {
      const credentials = make(true);
      found.secret = await pulumi.isSecret(credentials.password);
      return pulumi.all(credentials.secretArns).apply((arns) => Object.assign(found, { arns }));
    });
    expect(found).toEqual({
      secret: true,
      arns: {
        "us-east-1": "arn:mock:credentials-us-east-1-secret",
        "eu-west-1": "arn:mock:credentials-eu-west-1-secret",
      },
    });
  });
});
