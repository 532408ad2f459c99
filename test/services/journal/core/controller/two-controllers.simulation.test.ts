// SPDX-License-Identifier: Apache-2.0
import { begin, finishedBy, places, plans, stoppedAfter } from "../../../../support/failover-plans";
import { attended, Hand, orderOf } from "../../../../support/failover-world";

// Thousands of runs: with the simulations, not with what is run at each change.
jest.setTimeout(300_000);

describe.each(plans)("$name", (plan) => {
  it("comes to the same end with two controllers, wherever one yields to the other and back", async () => {
    const all = [...(await places(plan)).values()];
    for (const first of all) {
      for (const second of all) {
        const world = await begin(plan);
        const a = new Hand(attended(orderOf("a", plan.kind)), world);
        const b = new Hand(attended(orderOf("b", plan.kind)), world);
        await stoppedAfter(first, a);
        await stoppedAfter(second, b);
        await a.until();
        await b.until();
        await finishedBy("c", plan, world);
        const faults = await world.faults(plan.expected);
        expect({ first, second, faults }).toEqual({ first, second, faults: [] });
      }
    }
  });
});
