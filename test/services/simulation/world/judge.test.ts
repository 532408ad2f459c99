// SPDX-License-Identifier: Apache-2.0
import { planted } from "./planted";
import { end, paid, toldOfReview } from "./planted-world";

describe("the judge", () => {
  it.each(planted)("reports %s when %s", (invariant, _, make) => {
    expect(make().judge.violation?.invariant).toBe(invariant);
  });

  it("lets who asked before a final answer be told of the review before it", () => {
    expect(toldOfReview({ asked: 5 }).judge.violation).toBeUndefined();
  });

  it("reports nothing of a payment that went well", () => {
    const world = paid();
    end(world);
    expect(world.judge.violation).toBeUndefined();
  });
});
