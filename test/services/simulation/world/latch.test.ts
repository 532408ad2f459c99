// SPDX-License-Identifier: Apache-2.0
import { SimulatedLatch } from "./latch";
import { founded } from "./planted-world";

/** What is reported when clients are sent to the west and to the east again, in a failover to the west. */
function turnedAround(step: string): string | undefined {
  const world = founded();
  const latch = new SimulatedLatch(world);
  const change = {
    kind: "failover",
    target: "west",
    owner: "",
    step,
    promotion: "none",
    attempt: 0,
  } as const;
  world.journal.replaceControl(
    { epoch: 1, phase: "SEALING", active: "east", change, revision: 2 },
    1,
  );
  latch.retire("east", 1);
  latch.restore("east", 1);
  return world.judge.violation?.detail;
}

describe("the latch of the simulation", () => {
  it("lets clients be sent back before a change has sent them on: another one was turned around", () => {
    expect(turnedAround("F2.seal")).toBeUndefined();
  });

  it("reports clients who are sent back after that", () => {
    expect(turnedAround("F3.latch")).toBe("clients go to east, and west is to write");
  });
});
