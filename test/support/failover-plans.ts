// SPDX-License-Identifier: Apache-2.0
import type { ChangeOrder } from "payments-journal";
import { attended, FailoverWorld, Hand, orderOf } from "./failover-world";
import type { PromotionEnd } from "./memory-regions";

/** A change of epoch to interrupt, and what has to come of it all the same. */
export interface Plan {
  readonly name: string;
  readonly kind: ChangeOrder["kind"];
  readonly promotions: PromotionEnd[];
  readonly expected: { readonly epoch: number; readonly active: string };
}

export const plans: readonly Plan[] = [
  {
    name: "a failover",
    kind: "failover",
    promotions: ["later"],
    expected: { epoch: 2, active: "eu-west-1" },
  },
  {
    name: "a switchover",
    kind: "switchover",
    promotions: ["done"],
    expected: { epoch: 2, active: "eu-west-1" },
  },
  { name: "a roll", kind: "roll", promotions: [], expected: { epoch: 2, active: "us-east-1" } },
  {
    name: "a failover that is refused",
    kind: "failover",
    promotions: ["refused"],
    expected: { epoch: 2, active: "us-east-1" },
  },
];

/** The world in which the plan is carried out. */
export async function begin({ promotions }: Plan): Promise<FailoverWorld> {
  const world = await FailoverWorld.founded();
  world.regions.promotions = [...promotions];
  return world;
}

/** How many calls a controller makes before each step: the places where it can be stopped. */
export async function places(plan: Plan): Promise<Map<string, number>> {
  const { made } = await new Hand(attended(orderOf("a", plan.kind)), await begin(plan)).until();
  const firsts = new Map<string, number>();
  made.forEach((step, index) => {
    if (!firsts.has(step)) firsts.set(step, index);
    // A step that is made many times is stopped in its middle as well.
    if (!firsts.has(`${step}, again`) && firsts.get(step) === index - 1) {
      firsts.set(`${step}, again`, index);
    }
  });
  return firsts;
}

/** Lets a controller make so many calls. */
export async function stoppedAfter(calls: number, hand: Hand<unknown>): Promise<void> {
  await hand.until(() => hand.made.length >= calls);
}

/** Lets a controller go on from wherever the change is. */
export async function finishedBy(owner: string, plan: Plan, world: FailoverWorld): Promise<void> {
  await new Hand(attended(orderOf(owner, plan.kind)), world).until();
}
