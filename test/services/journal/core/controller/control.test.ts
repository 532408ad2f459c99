// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import {
  moved,
  nextStep,
  routes,
  sameControl,
  transitions,
  transitionsBetween,
} from "payments-journal";
import type { Control, Transition, Wish } from "payments-journal";

const first: Control = { epoch: 1, phase: "ACTIVE", active: "us-east-1", revision: 1 };
const names = Object.keys(transitions) as Transition[];
const steps = [...new Set(Object.values(routes).flat())];

const tries = fc.array(
  fc.record({
    pick: fc.nat(),
    wish: fc.record({
      // Mostly the owner, so that some changes come to their end.
      owner: fc.constantFrom("owner", "owner", "owner", "a", "b"),
      kind: fc.constantFrom("failover", "switchover", "roll"),
      target: fc.constantFrom("us-east-1", "eu-west-1"),
      step: fc.constantFrom(...steps),
    }),
  }),
  { minLength: 30, maxLength: 60 },
);

/** A walk over the table: each time one of the transitions that it allows. */
function walk(wishes: readonly { pick: number; wish: Wish }[]): Control[] {
  const path = [first];
  let at = first;
  for (const { pick, wish } of wishes) {
    const change = at.change;
    const owner = wish.owner === "owner" ? (change?.owner ?? "a") : wish.owner;
    // The step that comes next, or any other.
    const step = pick % 5 === 0 ? wish.step : change && nextStep(change);
    const next = names.flatMap((name) => allowed(name, at, { ...wish, owner, step }));
    const to = next[pick % next.length];
    if (to === undefined) continue;
    at = to;
    path.push(at);
  }
  return path;
}

function allowed(name: Transition, from: Control, wish: Wish): Control[] {
  const row: (from: Control, wish: Wish) => Omit<Control, "revision"> | undefined =
    transitions[name];
  return row(from, wish) === undefined ? [] : [moved(name, from, wish)];
}

/** Each two neighbors on a path. */
function* pairs(path: readonly Control[]): Generator<readonly [Control, Control]> {
  for (let i = 1; i < path.length; i += 1) {
    const [from, to] = [path[i - 1], path[i]];
    if (from && to) yield [from, to];
  }
}

describe("transitions of the control item", () => {
  it("let an epoch rise by one at a time, and only to the region that it was changed for", () => {
    fc.assert(
      fc.property(tries, (wishes) => {
        for (const [from, to] of pairs(walk(wishes))) {
          expect(to.revision).toBe(from.revision + 1);
          expect(to.epoch === from.epoch ? to.active : to.epoch).toBe(
            to.epoch === from.epoch ? from.active : from.epoch + 1,
          );
          if (to.epoch > from.epoch) expect(to.active).toBe(from.change?.target);
        }
      }),
    );
  });

  it("open an epoch only after every step of its route, and elsewhere only after a promotion", () => {
    let opened = 0;
    fc.assert(
      fc.property(tries, (wishes) => {
        for (const [from, to] of pairs(walk(wishes))) {
          if (to.epoch === from.epoch) continue;
          opened += 1;
          expect(from.change?.step).toBe("F4.5.registry");
          expect(from.change?.promotion === "done").toBe(to.active !== from.active);
        }
      }),
      { numRuns: 300 },
    );
    expect(opened).toBeGreaterThan(20);
  });

  it("record each step right after the one before it", () => {
    fc.assert(
      fc.property(tries, (wishes) => {
        for (const [from, to] of pairs(walk(wishes))) {
          if (!from.change || !to.change || from.change.step === to.change.step) continue;
          const rewinds = from.change.kind !== to.change.kind;
          expect(to.change.step).toBe(rewinds ? "F2.seal" : nextStep(from.change));
        }
      }),
    );
  });

  it("have no way back once a promotion may come", () => {
    fc.assert(
      fc.property(tries, (wishes) => {
        for (const [from, to] of pairs(walk(wishes))) {
          if (!from.change || !to.change || from.change.target === to.change.target) continue;
          expect(["none", "refused"]).toContain(from.change.promotion);
        }
      }),
    );
  });

  it("count the attempts, and record each before its end", () => {
    fc.assert(
      fc.property(tries, (wishes) => {
        for (const [from, to] of pairs(walk(wishes))) {
          if (!from.change || !to.change) continue;
          if (to.change.promotion === "submitted" && to.change.attempt !== from.change.attempt) {
            expect(to.change.attempt).toBe(from.change.attempt + 1);
          }
          if (
            to.change.promotion !== from.change.promotion &&
            to.change.promotion !== "submitted"
          ) {
            expect(from.change.promotion).toBe("submitted");
          }
        }
      }),
    );
  });

  it("are left to the owner, but for taking over, going back and going elsewhere", () => {
    fc.assert(
      fc.property(tries, (wishes) => {
        for (const [from, to] of pairs(walk(wishes))) {
          const through = transitionsBetween(from, to);
          expect(through).not.toEqual([]);
          if (!from.change || !to.change || from.change.owner === to.change.owner) continue;
          expect(["take", "abort", "redirect"]).toEqual(expect.arrayContaining([...through]));
        }
      }),
    );
  });
});

describe("transitionsBetween", () => {
  const begun = moved("claim", first, { owner: "a", kind: "failover", target: "eu-west-1" });

  it("names the transition", () => {
    expect(transitionsBetween(first, begun)).toEqual(["claim"]);
  });

  it.each<[string, Control]>([
    ["an epoch is skipped", { ...first, epoch: 2, revision: 2 }],
    ["a revision is skipped", { ...begun, revision: begun.revision + 1 }],
    ["the region changes without a new epoch", { ...first, active: "eu-west-1", revision: 2 }],
  ])("fails when %s", (_, to) => {
    expect(transitionsBetween(first, to)).toEqual([]);
  });

  it("fails when a step is skipped", () => {
    const change = begun.change && { ...begun.change, step: "F4.fence" };
    const to = { ...begun, change, revision: begun.revision + 1 };
    expect(transitionsBetween(begun, to)).toEqual([]);
    expect(sameControl(begun, to)).toBe(false);
  });
});
