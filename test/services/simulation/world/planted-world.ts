// SPDX-License-Identifier: Apache-2.0
import { StepCoverage } from "../engine/step-coverage";
import type { PlannedOperation } from "../engine/plan";
import { loadProtocol } from "../protocol/protocol";
import { Clients, type Reachable } from "./clients";
import type { Told } from "./judge";
import { judgeEnd, type Remains } from "./judge-end";
import { World } from "./world";

const protocol = loadProtocol();

/** A world in which nothing has happened but the first epoch. */
export function founded(): World {
  const plan = { seed: 0, operations: [], changes: [], faults: [] };
  const world = new World(plan, protocol, new StepCoverage());
  world.journal.createControl({ epoch: 1, phase: "ACTIVE", active: "east", revision: 1 });
  return world;
}

export const payment = "succeeded.pay0.east-1-1-0";

export const told: Told = {
  key: "pay0",
  operation: payment,
  status: "succeeded",
  amount: 100,
  asked: 0,
  at: 10,
};

export function intent(operation = payment) {
  return protocol.intentRecord(payment, operation, {
    step: "intent",
    kind: operation === payment ? "charge" : "refund",
    merchant: "merchant",
    key: operation,
    bodyHash: "",
    amount: 100,
    currency: "EUR",
    note: null,
    at: 0,
    request: {
      processor: "stripe",
      kind: "charge",
      idempotencyKey: operation,
      scope: "",
      apiVersion: "",
      method: "POST",
      path: "",
      body: "",
    },
  });
}

export const outcome = protocol.nextRecord(protocol.begunBy(intent()), {
  step: "outcome",
  result: "succeeded",
  reference: "",
  reason: null,
});

export function put(world: World, seq: number, ...records: ReturnType<typeof intent>[]) {
  const content = protocol.makeBatch({ writer: "log", epoch: 1, records });
  world.journal.putSlot("log", { seq, content });
}

/** Somebody is told, after the final answer, that the payment waits for a person. */
export function toldOfReview({ asked }: Pick<Told, "asked">): World {
  const world = paid();
  put(world, 3, { ...outcome, body: { step: "review", why: "" } });
  world.judge.told({ ...told, status: "needs_review", asked, at: 30 }, 1, false);
  return world;
}

/** The payment is succeeded in the journal and in the database, and its client was told so. */
export function paid(): World {
  const world = founded();
  put(world, 1, intent());
  put(world, 2, outcome);
  world.databases.commit("east", (state) => state.replay([intent(), outcome]));
  world.judge.told(told, 1, false);
  return world;
}

export function end(world: World, remains: Partial<Remains> = {}): void {
  judgeEnd(world, {
    processors: { books: [charge] },
    clients: { open: new Set() },
    latch: { pointed: "east" },
    healed: 0,
    ...remains,
  });
}

export const charge = {
  operation: payment,
  payment,
  kind: "charge",
  amount: 100,
  answer: { result: "succeeded", reference: "" },
  end: "succeeded",
  at: 0,
} as const;

export function answeredToOtherBody(world: World): void {
  const view = { id: payment, status: "accepted", amount: 100 };
  const pod: Reachable = {
    host: { isUp: true, guard: (action) => action },
    handle: (_, reply) => {
      reply({ kind: "answered", view, repeated: false }, 1);
    },
  };
  const clients = new Clients(world, { east: [pod], west: [pod] }, () => "east");
  const ask = { at: 0, amount: 1, outcome: "accepted", astray: false } as const;
  const operations: PlannedOperation[] = [
    { ...ask, kind: "pay", key: "pay0", of: "" },
    { ...ask, kind: "other-body", key: "pay0", of: "pay0", at: 300 },
  ];
  for (const operation of operations) clients.plan(operation);
  world.timeline.runUntil(600);
}
