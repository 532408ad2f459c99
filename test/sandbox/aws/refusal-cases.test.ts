// SPDX-License-Identifier: Apache-2.0
import { refusalsOf } from "../../support/refusal-record";
import { refusalCases } from "../../engine/refusals";

const numbered = refusalCases.map((one, index) => ({ ...one, index }));
/** What comes to an empty cloud; the rest needs an engine that knows what was there before. */
const fresh = numbered.filter(({ stage }) => !["update", "delete"].includes(stage));

/** The cases that test/engine gets from the real engine, here without one: in seconds. */
describe("AWS's stand-in", () => {
  it.each(numbered)("takes all but $what", async ({ index }) => {
    expect(await refusalsOf(index, false)).toEqual([]);
  });

  it.each(fresh)("refuses $what", async ({ index, token, stage, code, property }) => {
    const call = stage === "check" ? "check" : "call";
    expect(await refusalsOf(index, true)).toEqual([[token, call, code, property].join(" ")]);
  });
});
