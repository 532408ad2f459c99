// SPDX-License-Identifier: Apache-2.0
import type { Emphasis } from "./engine/emphasis";
import type { Edit } from "./protocol/loader";

/** A mistake in the protocol that the simulation has to find. */
export interface Mutant {
  readonly name: string;
  /** Where the mistake is made: in our sources, or in what stands for I/O of ours. */
  readonly edits: readonly Edit[];
  /** What its schedules are made to hold more of. @default - nothing */
  readonly emphasis?: Emphasis;
}

const core = (file: string, find: string, replace: string): Edit => ({
  file: `services/journal/core/${file}.ts`,
  find,
  replace,
});

const flow = (file: string, find: string, replace: string): Edit => ({
  file: `services/payments-api/operations/${file}.ts`,
  find,
  replace,
});

/** In the simulation's own world: stands for the adapter, the session or the table of that name. */
const world = (file: string, find: string, replace: string): Edit => ({
  file: `test/services/simulation/world/${file}.ts`,
  find,
  replace,
});

const send = 'const answer = yield* processors("3.send").send(operation.request);';
const declined = '{ result: "declined", reference: "none", reason: "not found" } as const';

const payments: readonly Mutant[] = [
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

const logs: readonly Mutant[] = [
  {
    name: "sealer uses its own window",
    edits: [core("sealer", "highest - window", "highest - 2")],
    emphasis: "holes",
  },
  {
    name: "scan depth < W",
    edits: [core("sealer", "highest - window", "highest - Math.floor(window / 4)")],
    emphasis: "holes",
  },
  {
    name: "seal at highest + 1",
    edits: [core("sealer", "if (slot.seq === free) free += 1;", "free = slot.seq + 1;")],
    emphasis: "holes",
  },
  {
    name: "no seal",
    edits: [
      core(
        "sealer",
        'const taken = yield* journal("F2.put-seal").putSlot(log, { seq: end.seq, content });',
        'const taken: "put" | Slot = "put"; void content;',
      ),
      core("sealer", "Position, Seal }", "Position, Seal, Slot }"),
    ],
  },
  {
    name: "R2: a log without slots is not sealed",
    edits: [
      core(
        "sealer",
        "let from = Math.max(1, highest - window);",
        "if (highest === 0) return 0; let from = Math.max(1, highest - window);",
      ),
    ],
  },
  {
    name: "registry shard missed",
    edits: [
      core(
        "registry",
        'yield* journal("F1.close-shard").closeShard(epoch, shard);',
        'if (shard > 0) yield* journal("F1.close-shard").closeShard(epoch, shard);',
      ),
      core("registry", "closed &&= item?.closed === true;", "if (shard === 0) continue;"),
    ],
  },
  {
    name: "scan before registry close",
    edits: [
      core(
        "registry",
        "): Procedure<RegisteredLog[]> {\n",
        "): Procedure<RegisteredLog[]> {\n  const early = yield* readRegistry(epoch);\n",
      ),
      core("registry", "return [...registry.logs];", "return [...early.logs];"),
    ],
    emphasis: "joins",
  },
  {
    name: "ack out of prefix",
    edits: [
      core(
        "writer",
        "return [...this.advance(), ...this.fill()];",
        `const tickets = flight.records.flatMap((pending) => pending.tickets);
         return [{ kind: "durable", position: seq, tickets }, ...this.advance(), ...this.fill()];`,
      ),
    ],
  },
  {
    name: "treat ReplicatedWriteConflict as success",
    edits: [
      core(
        "writer",
        "if (this.stopped || !flight || flight.durable) return [];",
        'if (this.stopped || !flight || flight.durable) return [];\n if (result === "unavailable") result = "put";',
      ),
    ],
  },
  {
    name: "reuse log after restart",
    edits: [
      world(
        "pod",
        "const log = `${host.name}-${++this.starts}`;",
        "const log = host.name; this.starts++;",
      ),
    ],
  },
  {
    name: "R1: a log is retired before it is applied to its end",
    edits: [
      core(
        "janitor",
        "if ((yield* finishedAt(entry.log)) === undefined) continue;",
        'if ((yield* journal("J1.read-slot").readSlots(entry.log, 1, 1000)).at(-1)?.content.kind !== "seal") continue;',
      ),
    ],
    emphasis: "lag",
  },
  {
    name: "R1: the seal is deleted with its log",
    edits: [
      core(
        "janitor",
        "Math.min(pageSlots, end - lowest.seq)",
        "Math.min(pageSlots, end + 1 - lowest.seq)",
      ),
    ],
    emphasis: "rolls",
  },
  {
    name: "R1: a closed shard takes a log",
    edits: [
      world(
        "journal",
        "if (!found || found.closed || found.retired.has(entry.log)) return false;",
        "if (!found || found.retired.has(entry.log)) return false;",
      ),
    ],
    emphasis: "joins",
  },
];

const controller: readonly Mutant[] = [
  {
    name: "checkpoint taken from J instead of P'",
    edits: [
      core(
        "checkpointer",
        "const moved = behind < 0 ? batches.length : behind;",
        "const moved = batches.length;",
      ),
    ],
    emphasis: "lag",
  },
  {
    name: "R11: checkpoint verified in the primary",
    edits: [
      world(
        "controller-ports",
        "const region = standby ? host.region : regionOf(call.port);",
        'const region = standby ? (host.region === "east" ? "west" : "east") : regionOf(call.port);',
      ),
      world(
        "controller-ports",
        'if (standby && databases.role(region) !== "standby") throw',
        "if (standby && !databases.answers(region)) throw",
      ),
    ],
    emphasis: "lag",
  },
  {
    name: "controller resumed one epoch late acts",
    edits: [
      core(
        "controller/hold",
        "if (now === undefined || !sameControl(now, this.sealing)) {",
        "if (now === undefined) {",
      ),
    ],
    emphasis: "promotion",
  },
  {
    name: "promotion called before `submitted` is recorded",
    edits: [
      core("controller/promotion", 'yield* this.hold.move("submit", "F3.submit");', ""),
      core(
        "controller/promotion",
        'if (this.answer === "refused") {',
        'yield* this.hold.move("submit", "F3.submit");\n if (this.answer === "refused") {',
      ),
    ],
    emphasis: "promotion",
  },
  {
    name: "unconditional create of the next registry",
    edits: [
      world(
        "journal",
        "if (!this.shards.has(name)) {",
        "if (!this.shards.has(name) || this.opening) {",
      ),
      world(
        "journal",
        "  closeShard(epoch: number, shard: number): void {\n    this.createShard(epoch, shard);",
        "  private opening = true;\n\n  closeShard(epoch: number, shard: number): void {\n    this.opening = false;\n    this.createShard(epoch, shard);\n    this.opening = true;",
      ),
    ],
    emphasis: "doubles",
  },
  {
    name: "replay without ON CONFLICT",
    edits: [
      world(
        "store",
        "    if (record.version <= present) {\n",
        `    if (record.version <= present) {
           const row = this.rows.get(record.operation);
           if (row && record.version > 1) row.postings.push(...this.protocol.postingsOf(row.operation));
        `,
      ),
    ],
    emphasis: "doubles",
  },
  {
    name: "latch follows deep health",
    edits: [
      world(
        "latch",
        'return this.regions.east.retired ? "west" : "east";',
        'return this.world.databases.answers("east") ? "east" : "west";',
      ),
    ],
  },
  {
    name: "R3: a roll or an abort opens without a replay",
    edits: [
      core(
        "controller/control",
        'roll: [...beforeChanges, "F3.latch", ...beforeOpening],',
        'roll: [...beforeChanges, "F3.latch", "F4.fence", "F4.5.registry"],',
      ),
    ],
    emphasis: "rolls",
  },
  {
    name: "R4: abort while a promotion is submitted",
    edits: [
      core(
        "controller/control",
        '["none", "refused"].includes(from.change.promotion)',
        '["none", "refused", "submitted"].includes(from.change.promotion)',
      ),
    ],
    emphasis: "promotion",
  },
  {
    name: "R4: an unknown attempt called refused before its deadline",
    edits: [
      core("controller/promotion", " || now < this.quietAt) return false;", ") return false;"),
    ],
    emphasis: "promotion",
  },
  {
    name: "R5: the database does not check the epoch",
    edits: [world("store", "if (this.fence !== epoch) {", "if (this.fence > epoch + 1_000) {")],
  },
];

/** All of them, each to be killed by its name. */
export const mutants: readonly Mutant[] = [...payments, ...logs, ...controller];
