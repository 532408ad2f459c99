// SPDX-License-Identifier: Apache-2.0
import { runBaseline } from "../../../drill/baselines/baseline";

const settings = { rate: 300, seed: 1, duration: 3_000 };

describe("runBaseline", () => {
  it("shows that an asynchronous replica loses what the old region acknowledges in a partition", async () => {
    const one = { kind: "asynchronous replica", fault: "partition" } as const;
    const { acknowledged, lost, kind } = await runBaseline(one, settings);
    expect(kind).toBe("asynchronous replica");
    expect(acknowledged).toBeGreaterThan(500);
    expect(lost).toBeGreaterThan(300);
    expect(lost).toBeLessThan(acknowledged);
  });

  it("shows that a synchronous replica loses nothing, and waits a round trip for each payment", async () => {
    const one = { kind: "synchronous replica", fault: "killed" } as const;
    const { acknowledged, lost, p50 } = await runBaseline(one, settings);
    expect(acknowledged).toBeGreaterThan(30);
    expect(lost).toBe(0);
    expect(p50).toBeGreaterThanOrEqual(80);
  });
});
