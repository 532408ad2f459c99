// SPDX-License-Identifier: Apache-2.0
import type { JournalRecord } from "payments-journal";

import type { Timeline } from "../engine/timeline";
import type { SimulatedJournal } from "./journal";

/** Names of what must always hold, as the protocol's description numbers them. */
export type Invariant =
  | "I1"
  | "I2"
  | "I3"
  | "I4"
  | "I5"
  | "I6"
  | "I7"
  | "I8"
  | "I9"
  | "I10"
  | "I11"
  | "I12"
  | "I13"
  | "I14"
  /** Something that is neither an answer nor a failure that the protocol knows. */
  | "defect";

export interface Violation {
  readonly invariant: Invariant;
  readonly detail: string;
  /** When it was seen, in milliseconds of virtual time. */
  readonly at: number;
}

/** A final answer that a client was given. */
export interface Told {
  readonly key: string;
  readonly operation: string;
  readonly status: string;
  readonly amount: number;
  /** When its client asked. */
  readonly asked: number;
  /** When it was sent. */
  readonly at: number;
}

/** How long a process may go on telling what it knows after its epoch is over, in milliseconds. */
export const staleBound = 3_000;

/** Watches a schedule while it runs, and keeps the first thing that must not be. */
export class Judge {
  violation: Violation | undefined;
  /** Final answers, by the client's key. */
  readonly finals = new Map<string, Told>();

  constructor(
    private readonly timeline: Timeline,
    private readonly journal: SimulatedJournal,
  ) {}

  report(invariant: Invariant, detail: string): void {
    if (this.violation) return;
    this.violation = { invariant, detail, at: this.timeline.now };
    this.timeline.stop();
  }

  /** A writer says that all slots of its log up to a position are durable. */
  acknowledged(
    log: string,
    position: number,
    records: readonly JournalRecord[],
    journalIsDown: boolean,
  ): void {
    const { journal } = this;
    const seal = journal.sealOf(log);
    if (seal !== undefined && position >= seal) {
      this.report("I3", `${log} acknowledged slot ${position}, its seal is at ${seal}`);
    }
    if (journal.prefixOf(log) < position) {
      this.report(
        "I4",
        `${log} acknowledged up to ${position}, ${journal.prefixOf(log)} are there`,
      );
    }
    for (const record of records) {
      if (journal.has(record)) continue;
      const invariant = journalIsDown ? "I7" : "I4";
      this.report(
        invariant,
        `${log} acknowledged ${record.operation}@${record.version}: not there`,
      );
    }
  }

  /** A client is shown a final result. */
  told(told: Told, epoch: number, journalIsDown: boolean): void {
    const { journal } = this;
    const records = journal.recordsOf(told.operation);
    const known = records.some(({ body }) => statusOf(body) === told.status);
    if (!known) {
      const invariant = journalIsDown ? "I7" : "I6";
      this.report(
        invariant,
        `${told.operation} was shown as ${told.status}: no such record is durable`,
      );
    }
    const over = journal.overSince(epoch);
    if (over !== undefined && told.at - over > staleBound) {
      this.report("I12", `a process of epoch ${epoch} showed ${told.operation} long after its end`);
    }
    this.compare(told);
  }

  /** A process that was fenced tells something. */
  disclosedWhenFenced(log: string): void {
    this.report("I12", `${log} is fenced, and told a result`);
  }

  /** A transaction of an epoch came through in a database that serves another. */
  wroteAcrossFence(epoch: number, fence: number): void {
    this.report("I3", `epoch ${epoch} wrote to the database, which serves epoch ${fence}`);
  }

  private compare(told: Told): void {
    const first = this.finals.get(told.key);
    if (!first) {
      this.finals.set(told.key, told);
      return;
    }
    const { operation, status, amount } = told;
    // A person, or a notification, may still find out what a review is about; and who asked before
    // that was told may be told of the review after it.
    const reviewed = first.status === "needs_review";
    const overtaken = status === "needs_review" && told.asked < first.at;
    const contradicts = first.status !== status && !reviewed && !overtaken;
    if (reviewed) this.finals.set(told.key, told);
    if (contradicts || first.operation !== operation || first.amount !== amount) {
      this.report(
        "I10",
        `${told.key} was ${first.operation} ${first.status}, then ${operation} ${status}`,
      );
    }
  }
}

/** What an operation's record says that it is. */
export function statusOf(body: unknown): string {
  const step = body as { readonly step?: string; readonly result?: string };
  if (step.step === "review") return "needs_review";
  return step.step === "outcome" ? (step.result ?? "") : "pending";
}
