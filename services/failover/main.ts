// SPDX-License-Identifier: Apache-2.0
import { settingsOrExit } from "payments-api/config/setting";
import pino from "pino";
import { Failover } from "./failover";
import { readSettings } from "./settings";

const settings = settingsOrExit(readSettings);
// Written at once: what a process says before it is killed is what its failover is judged by.
const log = pino(
  { level: settings.LOG_LEVEL, base: { region: settings.REGION } },
  pino.destination({ dest: 1, sync: true }),
);
const failover = new Failover(settings, log);

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    void failover.stop().then(() => process.exit(0));
  });
}

failover.start().catch((error: unknown) => {
  log.fatal({ err: error }, "could not start");
  process.exit(1);
});
