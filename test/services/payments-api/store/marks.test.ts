// SPDX-License-Identifier: Apache-2.0
import { Marks } from "../../../../services/payments-api/store/marks";

function marksWith(fails = false) {
  const written: unknown[] = [];
  const lost: number[] = [];
  const query = (_: unknown, values: readonly unknown[]) => {
    written.push(values);
    return fails ? Promise.reject(new Error("gone")) : Promise.resolve([]);
  };
  const marks = new Marks({ query }, { milliseconds: 1, lost: (_, count) => lost.push(count) });
  return { marks, written, lost };
}

describe("Marks", () => {
  it("writes many at once, each operation once, by its highest version", async () => {
    const { marks, written } = marksWith();
    marks.add(1, "b", 2);
    marks.add(1, "a", 2);
    marks.add(1, "a", 1);
    await marks.flush();
    expect(written).toEqual([[1, ["a", "b"], [2, 2]]]);
  });

  it("writes by itself after a while, and nothing when there is nothing", async () => {
    const { marks, written } = marksWith();
    marks.add(1, "a", 1);
    while (written.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    await marks.flush();
    expect(written).toHaveLength(1);
  });

  it("forgets what an epoch that is over has left", async () => {
    const { marks, written } = marksWith();
    marks.add(1, "a", 1);
    marks.add(2, "b", 1);
    await marks.flush();
    expect(written).toEqual([[2, ["b"], [1]]]);
  });

  it("does not try again what was lost, and says how much it was", async () => {
    const { marks, written, lost } = marksWith(true);
    marks.add(1, "a", 1);
    marks.add(1, "b", 1);
    await marks.flush();
    await marks.flush();
    expect(written).toHaveLength(1);
    expect(lost).toEqual([2]);
  });
});
