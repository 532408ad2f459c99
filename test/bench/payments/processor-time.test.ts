// SPDX-License-Identifier: Apache-2.0
import { ticksByPart } from "../../../bench/payments/processor-time";

const root = 100;
const line = (pid: number, parent: number, ticks: number, started = pid) => ({
  pid,
  parent,
  ticks,
  started,
  residentPages: 0,
});
const commands: Readonly<Record<number, string>> = {
  1: "node bench/payments/api.ts journal 1",
  2: "node bench/payments/api.ts none 2",
  3: "/usr/lib/postgresql/15/bin/postgres -D data",
  31: "postgres: postgres unjournaled",
  4: "something",
};
const ticksOf = (before: ReturnType<typeof line>[], after: ReturnType<typeof line>[]) =>
  Object.fromEntries(ticksByPart({ before, after }, root, (pid) => commands[pid] ?? ""));

describe("ticksByPart", () => {
  it("adds up what was taken between two looks, by the child that it is below", () => {
    const before = [line(1, root, 10), line(2, root, 10), line(3, root, 5), line(31, 3, 100)];
    const after = [line(1, root, 30), line(2, root, 11), line(3, root, 6), line(31, 3, 140)];
    expect(ticksOf(before, after)).toEqual({ "payment API": 21, PostgreSQL: 41 });
  });

  it("takes nothing off for a process that has ended", () => {
    const before = [line(3, root, 5), line(31, 3, 100)];
    expect(ticksOf(before, [line(3, root, 6)])).toEqual({ PostgreSQL: 1 });
  });

  it("counts a process from its beginning, also under a number that was used before", () => {
    const before = [line(3, root, 5), line(31, 3, 100, 1)];
    expect(ticksOf(before, [line(3, root, 5), line(31, 3, 7, 2)])).toEqual({ PostgreSQL: 7 });
  });

  it("leaves out who is not below, and the process itself", () => {
    const after = [line(root, 1, 50), line(900, 1, 50), line(4, root, 3)];
    expect(ticksOf([], after)).toEqual({ other: 3 });
  });
});
