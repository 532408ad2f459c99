// SPDX-License-Identifier: Apache-2.0
import { type Logger, pino } from "pino";

import { settingsOrExit } from "../config/setting";
import { readSettings, type Settings } from "../config/settings";
import { makeProcessors } from "../processors";
import { reconcile } from "../processors/reconcile";
import { Database } from "../store/database";
import { PostgresKnownOperations } from "../store/known-operations";
import { makeLog } from "../telemetry/log";
import { logPager } from "../telemetry/log-pager";
import { Metrics } from "../telemetry/metrics";
import { processorSettings } from "./processor-settings";
import { processorWatch } from "./watch";

/**
 * The longest wait for an answer, in seconds: Adyen's report of a day is one answer, which is read no
 * faster than it is compared, and nobody waits for this as for a payment.
 */
const reportSeconds = 900;

/** The longest wait for the database, in milliseconds. What is long over is in nobody's memory. */
const databaseMilliseconds = 30_000;

/** The exit code when something could not be compared. */
const notCompared = 2;

/**
 * Compares a day (UTC) and ends the process, with the code that `reconcile` says. It has the settings
 * of the service, all of them, so that one environment serves both. Results are on standard output
 * and the log is on standard error.
 */
export async function reconcileAndExit(day: string): Promise<never> {
  const settings = settingsOrExit(readSettings, notCompared);
  const log = makeLog(settings.LOG_LEVEL, pino.destination({ dest: 2, sync: true }));
  try {
    process.exit(await reconcileDay(day, settings, log));
  } catch (error) {
    // Left to Node it would be code 1, as if all had been compared.
    log.fatal({ err: error }, "could not reconcile");
    await logPager(log).page(`${day} was not compared with processors' reports`, String(error));
    process.exit(notCompared);
  }
}

async function reconcileDay(day: string, settings: Settings, log: Logger): Promise<number> {
  const known = new Database({
    url: settings.DATABASE_READ_URL ?? settings.DATABASE_URL,
    connections: 1,
    milliseconds: databaseMilliseconds,
  });
  const patient = { ...settings, PROCESSOR_SECONDS: reportSeconds };
  const watch = processorWatch(log, new Metrics());
  try {
    return await reconcile(day, {
      processors: [...makeProcessors(processorSettings(patient), watch).values()],
      known: new PostgresKnownOperations(known),
      page: (subject, detail) => logPager(log).page(subject, detail),
      print: (line) => process.stdout.write(`${line}\n`),
    });
  } finally {
    await known.close();
  }
}
