// SPDX-License-Identifier: Apache-2.0
import { StepCoverage } from "../engine/step-coverage";
import type { PlannedOperation } from "../engine/plan";
import { loadProtocol } from "../protocol/protocol";
import { Clients, type Reachable } from "./clients";
import type { Invariant, Told } from "./judge";
import { judgeEnd, type Remains } from "./judge-end";
import { SimulatedLatch } from "./latch";
import { World } from "./world";

const protocol = loadProtocol();

/** A world in which nothing has happened but the first epoch. */
export function founded(): World {
  const plan = { seed: 0, operations: [], changes: [], faults: [] };
  const world = new World(plan, protocol, new StepCoverage());
  world.journal.createControl({ epoch: 1, phase: "ACTIVE", active: "east", revision: 1 });
  return world;
}

const payment = "succeeded.pay0.east-1-1-0";

const told: Told = { key: "pay0", operation: payment, status: "succeeded", amount: 100, at: 0 };

function intent(operation = payment) {
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

const outcome = protocol.nextRecord(protocol.begunBy(intent()), {
  step: "outcome",
  result: "succeeded",
  reference: "",
  reason: null,
});

function put(world: World, seq: number, ...records: ReturnType<typeof intent>[]) {
  const content = protocol.makeBatch({ writer: "log", epoch: 1, records });
  world.journal.putSlot("log", { seq, content });
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

const charge = {
  operation: payment,
  payment,
  kind: "charge",
  amount: 100,
  answer: { result: "succeeded", reference: "" },
  end: "succeeded",
  at: 0,
} as const;

function answeredToOtherBody(world: World): void {
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

const seal = { kind: "seal", by: "", epoch: 1, format: 1 } as const;

/** For each invariant, worlds in which it is broken, and it alone. */
export const planted: readonly [Invariant, string, () => World][] = [
  [
    "I1",
    "what a client was told is not in the database",
    () => {
      const world = founded();
      put(world, 1, intent());
      put(world, 2, outcome);
      world.judge.told(told, 1, false);
      end(world, { processors: { books: [] } });
      return world;
    },
  ],
  [
    "I2",
    "a key is captured twice",
    () => {
      const world = paid();
      end(world, { processors: { books: [charge, charge] } });
      return world;
    },
  ],
  [
    "I3",
    "a slot is acknowledged from the seal upwards",
    () => {
      const world = founded();
      world.journal.putSlot("log", { seq: 1, content: seal });
      world.judge.acknowledged("log", 1, [], false);
      return world;
    },
  ],
  [
    "I3",
    "the epoch skips one",
    () => {
      const world = paid();
      world.journal.replaceControl({ epoch: 3, phase: "ACTIVE", active: "east", revision: 2 }, 1);
      end(world);
      return world;
    },
  ],
  [
    "I4",
    "a slot is acknowledged over a hole",
    () => {
      const world = founded();
      put(world, 2);
      world.judge.acknowledged("log", 2, [], false);
      return world;
    },
  ],
  [
    "I4",
    "a refund is durable before its capture",
    () => {
      const world = founded();
      put(world, 1, intent());
      put(world, 2, intent("succeeded.refund0.east-1-1-1"));
      return world;
    },
  ],
  [
    "I5",
    "postings are there twice",
    () => {
      const world = paid();
      const row = world.databases.read("east").rows.get(payment);
      row?.postings.push(...row.postings);
      end(world);
      return world;
    },
  ],
  [
    "I6",
    "a result is told that is not durable",
    () => {
      const world = founded();
      world.judge.told(told, 1, false);
      return world;
    },
  ],
  [
    "I7",
    "a result is told while the journal is down",
    () => {
      const world = founded();
      world.judge.told(told, 1, true);
      return world;
    },
  ],
  [
    "I8",
    "clients are sent away from the region that is active",
    () => {
      const world = founded();
      new SimulatedLatch(world).retire("east", 1);
      return world;
    },
  ],
  [
    "I9",
    "a change of epoch takes too long",
    () => {
      const world = paid();
      const change = {
        kind: "roll",
        target: "east",
        owner: "",
        step: "F1.claim",
        promotion: "none",
        attempt: 0,
      } as const;
      const sealing = { epoch: 1, phase: "SEALING", active: "east", revision: 2, change } as const;
      world.timeline.runUntil(1);
      world.journal.replaceControl(sealing, 1);
      world.timeline.runUntil(40_000);
      world.journal.replaceControl({ epoch: 2, phase: "ACTIVE", active: "east", revision: 3 }, 2);
      end(world);
      return world;
    },
  ],
  [
    "I10",
    "a key has two final answers",
    () => {
      const world = paid();
      put(world, 3, { ...outcome, body: { step: "outcome", result: "declined" } });
      world.judge.told({ ...told, status: "declined" }, 1, false);
      return world;
    },
  ],
  [
    "I10",
    "a key has no final answer",
    () => {
      const world = paid();
      end(world, { clients: { open: new Set(["pay1"]) } });
      return world;
    },
  ],
  [
    "I11",
    "a key is answered to another body",
    () => {
      const world = founded();
      answeredToOtherBody(world);
      return world;
    },
  ],
  [
    "I12",
    "a process tells a result long after its epoch",
    () => {
      const world = founded();
      put(world, 1, intent());
      put(world, 2, outcome);
      world.journal.replaceControl({ epoch: 2, phase: "ACTIVE", active: "west", revision: 2 }, 1);
      world.judge.told({ ...told, at: 60_000 }, 1, false);
      return world;
    },
  ],
  [
    "I13",
    "a key is told to be declined, and is captured",
    () => {
      const world = founded();
      put(world, 1, { ...outcome, body: { step: "outcome", result: "declined" } });
      world.judge.told({ ...told, status: "declined" }, 1, false);
      end(world);
      return world;
    },
  ],
  [
    "I14",
    "an operation is pending when all is over",
    () => {
      const world = founded();
      world.databases.commit("east", (state) => state.replay([intent()]));
      end(world, { processors: { books: [] } });
      return world;
    },
  ],
];
