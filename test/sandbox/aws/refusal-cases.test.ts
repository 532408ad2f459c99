// SPDX-License-Identifier: Apache-2.0
import { refusalCases } from "../../engine/refusals";
import { refusalsOf } from "../../support/refusal-record";

const numbered = refusalCases.map((one, index) => ({ ...one, index }));
/** Refused where nothing was before; the rest needs an engine that knows what was. */
const fresh = numbered.filter(
  ({ stage, onTop }) => !["update", "delete"].includes(stage) && onTop !== true,
);

/** How many cases share a cloud: each alone takes long to set up, all in one to look through. */
const sharing = 25;
const batches = Array.from({ length: Math.ceil(numbered.length / sharing) }, (_, batch) =>
  numbered.slice(batch * sharing, (batch + 1) * sharing).map(({ index }) => index),
);

/** What the stand-in says to all cases, with the mistakes of some. */
async function answers(mistakes: readonly number[]): Promise<Map<number, readonly string[]>> {
  const said = new Map<number, readonly string[]>();
  for (const batch of batches) {
    const mistaken = batch.filter((index) => mistakes.includes(index));
    for (const [index, refusals] of await refusalsOf(batch, mistaken)) said.set(index, refusals);
  }
  return said;
}

/** The cases that test/engine gets from the real engine, here without one: in seconds. */
describe("AWS's stand-in", () => {
  let good: Map<number, readonly string[]>;
  let bad: typeof good;
  beforeAll(async () => {
    good = await answers([]);
    bad = await answers(fresh.map(({ index }) => index));
  }, 180_000);

  it.each(numbered)("takes all but $what", ({ index }) => {
    expect(good.get(index)).toEqual([]);
  });

  it.each(fresh)("refuses $what", ({ index, token, stage, code, property }) => {
    const call = stage === "check" ? "check" : "call";
    expect(bad.get(index)).toEqual([`${token} ${call} ${code} ${property}`]);
  });
});
