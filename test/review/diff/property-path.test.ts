// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";

import { pathOf, stepsOf } from "../../../review/diff/property-path";

describe("a property's path", () => {
  it.each([
    ["cidrBlock", ["cidrBlock"]],
    ["rules[0].cidrBlock", ["rules", 0, "cidrBlock"]],
    ['tags["kubernetes.io/role/elb"]', ["tags", "kubernetes.io/role/elb"]],
    ['a["say \\"hi\\""][12]', ["a", 'say "hi"', 12]],
  ])("%s has its steps, and is written so again", (path, steps) => {
    expect(stepsOf(path)).toEqual(steps);
    expect(pathOf(steps)).toBe(path);
  });

  it("leads to the same steps whatever the keys", () => {
    const step = fc.oneof(fc.nat(), fc.string({ minLength: 1 }));
    fc.assert(
      fc.property(fc.array(step, { minLength: 1 }), (steps) => {
        expect(stepsOf(pathOf(steps))).toEqual(steps);
      }),
    );
  });
});
