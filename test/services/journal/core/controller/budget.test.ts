// SPDX-License-Identifier: Apache-2.0
import { backlogOf, failoverBound, run } from "payments-journal";
import { FailoverWorld } from "../../../../support/failover-world";

const times = { detection: 1000, sealOfLog: 10, promotion: 2000, replayOfSlot: 1, opening: 500 };

describe("failoverBound", () => {
  it.each([
    [0, 3500, "within"],
    [500, 4000, "within"],
    [501, 4001, "near"],
    [1500, 5000, "near"],
    [1501, 5001, "exceeded"],
  ])("with %d slots to replay is %d ms: %s", (slots, bound, state) => {
    expect(failoverBound({ logs: 0, slots }, times, 5000)).toMatchObject({ bound, state });
  });

  it("counts each log that has to be sealed", () => {
    expect(failoverBound({ logs: 7, slots: 0 }, times, 5000).bound).toBe(3570);
  });
});

describe("backlogOf", () => {
  it("counts the logs of an epoch, and their slots beyond the checkpoints", async () => {
    const { journal, ports } = await FailoverWorld.founded();
    await journal.advanceCheckpoint("1#a", 2);
    expect(await run(backlogOf(1), ports)).toEqual({ logs: 3, slots: 7 });
  });
});
