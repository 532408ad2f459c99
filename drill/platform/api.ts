// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { LocalServer, loopback, type JournalServer } from "../parts";
import { typescript } from "../parts/typescript";
import { drillSecrets } from "../processors";
import type { RegionName } from "./places";

/** Where a process of a region finds what it needs: servers of its own, and ends of links. */
export interface Surroundings {
  readonly region: RegionName;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly processorsUrl: string;
  readonly journal: JournalServer;
  /** The journal's replicas as seen from the region, nearest first. */
  readonly replicas: readonly { readonly region: string; readonly url: string }[];
}

/** How long a process that gets nothing into the journal still answers reads, in milliseconds. */
export const readBound = 2_000;

const sources = join(__dirname, "..", "..", "services");

/** A program that serves the payment API, with its arguments. */
export interface ApiProgram {
  readonly file: string;
  readonly args: readonly string[];
}

const payments: ApiProgram = { file: join(sources, "payments-api", "main.ts"), args: [] };

/**
 * A process of the payment API that is not started yet.
 *
 * @param program @default - the service itself
 */
export function apiProcess(
  around: Surroundings,
  port: number,
  internalPort: number,
  program = payments,
): LocalServer {
  const name = `api-${around.region}`;
  return new LocalServer({
    name,
    ...typescript(program.file, program.args),
    env: {
      ...journalEnvironment(around),
      HOST: loopback,
      PORT: String(port),
      INTERNAL_PORT: String(internalPort),
      DATABASE_URL: around.databaseUrl,
      DATABASE_CONNECTIONS: "40",
      REDIS_URL: around.redisUrl,
      PROCESSOR_SECONDS: "2",
      REQUEST_SECONDS: "4",
      // Some seconds of what a process takes where two cores carry all of it.
      MAX_REQUESTS: "100",
      STALE_SECONDS: String(readBound / 1_000),
      RATE_LIMIT_PER_MINUTE: "100000000",
      LOG_LEVEL: "warn",
      ...processorEnvironment(around.processorsUrl),
    },
    folder: mkdtempSync(join(tmpdir(), `${name}-`)),
    port,
    answers: () => live(port),
  });
}

/** What finds the journal, for every process of a region. */
export function journalEnvironment({
  region,
  journal,
  replicas,
}: Pick<Surroundings, "journal" | "replicas"> & { readonly region: string }): Record<
  string,
  string
> {
  return {
    REGION: region,
    JOURNAL_TABLE: journal.table,
    JOURNAL_REGIONS: replicas.map((replica) => replica.region).join(","),
    JOURNAL_ENDPOINTS: replicas.map((replica) => replica.url).join(","),
    AWS_ACCESS_KEY_ID: journal.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: journal.credentials.secretAccessKey,
  };
}

/** What finds the processors, and is known there. */
export function processorEnvironment(url: string): Record<string, string> {
  const { stripe, adyen, paypal } = drillSecrets;
  return {
    PROCESSORS: "stripe,adyen,paypal",
    STRIPE_SECRET_KEY: stripe.apiKey,
    STRIPE_ACCOUNT: stripe.account,
    STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
    STRIPE_BASE_URL: url,
    ADYEN_API_KEY: adyen.apiKey,
    ADYEN_MERCHANT_ACCOUNT: adyen.merchantAccount,
    ADYEN_HMAC_KEY: adyen.hmacKey,
    ADYEN_BASE_URL: url,
    ADYEN_REPORTS_URL: url,
    PAYPAL_CLIENT_ID: paypal.clientId,
    PAYPAL_CLIENT_SECRET: paypal.clientSecret,
    PAYPAL_WEBHOOK_ID: paypal.webhookId,
    PAYPAL_BASE_URL: url,
  };
}

/** @throws Error when the process does not say that it lives */
export async function live(port: number): Promise<void> {
  const signal = AbortSignal.timeout(2_000);
  const { ok, status } = await fetch(`http://${loopback}:${port}/healthz/live`, { signal });
  if (!ok) throw new Error(`/healthz/live answered ${status}`);
}
