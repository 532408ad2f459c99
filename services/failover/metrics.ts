// SPDX-License-Identifier: Apache-2.0
import type { FailoverBound } from "payments-journal";
import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";
import type { Seen } from "./attendant";

/** What the process measures, in Prometheus' form. */
export class Metrics {
  readonly registry = new Registry();
  private readonly registers = [this.registry];
  private readonly pages = new Counter({
    name: "failover_pages_total",
    help: "Calls of a person",
    registers: this.registers,
  });
  private readonly epoch = new Gauge({
    name: "failover_epoch",
    help: "The epoch that the control item names",
    registers: this.registers,
  });
  private readonly sealing = new Gauge({
    name: "failover_sealing",
    help: "1 while an epoch is being changed and nothing is acknowledged",
    registers: this.registers,
  });
  private readonly good = new Gauge({
    name: "failover_probe_good",
    help: "1 when the observer sees the writing region well, 0 when not, -1 when it can't be asked",
    labelNames: ["observer"],
    registers: this.registers,
  });
  private readonly findings = new Gauge({
    name: "failover_findings",
    help: "Things that disagree with the control item",
    registers: this.registers,
  });
  private readonly bound = new Gauge({
    name: "failover_bound_seconds",
    help: "How long a failover would take that began now",
    registers: this.registers,
  });
  private readonly logs = new Gauge({
    name: "failover_backlog_logs",
    help: "Logs that a failover would have to seal",
    registers: this.registers,
  });
  private readonly slots = new Gauge({
    name: "failover_backlog_slots",
    help: "Slots that a failover would have to replay",
    registers: this.registers,
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  paged(): void {
    this.pages.inc();
  }

  saw({ control, probes, findings }: Seen): void {
    if (control !== undefined) {
      this.epoch.set(control.epoch);
      this.sealing.set(control.phase === "SEALING" ? 1 : 0);
    }
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
}
