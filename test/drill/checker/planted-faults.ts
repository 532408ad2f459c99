// SPDX-License-Identifier: Apache-2.0
import type { CheckSettings, PromiseName } from "../../../drill/checker/promise";
import type {
  History,
  LedgerEntry,
  Moment,
  Operation,
  StoredOperation,
  Told,
} from "../../../drill/history/event";
import { home, other } from "./legal-history";

/** A way to break a legal history, and the only promises that are then broken. */
export interface PlantedFault {
  readonly fault: string;
  readonly breaks: readonly PromiseName[];
  readonly plant: (history: History) => History;
  readonly settings?: Partial<CheckSettings>;
}

const charge = (operation: string, amount: number): LedgerEntry => ({
  processor: "adyen",
  kind: "charge",
  idempotencyKey: `more-${operation}`,
  operation,
  payment: operation,
  amount,
  at: 5_000,
});
const row = (operation: string, key: string, status: string, amount: number): StoredOperation => ({
  operation,
  payment: operation,
  kind: "charge",
  key,
  status,
  amount,
});
const pay = (key: string, amount: number, body = `a ${amount}`): Operation => ({
  kind: "pay",
  key,
  amount,
  body,
});

interface Asked {
  readonly at: number;
  readonly region?: string;
  readonly operation: Operation;
  /** Nothing, when nothing was told. */
  readonly told?: Told;
}

/** One more try, which ends 10 ms later. */
function ask(history: History, { at, region = home, operation, told }: Asked): History {
  const attempt = `planted-${history.events.length}`;
  const event = { attempt, region, operation };
  const end =
    told === undefined
      ? ({ ...event, type: "unknown", at: at + 10 } as const)
      : ({ ...event, type: "ok", at: at + 10, told } as const);
  return { ...history, events: [...history.events, { ...event, type: "invoke", at }, end] };
}

function book(history: History, ...entries: readonly LedgerEntry[]): History {
  return { ...history, ledger: [...history.ledger, ...entries] };
}

function store(history: History, ...rows: readonly StoredOperation[]): History {
  return { ...history, stored: [...history.stored, ...rows] };
}

function change(history: History, operation: string, to: Partial<StoredOperation>): History {
  const stored = history.stored.map((one) =>
    one.operation === operation ? { ...one, ...to } : one,
  );
  return { ...history, stored };
}

function note(history: History, ...moments: readonly Moment[]): History {
  return { ...history, moments: [...history.moments, ...moments] };
}

/** A payment that is new at that time and that the home region says it has taken. */
function newPayment(history: History, at: number): History {
  const told = { status: 201, id: "p-new", result: "succeeded", amount: 7 };
  const asked = ask(history, { at, operation: pay("new", 7), told });
  return book(store(asked, row("p-new", "new", "succeeded", 7)), charge("p-new", 7));
}

/** Of the legal histories' own: `pay-0` of 500 with a refund of 250, `pay-1` late, `pay-2` declined. */
const paid: Told = { status: 200, id: "p-0", result: "succeeded", amount: 500 };
const read = (history: History, told: Told) =>
  ask(history, { at: 12_000, operation: { kind: "read", of: "pay-0" }, told });

export const plantedFaults: readonly PlantedFault[] = [
  {
    fault: "an acknowledged payment is not in the database",
    breaks: ["nothing-lost"],
    plant: (history) => ({
      ...history,
      stored: history.stored.filter(({ operation }) => operation !== "p-0"),
    }),
  },
  {
    fault: "an acknowledged payment is still pending in the database",
    breaks: ["nothing-lost"],
    plant: (history) => change(history, "p-0", { status: "pending" }),
  },
  {
    fault: "an acknowledged payment has another amount in the database",
    breaks: ["nothing-lost"],
    plant: (history) => change(history, "p-0", { amount: 501 }),
  },
  {
    fault: "an acknowledged payment has another id in the database",
    breaks: ["nothing-lost"],
    plant: (history) => {
      const renamed = change(history, "p-1", { operation: "p-other" });
      return {
        ...renamed,
        ledger: renamed.ledger.filter(({ operation }) => operation !== "p-1"),
      };
    },
  },
  {
    fault: "no processor knows of an acknowledged payment",
    breaks: ["nothing-lost"],
    plant: (history) => ({
      ...history,
      ledger: history.ledger.filter(({ operation }) => operation !== "p-1"),
    }),
  },
  {
    fault: "only a read was told that a payment succeeded, and the database has it pending",
    breaks: ["nothing-lost"],
    plant: (history) =>
      store(
        ask(ask(history, { at: 5_000, operation: pay("seen", 9) }), {
          at: 6_000,
          operation: { kind: "read", of: "seen" },
          told: { status: 200, id: "p-seen", result: "succeeded", amount: 9 },
        }),
        row("p-seen", "seen", "pending", 9),
      ),
  },
  {
    fault: "two processors charged one payment",
    breaks: ["charged-once"],
    plant: (history) => book(history, charge("p-1", 500)),
  },
  {
    fault: "a refund was made twice",
    breaks: ["charged-once"],
    plant: (history) => {
      const again = history.ledger.find(({ operation }) => operation === "r-p-0");
      if (again === undefined) throw new Error("the model has no refund");
      return book(history, { ...again, idempotencyKey: "again" });
    },
  },
  {
    fault: "more was given back than was taken",
    breaks: ["charged-once"],
    plant: (history) => {
      const refund = { kind: "refund", payment: "p-0" } as const;
      return store(book(history, { ...charge("r-more", 251), ...refund }), {
        ...row("r-more", "more", "succeeded", 251),
        ...refund,
      });
    },
  },
  {
    fault: "one key was carried out under two ids",
    breaks: ["charged-once"],
    plant: (history) =>
      book(store(history, row("p-twin", "pay-1", "succeeded", 500)), charge("p-twin", 500)),
  },
  {
    fault: "a new payment was acknowledged right after the seal",
    breaks: ["nothing-after-seal"],
    plant: (history) => newPayment(history, 23_500),
  },
  {
    fault: "a new payment was acknowledged by the old region long after",
    breaks: ["nothing-after-seal"],
    plant: (history) => newPayment(history, 45_000),
  },
  {
    fault: "the old region still repeats an answer",
    breaks: ["old-region-silent"],
    plant: (history) => ask(history, { at: 41_000, operation: pay("pay-0", 500), told: paid }),
  },
  {
    fault: "the old region still says that a payment is pending",
    breaks: ["old-region-silent"],
    plant: (history) =>
      ask(history, {
        at: 41_000,
        operation: pay("pay-0", 500),
        told: { status: 202, id: "p-0", result: "pending" },
      }),
  },
  {
    fault: "somebody was told declined, and charged",
    breaks: ["told-failed-not-charged"],
    plant: (history) => book(history, charge("p-2", 500)),
  },
  {
    fault: "somebody was refused, and charged",
    breaks: ["told-failed-not-charged"],
    plant: (history) =>
      book(
        store(
          ask(history, { at: 3_000, operation: pay("no", 5), told: { status: 422 } }),
          row("p-no", "no", "succeeded", 5),
        ),
        charge("p-no", 5),
      ),
  },
  {
    fault: "a charge belongs to nothing in the database",
    breaks: ["books-agree"],
    plant: (history) => book(history, charge("p-orphan", 5)),
  },
  {
    fault: "a payment that nobody was told of succeeded in the database alone",
    breaks: ["books-agree"],
    plant: (history) => store(history, row("p-made-up", "made-up", "succeeded", 5)),
  },
  {
    fault: "a payment that nobody was told of is declined, and was charged",
    breaks: ["books-agree"],
    plant: (history) =>
      book(store(history, row("p-hidden", "hidden", "declined", 5)), charge("p-hidden", 5)),
  },
  {
    fault: "a read said pending long after the payment was acknowledged",
    breaks: ["reads-fresh"],
    plant: (history) => read(history, { status: 200, id: "p-0", result: "pending" }),
  },
  {
    fault: "a read did not find an acknowledged payment",
    breaks: ["reads-fresh"],
    plant: (history) => read(history, { status: 404 }),
  },
  {
    fault: "a read did not know of a refund that was acknowledged",
    breaks: ["reads-fresh"],
    plant: (history) => read(history, { ...paid, refunded: 0 }),
  },
  {
    fault: "a read showed more refunded than was asked for",
    breaks: ["reads-fresh"],
    plant: (history) => read(history, { ...paid, refunded: 251 }),
  },
  {
    fault: "a key that was tried twice never had an answer",
    breaks: ["one-answer"],
    plant: (history) =>
      [40_000, 41_000].reduce(
        (before, at) => ask(before, { at, region: other, operation: pay("stuck", 5) }),
        history,
      ),
  },
  {
    fault: "the same key was answered with two ids",
    // One of the two answers is not what the database keeps.
    breaks: ["nothing-lost", "one-answer"],
    plant: (history) =>
      ask(history, {
        at: 41_000,
        region: other,
        operation: pay("pay-0", 500),
        told: { ...paid, id: "p-else" },
      }),
  },
  {
    fault: "the same key was served with another body",
    breaks: ["key-keeps-body"],
    plant: (history) => ask(history, { at: 6_000, operation: pay("pay-0", 500, "b"), told: paid }),
  },
  {
    fault: "the name led back to the old region by itself",
    breaks: ["no-return"],
    plant: (history) => note(history, { at: 41_000, what: "routed", region: home }),
  },
  {
    fault: "the old region was opened again without the runbook",
    breaks: ["no-return"],
    plant: (history) => note(history, { at: 60_000, what: "opened", region: home, epoch: 3 }),
  },
  {
    fault: "the first payment came after the limit",
    breaks: ["recovered-in-time"],
    plant: (history) => history,
    settings: { recoveryLimit: 5_000 },
  },
];
