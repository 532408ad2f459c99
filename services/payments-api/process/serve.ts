// SPDX-License-Identifier: Apache-2.0
import { settingsOrExit } from "../config/setting";
import { readSettings } from "../config/settings";
import { makeLog } from "../telemetry/log";
import { PaymentsProcess } from "./payments-process";

/** How long an end may take beyond the wait for requests, in milliseconds; then it ends anyhow. */
const endMilliseconds = 15_000;

/** Takes payments until it is told to stop, and then ends the process. */
export async function serve(): Promise<void> {
  const settings = settingsOrExit(readSettings);
  const log = makeLog(settings.LOG_LEVEL);
  let ending = false;
  const end = (code: number, why: string) => {
    if (ending) return;
    ending = true;
    log.info({ why }, "stopping");
    const late = setTimeout(() => process.exit(1), settings.DRAIN_SECONDS * 1000 + endMilliseconds);
    service
      .stop()
      .catch((error: unknown) => {
        log.error({ err: error }, "could not stop in order");
        code = 1;
      })
      .finally(() => {
        clearTimeout(late);
        log.info("stopped");
        process.exit(code);
      });
  };
  const service = new PaymentsProcess(settings, log, () => end(1, "outlived"));
  process.once("SIGTERM", () => end(0, "SIGTERM"));
  process.once("SIGINT", () => end(0, "SIGINT"));
  try {
    await service.start();
  } catch (error) {
    log.fatal({ err: error }, "could not start");
    process.exit(1);
  }
}
