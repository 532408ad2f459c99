// SPDX-License-Identifier: Apache-2.0
import type { Invariant } from "./judge";
import { SimulatedLatch } from "./latch";
import {
  answeredToOtherBody,
  charge,
  end,
  founded,
  intent,
  outcome,
  paid,
  payment,
  put,
  told,
  toldOfReview,
} from "./planted-world";
import type { World } from "./world";

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
    "who asks after a final answer is told of the review before it",
    () => toldOfReview({ asked: 20 }),
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
