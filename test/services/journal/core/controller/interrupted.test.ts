// SPDX-License-Identifier: Apache-2.0
import { begin, finishedBy, places, plans, stoppedAfter } from "../../../../support/failover-plans";
import { attended, Hand, orderOf } from "../../../../support/failover-world";

describe.each(plans)("$name", (plan) => {
  it("is brought to its end by another controller, whatever step the first one died at", async () => {
    for (const [place, calls] of await places(plan)) {
      const world = await begin(plan);
      await stoppedAfter(calls, new Hand(attended(orderOf("a", plan.kind)), world));
      await finishedBy("b", plan, world);
      expect({ place, faults: await world.faults(plan.expected) }).toEqual({ place, faults: [] });
    }
  });

  it("has no effect any more by a controller that wakes an epoch late, whatever step it slept at", async () => {
    for (const [place, calls] of await places(plan)) {
      const world = await begin(plan);
      const asleep = new Hand(attended(orderOf("a", plan.kind)), world);
      await stoppedAfter(calls, asleep);
      await finishedBy("b", plan, world);
      const roll = { ...orderOf("b", "roll"), epoch: 2, target: plan.expected.active };
      await new Hand(attended(roll), world).until();
      const before = await world.control();
      const done = world.regions.effects.length;
      const writers = world.regions.writers();
      await asleep.until();
      // The one call that was on its way when it fell asleep can't be held back; it does no harm.
      expect(world.regions.effects.length - done).toBeLessThanOrEqual(1);
      expect(await world.control()).toEqual(before);
      expect(world.regions.writers()).toEqual(writers);
      const faults = await world.faults({ ...plan.expected, epoch: 3 });
      expect({ place, faults }).toEqual({ place, faults: [] });
    }
  });
});
