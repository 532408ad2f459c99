// SPDX-License-Identifier: Apache-2.0
import { readSettings } from "../../../../services/payments-api/config/settings";
import { processorSettings } from "../../../../services/payments-api/process/processor-settings";

const environment = {
  REGION: "us-east-1",
  DATABASE_URL: "postgres://payments:pw@db.example/payments",
  REDIS_URL: "rediss://cache.example:6379",
  JOURNAL_TABLE: "payment-journal",
  JOURNAL_REGIONS: "eu-west-1",
  STRIPE_SECRET_KEY: "sk_test_1",
  STRIPE_ACCOUNT: "acct_1",
  STRIPE_WEBHOOK_SECRET: "whsec_1",
  PAYPAL_CLIENT_ID: "id",
  PAYPAL_CLIENT_SECRET: "secret",
  PAYPAL_WEBHOOK_ID: "webhook",
  MAX_REQUESTS: "101",
};

describe("processorSettings", () => {
  it.each([
    ["stripe", 101],
    ["stripe,paypal", 51],
  ])("lets no one of several have all places: %s", (PROCESSORS, most) => {
    const settings = readSettings({ ...environment, PROCESSORS });
    expect(processorSettings(settings).guard).toMatchObject({ most, timeout: 15_000 });
  });
});
