// SPDX-License-Identifier: Apache-2.0
import type { RegionName } from "../engine/plan";
import type { Clients } from "./clients";
import type { SimulatedLatch } from "./latch";
import { keyOf, type SimulatedProcessors } from "./processors";
import type { World } from "./world";

/** How long a change of epoch may take once nothing is broken any more, in milliseconds. */
const changeBound = 20_000;

/** What is left when a schedule is over. */
export interface Remains {
  readonly processors: Pick<SimulatedProcessors, "books">;
  readonly clients: Pick<Clients, "open">;
  readonly latch: Pick<SimulatedLatch, "pointed">;
  /** Since when nothing is broken. */
  readonly healed: number;
}

/** Judges what is left when a schedule is over and everything has been whole for a while. */
export function judgeEnd(world: World, { processors, clients, latch, healed }: Remains): void {
  const { judge, journal, databases } = world;
  const control = journal.control;
  if (control?.phase !== "ACTIVE") {
    judge.report("I14", `the change of epoch is still under way: ${JSON.stringify(control)}`);
    return;
  }
  const active = control.active as RegionName;
  if (databases.role(active) !== "writer" || !databases.serves(active)) {
    judge.report("I14", `${active} is active, and its database does not write`);
    return;
  }
  judgeControls(world, healed);
  if (latch.pointed !== active) {
    judge.report("I8", `clients are sent to ${latch.pointed}, and ${active} is active`);
  }
  judgeCharges(world, processors);
  judgeStored(world, active, processors);
  if (clients.open.size > 0) {
    judge.report("I10", `without a final answer: ${[...clients.open].join(", ")}`);
  }
}

function judgeControls({ judge, journal }: World, healed: number): void {
  let claimed = 0;
  for (const [index, { phase }] of journal.controls.entries()) {
    const at = journal.controlTimes[index] ?? 0;
    if (phase === "SEALING") claimed ||= at;
    else {
      const took = at - Math.max(claimed, healed);
      if (claimed > 0 && took > changeBound) {
        judge.report("I9", `a change of epoch took ${took} ms with nothing broken`);
      }
      claimed = 0;
    }
  }
  for (const [index, control] of journal.controls.entries()) {
    const before = journal.controls[index - 1];
    if (!before || control.epoch === before.epoch + Number(control.phase === "ACTIVE")) {
      if (!before || control.epoch !== before.epoch || control.active === before.active) continue;
    }
    judge.report("I3", `the control item went ${JSON.stringify([before, control])}`);
  }
}

function judgeCharges({ judge }: World, { books }: Pick<SimulatedProcessors, "books">): void {
  const captured = new Map<string, number>();
  for (const { operation, end } of books) {
    if (end !== "succeeded") continue;
    const key = keyOf(operation);
    captured.set(key, (captured.get(key) ?? 0) + 1);
  }
  for (const [key, count] of captured) {
    if (count > 1) judge.report("I2", `${key} was captured ${count} times`);
    const told = judge.finals.get(key);
    if (told?.status === "declined") {
      judge.report("I13", `${key} was told to be declined, and is captured`);
    }
  }
}

function judgeStored(
  world: World,
  active: RegionName,
  processors: Pick<SimulatedProcessors, "books">,
): void {
  const { judge, databases } = world;
  const { rows } = databases.read(active);
  for (const { operation, status, amount, key } of judge.finals.values()) {
    const row = rows.get(operation);
    const same = row?.operation.status === status && row.operation.amount === amount;
    if (!same && !(status === "needs_review" && row)) {
      const stored = row?.operation.status ?? "absent";
      judge.report("I1", `${key} was told ${operation} ${status}, the database has it ${stored}`);
    }
  }
  const live = new Set(
    processors.books.filter(({ end }) => end === "succeeded").map(({ operation }) => operation),
  );
  for (const { operation, postings, steps } of rows.values()) {
    const { id, status } = operation;
    const sum = postings.reduce((total, posting) => total + posting.amount, 0);
    if (sum !== 0 || postings.length !== (status === "succeeded" ? 2 : 0)) {
      judge.report("I5", `${id} is ${status} and has ${postings.length} postings, sum ${sum}`);
    }
    if (steps.length !== operation.version) {
      judge.report("I5", `${id} has ${steps.length} steps at version ${operation.version}`);
    }
    if (status === "pending" || status === "accepted") {
      judge.report("I14", `${id} is ${status} still`);
    }
    if (operation.journaled < operation.version) {
      judge.report("I14", `${id} has steps that are not in the journal`);
    }
    if (status === "declined" && live.has(id)) {
      judge.report("I13", `${id} is declined, and is captured`);
    }
  }
  for (const id of live) {
    if (!rows.has(id)) judge.report("I1", `${id} was captured, and the database lacks it`);
  }
}
