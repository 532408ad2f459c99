// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { LocalServer, loopback } from "../parts";
import { journalEnvironment, live, type Surroundings } from "./api";
import { bundle } from "./bundle";
import { regionNames, thirdPlace } from "./places";

/** What a controller sees from where it is, in the order of `regionNames`. */
export interface Sight {
  readonly databaseUrls: readonly [string, string];
  /** Base URLs of the API's processes. */
  readonly apiUrls: readonly [readonly string[], readonly string[]];
  /** Base URL of the process that observes from the third place; none there itself. */
  readonly vantageUrl?: string;
}

export interface ControllerOptions {
  /** A step of a change at which the process ends at once. */
  readonly exitAtStep?: string;
}

/** The drill's detector: so many failed looks, so far apart, in milliseconds. */
export const detector = { intervalMilliseconds: 1_000, failures: 3 } as const;

/** What production is set to: the defaults of services/failover. */
export const productionDetector = { intervalMilliseconds: 10_000, failures: 3 } as const;

/** What a person's orders carry. */
export const orderToken = "drill-order-token-0123456789";

/** A process that watches, and in its own region acts; not started yet. */
export async function controllerProcess(
  around: Pick<Surroundings, "journal" | "replicas"> & { readonly region: string },
  sight: Sight,
  port: number,
  { exitAtStep }: ControllerOptions = {},
): Promise<LocalServer> {
  const name = `failover-${around.region}`;
  const { intervalMilliseconds, failures } = detector;
  return new LocalServer({
    name,
    command: process.execPath,
    args: [await bundle("services/failover/main.ts")],
    env: {
      ...journalEnvironment(around),
      REGIONS: regionNames.join(","),
      HOST: loopback,
      PORT: String(port),
      DATABASE_URLS: sight.databaseUrls.join(","),
      HEALTH_URLS: sight.apiUrls
        .map((urls) => urls.map((url) => `${url}/healthz/deep`).join("|"))
        .join(","),
      ...(sight.vantageUrl !== undefined && {
        VANTAGES: `${thirdPlace}=${sight.vantageUrl}/vantage`,
      }),
      ORDER_TOKEN: orderToken,
      ROUND_MILLISECONDS: String(intervalMilliseconds),
      PROBE_MILLISECONDS: "900",
      FAILURES: String(failures),
      SILENCE_MILLISECONDS: "3000",
      WINDOW_MILLISECONDS: "3000",
      CONFIRMATION_MILLISECONDS: "0",
      HOLD_OFF_SECONDS: "5",
      TAKEOVER_SECONDS: "3",
      PROMOTION_SECONDS: "10",
      ABANDONED_SECONDS: "10",
      ...(exitAtStep !== undefined && { EXIT_AT_STEP: exitAtStep }),
    },
    folder: mkdtempSync(join(tmpdir(), `${name}-`)),
    port,
    answers: () => live(port),
  });
}
