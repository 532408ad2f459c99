// SPDX-License-Identifier: Apache-2.0
import { checkHistory } from "../../../drill/checker/check-history";
import type {
  ClientEvent,
  History,
  LedgerEntry,
  StoredOperation,
} from "../../../drill/history/event";
import { cloudStages } from "../../../drill/report/cloud-stages";
import { resultsVersion, type Results, type ScenarioResult } from "../../../drill/report/results";
import { scenarioResult } from "../../../drill/report/scenario-result";
import { failover, home, other } from "../checker/legal-history";

const perSecond = 40;

/** A minute of payments: the home region is lost at 20 s and comes back, sealed, at 40 s. */
export function minuteOfPayments(scenario: string): History {
  const events: ClientEvent[] = [];
  const stored: StoredOperation[] = [];
  const ledger: LedgerEntry[] = [];
  for (let index = 0; index < 60 * perSecond; index += 1) {
    const at = (index * 1_000) / perSecond;
    const operation = { kind: "pay", key: `k${index}`, amount: 100 + index, body: "b" } as const;
    const isLost = at >= 20_000 && at < 25_500;
    const asksOld = at >= 41_000 && index % 10 === 0;
    const region = at < 25_500 || asksOld ? home : other;
    const event = { attempt: `t${index}`, region, operation };
    events.push({ ...event, type: "invoke", at });
    if (isLost) {
      events.push({ ...event, type: "unknown", at: at + 1_000 });
    } else if (asksOld) {
      events.push({ ...event, type: "ok", at: at + 90, told: { status: 503 } });
    } else {
      const done = { operation: `p${index}`, payment: `p${index}`, amount: operation.amount };
      const told = { status: 201, id: `p${index}`, result: "succeeded", amount: operation.amount };
      events.push({ ...event, type: "ok", at: at + 180, told });
      stored.push({ ...done, kind: "charge", key: operation.key, status: "succeeded" });
      ledger.push({
        ...done,
        kind: "charge",
        processor: "stripe",
        idempotencyKey: `i${index}`,
        at,
      });
    }
  }
  return { scenario, seed: 42, events, ledger, stored, moments: failover };
}

function scenario(name: string, title: string, done: string, lost = 0): ScenarioResult {
  const history = minuteOfPayments(name);
  const broken = { ...history, stored: history.stored.slice(lost) };
  return scenarioResult(broken, checkHistory(broken), {
    title,
    done,
    expected: "The other region takes over; nothing is lost and nothing is doubled.",
    happened:
      lost === 0
        ? "eu-west-1 took over and accepted its first payment after 5.7 s."
        : `eu-west-1 took over, but ${lost} accepted payments were gone.`,
    asExpected: lost === 0,
    rateAsked: perSecond,
  });
}

/** Results as a drill makes them. */
export function exampleResults(lost = 0): Results {
  return {
    version: resultsVersion,
    startedAt: "2026-11-30T02:00:00.000Z",
    tookMilliseconds: 241_000,
    seed: 42,
    command: "npm run drill -- --seed 42 --rate 2000",
    machine: {
      processor: "A processor",
      cores: 2,
      memoryBytes: 8 * 2 ** 30,
      system: "Linux 6.18",
      versions: { "Node.js": "20.19.5", PostgreSQL: "15.18", Redis: "7.0.15", dynalite: "4.0.0" },
    },
    settings: {
      roundTripMilliseconds: 80,
      detector: { intervalMilliseconds: 1_000, failures: 3 },
      productionDetector: { intervalMilliseconds: 10_000, failures: 3 },
      readBoundMilliseconds: 3_000,
      recoveryLimitMilliseconds: 300_000,
    },
    scenarios: [
      scenario(
        "region-killed",
        "Region killed",
        "Every process of us-east-1 is killed at once, its database included.",
        lost,
      ),
      scenario(
        "partition",
        "Partition, old region alive",
        "us-east-1 is cut off from everything but its own clients, and goes on running.",
      ),
    ],
    baselines: [
      {
        kind: "asynchronous replica",
        fault: "region killed, replica 4 s behind",
        acknowledged: 15_774,
        lost: 8_136,
        rate: 2_000,
        p50: 3.1,
        p99: 28.4,
      },
      {
        kind: "synchronous replica",
        fault: "region killed",
        acknowledged: 15_516,
        lost: 0,
        rate: 1_960,
        p50: 84,
        p99: 161,
      },
      {
        kind: "sealed journal",
        fault: "region killed, replica 4 s behind",
        acknowledged: 15_393,
        lost: 0,
        rate: 1_990,
        p50: 183,
        p99: 402,
      },
    ],
    cloudStages: [...cloudStages],
    notes: ["The machine could not sustain 2,000 payments/s with all parts on it."],
  };
}
