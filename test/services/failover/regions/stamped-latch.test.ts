// SPDX-License-Identifier: Apache-2.0
import { moved } from "payments-journal";
import type { Control, Transition } from "payments-journal";
import { StampedLatch } from "../../../../services/failover/regions/stamped-latch";

const control: Control = { epoch: 1, phase: "ACTIVE", active: "us-east-1", revision: 5 };
const regions = ["us-east-1", "eu-west-1"];

/** The control item after some steps of a failover. */
function after(...steps: readonly (readonly [Transition, string?])[]): Control {
  const wish = { owner: "a", kind: "failover", target: "eu-west-1" } as const;
  return steps.reduce((from, [name, step]) => moved(name, from, { ...wish, step }), control);
}

function states(latch: StampedLatch): (boolean | undefined)[] {
  return regions.map((region) => latch.retired(region));
}

describe("StampedLatch", () => {
  it("knows nothing before it has seen the control item", () => {
    expect(states(new StampedLatch(regions))).toEqual([undefined, undefined]);
  });

  it("sends clients on when the change has got as far as the latch, and not before", () => {
    const latch = new StampedLatch(regions);
    latch.follow(after(["claim"], ["finish", "F2.seal"], ["submit"]));
    expect(states(latch)).toEqual([false, true]);
    latch.follow(after(["claim"], ["finish", "F2.seal"], ["submit"], ["finish", "F3.latch"]));
    expect(states(latch)).toEqual([true, false]);
  });

  it("ignores a call that comes late", async () => {
    const latch = new StampedLatch(regions);
    latch.follow(control);
    await latch.retire("us-east-1", control.revision - 1);
    expect(states(latch)).toEqual([false, true]);
  });

  it("does not take back what a controller did after the item was read", async () => {
    const latch = new StampedLatch(regions);
    const sealing = after(["claim"], ["finish", "F2.seal"], ["submit"]);
    latch.follow(sealing);
    await latch.retire("us-east-1", sealing.revision);
    latch.follow(sealing);
    expect(latch.retired("us-east-1")).toBe(true);
  });
});
