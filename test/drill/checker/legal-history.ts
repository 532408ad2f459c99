// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";

import type {
  ClientEvent,
  History,
  LedgerEntry,
  Moment,
  Operation,
  StoredOperation,
  Told,
} from "../../../drill/history/event";

export const home = "us-east-1";
export const other = "eu-west-1";

/** How one payment went; the model turns it into events that keep every promise. */
interface Plan {
  /** When its first try begins, in milliseconds. */
  readonly at: number;
  readonly amount: number;
  readonly declined: boolean;
  /** Tries before the one that is answered: what each was told. */
  readonly before: readonly ("unknown" | "unavailable" | "in progress" | "pending")[];
  readonly refund: boolean;
  readonly read: boolean;
  /** Whether somebody asks again with the key and another body. */
  readonly reused: boolean;
  /** Whether the home region is asked too, once it was sealed; it answers 503. */
  readonly elsewhere: boolean;
  /** Another payment, whose only try is told nothing: it may happen or not. */
  readonly unheard: "happened" | "did not happen";
}

const plan: fc.Arbitrary<Plan> = fc.record({
  at: fc.integer({ min: 0, max: 50_000 }),
  amount: fc.integer({ min: 2, max: 100_000 }),
  declined: fc.boolean(),
  before: fc.array(fc.constantFrom("unknown", "unavailable", "in progress", "pending"), {
    maxLength: 3,
  }),
  refund: fc.boolean(),
  read: fc.boolean(),
  reused: fc.boolean(),
  elsewhere: fc.boolean(),
  unheard: fc.constantFrom("happened", "did not happen"),
});

/** The failover of every history: the home region is lost at 20 s and replaced at 25 s. */
export const failover: readonly Moment[] = [
  { at: 0, what: "routed", region: home },
  { at: 0, what: "opened", region: home, epoch: 1 },
  { at: 20_000, what: "fault", region: home },
  { at: 23_000, what: "detected", region: home },
  { at: 23_500, what: "sealed", region: home, epoch: 1 },
  { at: 24_000, what: "promoted", region: other },
  { at: 24_500, what: "replayed", region: other, epoch: 2 },
  { at: 25_000, what: "opened", region: other, epoch: 2 },
  { at: 25_100, what: "routed", region: other },
  { at: 40_000, what: "healed", region: home },
];

const statuses = { unavailable: 503, "in progress": 409, pending: 202 } as const;

/**
 * What can happen where no promise is broken. One payment at least is always taken before the
 * fault, refunded and read, so that there is something to break.
 */
export const legalHistories: fc.Arbitrary<History> = fc
  .record({ seed: fc.nat(), plans: fc.array(plan, { maxLength: 12 }) })
  .map(({ seed, plans }) => {
    const sure: Plan = {
      at: 1_000,
      amount: 500,
      declined: false,
      before: ["unknown"],
      refund: true,
      read: true,
      reused: true,
      elsewhere: true,
      unheard: "happened",
    };
    const late: Plan = { ...sure, at: 26_000, refund: false };
    const refused: Plan = { ...sure, at: 2_000, declined: true, refund: false };
    return new Model().history(seed, [sure, late, refused, ...plans]);
  });

class Model {
  private readonly events: ClientEvent[] = [];
  private readonly ledger: LedgerEntry[] = [];
  private readonly stored: StoredOperation[] = [];
  private attempts = 0;

  history(seed: number, plans: readonly Plan[]): History {
    plans.forEach((one, index) => this.pay(one, `pay-${index}`, `p-${index}`));
    const { events, ledger, stored } = this;
    return { scenario: "model", seed, events, ledger, stored, moments: failover };
  }

  private pay(plan: Plan, key: string, id: string): void {
    this.answered(plan, key, id);
    const { at, amount, elsewhere, unheard } = plan;
    const operation = { kind: "pay", key: `un${key}`, amount, body: "u" } as const;
    this.ask(at, operation, undefined);
    if (unheard === "happened") {
      const done = { key: operation.key, id: `u-${id}`, payment: `u-${id}` };
      this.done({ ...done, kind: "charge", status: "succeeded", amount, at });
    }
    if (elsewhere) {
      this.ask(41_000, { ...operation, key, body: `a ${amount}` }, { status: 503 }, home);
    }
  }

  private answered({ at, amount, declined, before, ...more }: Plan, key: string, id: string): void {
    const operation: Operation = { kind: "pay", key, amount, body: `a ${amount}` };
    const result = declined ? "declined" : "succeeded";
    let time = at;
    for (const told of before) {
      time = this.ask(time, operation, told === "unknown" ? undefined : { status: statuses[told] });
    }
    time = this.ask(time, operation, { status: 201, id, result, amount });
    this.done({ key, id, payment: id, kind: "charge", status: result, amount, at });
    if (more.reused) {
      time = this.ask(time, { ...operation, body: "b" }, { status: 422 });
    }
    let refunded = 0;
    if (more.refund && !declined) {
      refunded = Math.floor(amount / 2);
      const refund = { key: `refund-${key}`, id: `r-${id}`, payment: id };
      time = this.ask(
        time,
        { kind: "refund", of: key, key: refund.key, amount: refunded, body: "r" },
        { status: 201, id: refund.id, result: "succeeded", amount: refunded },
      );
      this.done({ ...refund, kind: "refund", status: "succeeded", amount: refunded, at: time });
    }
    if (more.read) {
      this.ask(
        time + 4_000,
        { kind: "read", of: key },
        { status: 200, id, result, amount, refunded },
      );
    }
  }

  /** Asks where payments are taken at that time, or waits until they are; tells when it ended. */
  private ask(at: number, operation: Operation, told: Told | undefined, asked?: string): number {
    const began = at > 19_000 && at < 25_000 ? 25_000 + (at % 1_000) : at;
    const region = asked ?? (began < 20_000 ? home : other);
    this.attempts += 1;
    const event = { attempt: `t${this.attempts}`, region, operation };
    const ended = began + 100;
    this.events.push({ ...event, type: "invoke", at: began });
    this.events.push(
      told === undefined
        ? { ...event, type: "unknown", at: ended }
        : { ...event, type: "ok", at: ended, told },
    );
    return ended + 50;
  }

  private done(one: Omit<StoredOperation, "operation"> & { id: string; at: number }): void {
    const { id, key, payment, kind, status, amount, at } = one;
    this.stored.push({ operation: id, key, payment, kind, status, amount });
    if (status !== "succeeded") return;
    const idempotencyKey = `idem-${id}`;
    this.ledger.push({
      processor: "stripe",
      kind,
      idempotencyKey,
      operation: id,
      payment,
      amount,
      at,
    });
  }
}
