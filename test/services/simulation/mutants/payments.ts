// SPDX-License-Identifier: Apache-2.0
import { flow, world, type Mutant } from "./mutant";

const send = 'const answer = yield* processors("3.send").send(operation.request);';
const declined = '{ result: "declined", reference: "none", reason: "not found" } as const';

/** Mistakes in what is done with one payment, refund or notification. */
export const payments: readonly Mutant[] = [
  {
    name: "resolver treats not-found as failed",
    edits: [
      flow(
        "drive",
        send,
        `let answer: ProcessorAnswer;
         try { answer = yield* processors("3.send").send(operation.request); }
         catch { answer = ${declined}; }`,
      ),
    ],
  },
  {
    name: "sweeper expires INTENT_LOCAL",
    edits: [
      flow(
        "resolve",
        "const durable = yield* ensureDurable(context, operation);",
        `if (operation.status === "pending" && operation.journaled === 0) {
           return yield* settle(context, operation, ${declined});
         }
         const durable = yield* ensureDurable(context, operation);`,
      ),
      flow("resolve", "import { drive, ", "import { settle, drive, "),
    ],
  },
  {
    name: "request rebuilt from the row instead of stored",
    edits: [
      flow(
        "resolve",
        'if (operation.status !== "accepted") return yield* drive(context, operation);',
        `if (operation.status !== "accepted") {
           const { id, payment, amount, currency, kind } = operation;
           const request = kind === "refund" ? operation.request : context.processors[operation.processor]
             .prepareCharge({ payment, amount, currency, token: id });
           return yield* drive(context, { ...operation, request });
         }`,
      ),
    ],
  },
  {
    name: "refund appended before its capture is durable",
    edits: [flow("refund", "yield* appendAll(payment.unjournaled);", "")],
  },
  {
    name: "ack before J",
    edits: [flow("drive", 'yield* log("5.outcome").append(made);', "")],
  },
  {
    name: "region or epoch in processor key",
    edits: [
      flow(
        "drive",
        send,
        `const idempotencyKey = \`\${operation.request.idempotencyKey}-\${context.epoch}\`;
         const answer = yield* processors("3.send").send({ ...operation.request, idempotencyKey });`,
      ),
    ],
  },
  {
    name: "sync non-strict: acknowledged without the journal when it does not answer",
    edits: [
      flow(
        "drive",
        'yield* log("5.outcome").append(made);',
        'try { yield* log("5.outcome").append(made); } catch { /* goes on */ }',
      ),
    ],
  },
  {
    name: "R6: a record made anew when it is appended again",
    edits: [
      flow(
        "drive",
        'yield* log("durable.append").append(record);',
        `yield* log("durable.append").append({
           ...record,
           body: { ...(record.body as object), note: "again" },
         });`,
      ),
    ],
  },
  {
    name: "R7: key age by the clock that is furthest behind",
    edits: [flow("drive", 'wall("3.age").latest()', 'wall("3.age").earliest()')],
    emphasis: "outage",
  },
  {
    name: "R7: key sent again past half its age",
    edits: [flow("drive", "> keyAge / 2", "> keyAge * 2")],
    emphasis: "outage",
  },
  {
    name: "R8: a busy key taken for a refusal",
    edits: [
      world(
        "processors",
        'if (now < known.busyUntil) throw this.unavailable("this key is being worked on");',
        'if (now < known.busyUntil) return { result: "declined", reference: "busy" };',
      ),
    ],
  },
  {
    name: "R9: a read shows what is not durable",
    edits: [flow("read", "yield* appendAll(found.unjournaled);", "")],
  },
  {
    name: "R9: a process without accepted appends goes on serving",
    edits: [
      world(
        "pod",
        "return this.world.timeline.now - session.driver.lastAccepted >= staleBound;",
        "return false;",
      ),
    ],
    emphasis: "silence",
  },
  {
    name: "R9: freshness counted from the answer, which a process may hear after it slept",
    edits: [
      world(
        "log-driver",
        "this.lastAccepted = this.sent.get(position) ?? this.lastAccepted;",
        "this.lastAccepted = this.now();",
      ),
    ],
    emphasis: "sleep",
  },
  {
    name: "R10: a fenced process tells what it has under way",
    edits: [
      world(
        "pod",
        "session.over || this.isStale(session) ? unavailable : answer",
        "this.isStale(session) ? unavailable : answer",
      ),
    ],
  },
];
