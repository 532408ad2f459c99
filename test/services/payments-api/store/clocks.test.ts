// SPDX-License-Identifier: Apache-2.0
import { Clocks } from "../../../../services/payments-api/store/clocks";

function clocksWith(database: number, highest: number) {
  const times = { wall: 1_000, monotonic: 0 };
  const given: unknown[] = [];
  const query = (_: unknown, values: readonly unknown[]) => {
    given.push(values);
    return Promise.resolve([{ now_ms: database, highest_ms: highest }] as never);
  };
  const clocks = new Clocks(
    { query },
    "process-a",
    () => times.wall,
    () => times.monotonic,
  );
  return { clocks, times, given };
}

describe("Clocks", () => {
  it("take the clock behind for what may not look young, and the one ahead for its age", async () => {
    const { clocks } = clocksWith(900, 1_100);
    await clocks.beat(1);
    expect(await clocks.earliest()).toBe(900);
    expect(await clocks.latest()).toBe(1_100);
  });

  it("go on when this machine's clock is set back", async () => {
    const { clocks, times } = clocksWith(1_000, 1_000);
    await clocks.beat(1);
    times.wall = 0;
    times.monotonic = 500;
    expect(await clocks.latest()).toBe(1_500);
  });

  it("tell the database this machine's time with each beat, and how far it is believed", async () => {
    const { clocks, given } = clocksWith(1_000, 1_000);
    await clocks.beat(7);
    expect(given).toEqual([["process-a", 7, 1_000, 3_600_000]]);
  });

  it("fail before they were compared with the database's", () => {
    const { clocks } = clocksWith(0, 0);
    expect(() => clocks.latest()).toThrow("call beat");
  });
});
