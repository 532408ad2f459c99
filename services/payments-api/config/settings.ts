// SPDX-License-Identifier: Apache-2.0
import * as z from "zod";

import { defaults as admission } from "../http/admission";
import { processorNames } from "../operations/processor";
import { count, journalVariables, list, logLevel, region, url, whole } from "./kinds";
import type { Environment, SettingIssue } from "./setting";
import { readVariables, type SettingsOf, type Variables } from "./variables";

/** Variables that hold secrets: never shown, and readable from the file that `NAME_FILE` names. */
const secretNames = [
  "DATABASE_URL",
  "DATABASE_READ_URL",
  "REDIS_URL",
  "STRIPE_SECRET_KEY",
  "STRIPE_WEBHOOK_SECRET",
  "ADYEN_API_KEY",
  "ADYEN_HMAC_KEY",
  "PAYPAL_CLIENT_SECRET",
] as const;

const seconds = (name: string, least: number, most: number, byDefault: number) => ({
  schema: whole(least, most).default(byDefault),
  allowed: `${name}, a whole number of seconds from ${least} to ${most}`,
  fix: `leave it out for ${byDefault}`,
});
const port = (byDefault: number) => ({
  schema: whole(0, 65_535).default(byDefault),
  allowed: "a port from 0, which takes any free one, to 65535",
  fix: `leave it out for ${byDefault}`,
});
const web = (what: string) => ({
  schema: url(/^https?:$/).optional(),
  allowed: `${what}, an http or https URL`,
  fix: "leave it out for the official one",
});
const postgres = url(/^postgres(ql)?:$/);
const processor = (what: string) => ({
  schema: z.string().min(1).optional(),
  needed: true,
  allowed: `${what}, required by its processor in PROCESSORS`,
  fix: "set it, or take the processor off PROCESSORS",
});

/** What is read from the environment, in the order in which problems are told. */
const variables = {
  REGION: {
    schema: region,
    allowed: "the AWS name of the region that this process runs in, such as us-east-1",
    fix: "set it to the region's name",
  },
  HOST: {
    schema: z.union([z.ipv4(), z.ipv6()]).default("0.0.0.0"),
    allowed: "an address to listen on",
    fix: "leave it out for 0.0.0.0, every address of the pod",
  },
  PORT: port(8443),
  INTERNAL_PORT: port(9464),
  DATABASE_URL: {
    schema: postgres,
    allowed: "a postgres:// URL of the region's own database, its writer",
    fix: "set it or DATABASE_URL_FILE",
  },
  DATABASE_READ_URL: {
    schema: postgres.optional(),
    allowed: "a postgres:// URL of a read replica",
    fix: "leave it out to read from DATABASE_URL",
  },
  DATABASE_CONNECTIONS: count("connections to the database", 1, 500, 20),
  REDIS_URL: {
    schema: url(/^rediss?:$/),
    allowed: "a redis:// or rediss:// URL of the region's own cache",
    fix: "set it or REDIS_URL_FILE",
  },
  ...journalVariables,
  PROCESSORS: {
    schema: list(z.enum(processorNames)),
    allowed: `one or more of ${processorNames.join(", ")}`,
    fix: "name those that merchants may pay through, such as stripe,adyen",
  },
  PROCESSOR_SECONDS: seconds("the longest wait for a processor's answer", 1, 120, 15),
  STRIPE_SECRET_KEY: processor("Stripe's secret key"),
  STRIPE_ACCOUNT: processor("the id of the account at Stripe, acct_…"),
  STRIPE_WEBHOOK_SECRET: processor("the webhook's signing secret, or two while it is replaced"),
  STRIPE_BASE_URL: web("Stripe's API"),
  ADYEN_API_KEY: processor("Adyen's API key"),
  ADYEN_MERCHANT_ACCOUNT: processor("the merchant account at Adyen"),
  ADYEN_HMAC_KEY: processor("the webhook's HMAC key in hexadecimal, or two while it is replaced"),
  // Every company has an address of its own there.
  ADYEN_BASE_URL: processor(
    "the http or https URL of Adyen's Checkout API, the same in both regions",
  ),
  ADYEN_REPORTS_URL: web("where Adyen's reports are"),
  PAYPAL_CLIENT_ID: processor("PayPal's client id"),
  PAYPAL_CLIENT_SECRET: processor("PayPal's client secret"),
  PAYPAL_WEBHOOK_ID: processor("the id of PayPal's webhook"),
  PAYPAL_BASE_URL: web("PayPal's API"),
  RATE_LIMIT_PER_MINUTE: count("requests of one merchant in a minute", 1, 100_000_000, 6_000),
  SESSION_SECONDS: seconds("the life of a checkout token", 30, 86_400, 900),
  ANSWER_CACHE_SECONDS: seconds("the life of an answer in the cache", 1, 2_592_000, 86_400),
  API_KEY_CACHE_SECONDS: seconds("how long a revoked API key may still work", 1, 300, 10),
  REQUEST_SECONDS: seconds("the longest time for a request's answer", 1, 300, 25),
  // http/admission.ts says why so many.
  MAX_REQUESTS: count("requests under way at once", 1, 100_000, admission.requests),
  MAX_WEBHOOKS: count("notifications under way at once", 1, 100_000, admission.webhooks),
  STALE_SECONDS: seconds("how long without an accepted append reads go on", 1, 60, 5),
  DRAIN_SECONDS: seconds("the wait for requests under way when stopping", 1, 300, 25),
  CERTIFICATE_ADDRESS: {
    schema: z
      .string()
      .regex(/^[a-z0-9.-]+:\d{1,5}$/)
      .optional(),
    allowed: "host:port at which clients meet the region's certificate",
    fix: "leave it out to report nothing about a certificate",
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    schema: url(/^https?:$/).optional(),
    allowed: "an http or https URL of a collector of traces",
    fix: "leave it out for no traces",
  },
  LOG_LEVEL: logLevel,
} as const satisfies Variables;

type Name = keyof typeof variables;

/** What the process was told, checked, by the names of the environment variables. */
export type Settings = SettingsOf<typeof variables>;

/**
 * Reads the configuration. An empty variable counts as not set.
 *
 * @throws InvalidSettings over every problem at once
 */
export function readSettings(given: Environment): Settings {
  return readVariables(variables, given, { secrets: secretNames, together });
}

/** Problems between variables that are each right by themselves. */
function together(settings: Settings, issue: (name: Name) => SettingIssue): SettingIssue[] {
  const endpoints = settings.JOURNAL_ENDPOINTS;
  const missing = settings.PROCESSORS.flatMap((name) =>
    (Object.keys(variables) as Name[]).filter(
      (key) =>
        key.startsWith(`${name.toUpperCase()}_`) &&
        "needed" in variables[key] &&
        settings[key] === undefined,
    ),
  );
  return [
    ...(endpoints && endpoints.length !== settings.JOURNAL_REGIONS.length
      ? [issue("JOURNAL_ENDPOINTS")]
      : []),
    ...missing.map(issue),
  ];
}
