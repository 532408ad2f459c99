// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { InvalidSettings } from "../../../../services/payments-api/config/setting";
import { readSettings } from "../../../../services/payments-api/config/settings";

const right = {
  REGION: "us-east-1",
  DATABASE_URL: "postgres://payments:pw@db.example/payments",
  REDIS_URL: "rediss://cache.example:6379",
  JOURNAL_TABLE: "payment-journal",
  JOURNAL_REGIONS: "eu-west-1,eu-central-1",
  PROCESSORS: "stripe",
  STRIPE_SECRET_KEY: "sk_test_1",
  STRIPE_ACCOUNT: "acct_1",
  STRIPE_WEBHOOK_SECRET: "whsec_1",
};

function problemsOf(environment: Readonly<Record<string, string | undefined>>): string {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof InvalidSettings) return error.message;
    throw error;
  }
  return "none";
}

describe("readSettings", () => {
  it("reads what is set, and has a default for the rest", () => {
    expect(readSettings(right)).toMatchObject({
      REGION: "us-east-1",
      JOURNAL_REGIONS: ["eu-west-1", "eu-central-1"],
      PROCESSORS: ["stripe"],
      PORT: 8443,
      INTERNAL_PORT: 9464,
      RATE_LIMIT_PER_MINUTE: 6000,
      MAX_REQUESTS: 500,
      MAX_WEBHOOKS: 200,
      LOG_LEVEL: "info",
    });
  });

  it("takes an empty variable as one that isn't set", () => {
    expect(readSettings({ ...right, PORT: "", LOG_LEVEL: "" })).toMatchObject({ PORT: 8443 });
  });

  it("tells every problem at once, each with what is allowed and what to do", () => {
    const { REDIS_URL, ...rest } = right;
    expect(REDIS_URL).toBeDefined();
    expect(problemsOf({ ...rest, REGION: "Virginia", PORT: "99999", PROCESSORS: "stripe,visa" }))
      .toBe(`the configuration can't be used:
  - REGION: allowed is the AWS name of the region that this process runs in, such as us-east-1, got "Virginia"; set it to the region's name
  - PORT: allowed is a port from 0, which takes any free one, to 65535, got "99999"; leave it out for 8443
  - REDIS_URL: allowed is a redis:// or rediss:// URL of the region's own cache; set it or REDIS_URL_FILE
  - PROCESSORS: allowed is one or more of stripe, adyen, paypal, got "stripe,visa"; name those that merchants may pay through, such as stripe,adyen`);
  });

  it("shows no secret", () => {
    expect(problemsOf({ ...right, DATABASE_URL: "mysql://payments:hunter2@db" })).toBe(
      `the configuration can't be used:
  - DATABASE_URL: allowed is a postgres:// URL of the region's own database, its writer; set it or DATABASE_URL_FILE`,
    );
  });

  it("wants all that a processor in use needs", () => {
    const problems = problemsOf({ ...right, PROCESSORS: "stripe,adyen" });
    expect(problems.match(/- \w+/g)).toEqual([
      "- ADYEN_API_KEY",
      "- ADYEN_MERCHANT_ACCOUNT",
      "- ADYEN_HMAC_KEY",
      "- ADYEN_BASE_URL",
    ]);
  });

  it("wants an endpoint for each replica of the journal", () => {
    expect(problemsOf({ ...right, JOURNAL_ENDPOINTS: "http://localhost:1" })).toContain(
      '- JOURNAL_ENDPOINTS: allowed is http or https URLs, one for each of JOURNAL_REGIONS and in their order, got "http://localhost:1"',
    );
  });

  it.each([
    ["PORT", "-1"],
    ["PORT", "80.5"],
    ["HOST", "localhost"],
    ["JOURNAL_TABLE", "a b"],
    ["JOURNAL_REGIONS", "eu-west-1,,"],
    ["LOG_LEVEL", "verbose"],
    ["STALE_SECONDS", "0"],
    ["MAX_REQUESTS", "0"],
    ["MAX_WEBHOOKS", "0"],
    ["CERTIFICATE_ADDRESS", "pay.example.com"],
  ])("refuses %s=%s", (name, value) => {
    expect(problemsOf({ ...right, [name]: value })).toContain(`- ${name}: allowed is`);
  });
});

describe("a secret in a file", () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "settings-"))));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is read, without the line break at its end", () => {
    const file = join(folder, "database");
    writeFileSync(file, "postgres://payments:from-file@db/payments\n");
    const { DATABASE_URL, ...rest } = right;
    expect(DATABASE_URL).toBeDefined();
    expect(readSettings({ ...rest, DATABASE_URL_FILE: file }).DATABASE_URL).toBe(
      "postgres://payments:from-file@db/payments",
    );
  });

  it("is refused when it is set a second time", () => {
    expect(problemsOf({ ...right, DATABASE_URL_FILE: "/run/x" })).toContain(
      "- DATABASE_URL_FILE: allowed is only one of DATABASE_URL and DATABASE_URL_FILE",
    );
  });

  it("is asked for once when it can't be read", () => {
    const { DATABASE_URL, ...rest } = right;
    expect(DATABASE_URL).toBeDefined();
    const problems = problemsOf({ ...rest, DATABASE_URL_FILE: join(folder, "none") });
    expect(problems.match(/^ {2}- .*/gm)).toEqual([expect.stringContaining("(ENOENT)")]);
  });
});
