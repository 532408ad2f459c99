// SPDX-License-Identifier: Apache-2.0
import type { FailoverBound } from "payments-journal";
import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";
import type { Seen } from "./attendant";

/** What the process measures, in Prometheus' form. */
export class Metrics {
  readonly registry = new Registry();
  private readonly pages = new Counter({
    name: "failover_pages_total",
    help: "Calls of a person",
    registers: [this.registry],
  });
  private readonly epoch = this.gauge("epoch", "The epoch that the control item names");
  private readonly age = this.gauge(
    "epoch_age_seconds",
    "How long the active region's database has served its epoch",
  );
  private readonly sealing = this.gauge(
    "sealing",
    "1 while an epoch is being changed and nothing is acknowledged",
  );
  private readonly good = this.gauge(
    "probe_good",
    "1 when the observer sees the writing region well, 0 when not, -1 when it can't be asked",
    "observer",
  );
  private readonly findings = this.gauge("findings", "Things that disagree with the control item");
  private readonly bound = this.gauge(
    "bound_seconds",
    "How long a failover would take that began now",
  );
  private readonly logs = this.gauge("backlog_logs", "Logs that a failover would have to seal");
  private readonly slots = this.gauge(
    "backlog_slots",
    "Slots that a failover would have to replay",
  );

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  paged(): void {
    this.pages.inc();
  }

  saw({ control, probes, served, findings }: Seen): void {
    if (control !== undefined) {
      this.epoch.set(control.epoch);
      this.sealing.set(control.phase === "SEALING" ? 1 : 0);
    }
    if (served !== undefined) this.age.set(served.age / 1000);
    for (const { observer, result } of probes) {
      this.good.set({ observer }, { good: 1, bad: 0, unknown: -1 }[result]);
    }
    this.findings.set(findings.length);
  }

  bounded({ bound, backlog }: FailoverBound): void {
    this.bound.set(bound / 1000);
    this.logs.set(backlog.logs);
    this.slots.set(backlog.slots);
  }

  private gauge(name: string, help: string, ...labelNames: string[]): Gauge {
    return new Gauge({ name: `failover_${name}`, help, labelNames, registers: [this.registry] });
  }
}
