// SPDX-License-Identifier: Apache-2.0
import { core, world, type Mutant } from "./mutant";

/** Mistakes in how logs are registered, written, sealed, retired and trimmed. */
export const logs: readonly Mutant[] = [
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
