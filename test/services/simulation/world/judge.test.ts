// SPDX-License-Identifier: Apache-2.0
import { end, paid, planted } from "./planted";

describe("the judge", () => {
  it.each(planted)("reports %s when %s", (invariant, _, make) => {
    expect(make().judge.violation?.invariant).toBe(invariant);
  });

  it("reports nothing of a payment that went well", () => {
    const world = paid();
    end(world);
    expect(world.judge.violation).toBeUndefined();
  });
});
