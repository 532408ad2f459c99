// SPDX-License-Identifier: Apache-2.0
import {
  count,
  isUrl,
  journalVariables,
  list,
  logLevel,
  region,
  url,
} from "payments-api/config/kinds";
import type { Environment, SettingIssue } from "payments-api/config/setting";
import { readVariables } from "payments-api/config/variables";
import type { SettingsOf, Variables } from "payments-api/config/variables";
import * as z from "zod";

/** Variables that hold secrets: never shown, and readable from the file that `NAME_FILE` names. */
const secretNames: readonly string[] = ["DATABASE_URLS", "ORDER_TOKEN"];

/** What is read from the environment, in the order in which problems are told. */
const variables = {
  REGION: {
    schema: region,
    allowed: "the AWS name of the region that this process runs in, such as eu-west-1",
    fix: "set it to the region's name; outside REGIONS the process observes, and decides nothing",
  },
  REGIONS: {
    schema: list(region, 2),
    allowed: "AWS names of the two regions that payments can be taken in",
    fix: "set it, such as us-east-1,eu-west-1",
  },
  HOST: {
    schema: z.union([z.ipv4(), z.ipv6()]).default("127.0.0.1"),
    allowed: "an address to listen on",
    fix: "leave it out for 127.0.0.1",
  },
  PORT: count("a port to listen on, 0 for any free one", 0, 65_535, 9470),
  DATABASE_URLS: {
    schema: list(url(/^postgres(ql)?:$/), 2),
    allowed: "postgres:// URLs of the databases of REGIONS, in their order",
    fix: "set it or DATABASE_URLS_FILE",
  },
  HEALTH_URLS: {
    schema: list(
      z.string().refine((text) => text.split("|").every((one) => isUrl(one, /^https?:$/))),
      2,
    ),
    allowed:
      "URLs of /healthz/deep in REGIONS, in their order; several of one region with | between",
    fix: "set it to where each region's load balancer answers",
  },
  VANTAGES: {
    schema: list(z.string().refine(isVantage)).default([]),
    allowed: "other places that observe, as name=URL of /vantage there, with commas between",
    fix: "leave it out for none; with fewer than QUORUM observers nothing is decided by itself",
  },
  QUORUM: count("observers that must agree", 2, 9, 2),
  ...journalVariables,
  ORDER_TOKEN: {
    schema: z.string().min(24),
    allowed: "a secret of at least 24 characters, which people's orders carry",
    fix: "set it or ORDER_TOKEN_FILE",
  },
  ROUND_MILLISECONDS: count(
    "milliseconds between two looks at the other region",
    50,
    60_000,
    10_000,
  ),
  PROBE_MILLISECONDS: count("the longest wait for a probe or a database", 50, 30_000, 3_000),
  FAILURES: count("failed probes that count as a failing region", 1, 100, 3),
  GOODS_TO_RESET: count("good probes in a row that clear earlier failures", 1, 100, 2),
  SILENCE_MILLISECONDS: count("milliseconds without a heartbeat", 500, 600_000, 10_000),
  WINDOW_MILLISECONDS: count("milliseconds over which answers are counted", 500, 600_000, 10_000),
  CONFIRMATION_MILLISECONDS: count("milliseconds that it must stay so", 0, 600_000, 15_000),
  HOLD_OFF_SECONDS: count("seconds after a change of region without another", 0, 86_400, 600),
  PROMOTION_SECONDS: count("seconds after which a call for a promotion is void", 1, 900, 30),
  DRAIN_SECONDS: count("seconds that a standby has to catch up", 1, 900, 30),
  TAKEOVER_SECONDS: count("seconds without a step after which a change is taken over", 2, 900, 30),
  LONGEST_CHANGE_SECONDS: count("seconds of a change after which somebody is paged", 1, 3_600, 120),
  ABANDONED_SECONDS: count(
    "seconds without a heartbeat after which a log is sealed",
    5,
    86_400,
    60,
  ),
  ROLL_SECONDS: count("seconds after which an epoch is renewed where it is", 60, 86_400, 86_400),
  RTO_SECONDS: count("seconds that a failover may take", 1, 86_400, 300),
  EXIT_AT_STEP: {
    schema: z
      .string()
      .regex(/^[A-Z]+\d*(\.\d+)?(\.[a-z-]+)+$/)
      .optional(),
    allowed:
      "for drills: a step of a change, such as F3.promote, at which the process ends at once",
    fix: "leave it out",
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
  const { JOURNAL_ENDPOINTS: endpoints, JOURNAL_REGIONS, REGION, REGIONS, VANTAGES } = settings;
  const names = VANTAGES.map((vantage) => vantage.split("=")[0]);
  return [
    ...(endpoints && endpoints.length !== JOURNAL_REGIONS.length
      ? [issue("JOURNAL_ENDPOINTS")]
      : []),
    ...(REGIONS[0] === REGIONS[1] ? [issue("REGIONS")] : []),
    ...(new Set([REGION, ...names]).size <= names.length
      ? [{ ...issue("VANTAGES"), fix: `give each a name of its own, other than ${REGION}` }]
      : []),
  ];
}

function isVantage(text: string): boolean {
  const [, address] = /^[a-z0-9-]+=(.+)$/.exec(text) ?? [];
  return address !== undefined && isUrl(address, /^https?:$/);
}
