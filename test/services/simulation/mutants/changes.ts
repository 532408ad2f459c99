// SPDX-License-Identifier: Apache-2.0
import { core, world, type Mutant } from "./mutant";

/** Mistakes in checkpoints, replay, and the change of epoch. */
export const changes: readonly Mutant[] = [
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
      // The deadline alone holds: without the look, a call that comes late has no effect still.
      world("controller-ports", "if (timeline.now > lapsesAt)", "if (timeline.now > Infinity)"),
    ],
    emphasis: "promotion",
  },
  {
    name: "a promotion is done however late it is asked for",
    edits: [
      world("controller-ports", "if (timeline.now > lapsesAt)", "if (timeline.now > Infinity)"),
    ],
    emphasis: "promotion",
  },
  {
    name: "promotion called before `submitted` is recorded",
    edits: [
      core("controller/promotion", 'yield* this.hold.move("submit", "F3.submit");', ""),
      core(
        "controller/promotion",
        'if (this.answer !== "refused") return;',
        'yield* this.hold.move("submit", "F3.submit");\n if (this.answer !== "refused") return;',
      ),
    ],
    emphasis: "promotion",
  },
  {
    name: "replay goes on in a database that lost its fence",
    edits: [core("controller/change", "yield* fenced(hold);\n  const inner", "const inner")],
    emphasis: "losses",
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
    edits: [core("controller/promotion", "if (now > this.quietAt) {", "if (now >= 0) {")],
    emphasis: "promotion",
  },
  {
    name: "R4: a refusal believed while a copy of its call may be on its way",
    edits: [
      core(
        "controller/promotion",
        "this.quietAt = Math.max(this.quietAt, now + deadline);",
        'if (this.answer !== "refused") this.quietAt = Math.max(this.quietAt, now + deadline);',
      ),
    ],
    emphasis: "promotion",
  },
  {
    name: "R5: the database does not check the epoch",
    edits: [world("store", "if (this.fence !== epoch) {", "if (this.fence > epoch + 1_000) {")],
  },
];
