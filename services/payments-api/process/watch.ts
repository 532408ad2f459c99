// SPDX-License-Identifier: Apache-2.0
import type { JournalEvents } from "payments-journal/adapters";
import type { Logger } from "pino";

import type { ProcessorWatch } from "../processors";
import type { SessionEvents } from "../session";
import type { Metrics } from "../telemetry/metrics";

/** What processors tell, in the log and the metrics. */
export function processorWatch(log: Logger, metrics: Metrics): ProcessorWatch {
  const seconds = (processor: string, outcome: string, milliseconds: number) =>
    metrics.calls.observe({ part: processor, call: "send", outcome }, milliseconds / 1000);
  return {
    answered: seconds,
    unanswered: (failure, milliseconds) => {
      seconds(failure.processor, failure.kind, milliseconds);
      if (failure.isMistake) log.error({ err: failure }, "a processor does not take our requests");
    },
    circuit: (processor, state) => log.warn({ processor, state }, "a processor's circuit changed"),
  };
}

/** What the journal tells, in the log and the metrics. */
export function journalEvents(log: Logger, metrics: Metrics): JournalEvents {
  return {
    put: (outcome, milliseconds) =>
      metrics.calls.observe({ part: "journal", call: "put", outcome }, milliseconds / 1000),
    fenced: (reason) => log.warn({ reason }, "the right to write is lost"),
    trouble: (what, error) => log.warn({ err: error, what }, "the journal is in trouble"),
  };
}

/** What the session tells, in the log and the metrics. */
export function sessionEvents(log: Logger, metrics: Metrics, outlived: () => void): SessionEvents {
  return {
    opened: (epoch, name) => {
      metrics.epoch.set(epoch);
      log.info({ epoch, name }, "takes payments");
    },
    lost: (epoch) => {
      metrics.epoch.set(0);
      log.warn({ epoch }, "takes no payments any more");
    },
    outlived: (epoch) => {
      log.error({ epoch }, "the log was sealed while the epoch goes on; a new process must begin");
      outlived();
    },
    trouble: (error) => log.warn({ err: error }, "the right to write can't be asked for"),
  };
}
