// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";

import { randomProvider } from "../../../sandbox/random";
import { StandIn } from "../../support/stand-in";

const type = "random:index/randomPassword:RandomPassword";

let random: StandIn;
beforeEach(() => {
  random = new StandIn(randomProvider, {});
});
afterEach(() => random.dispose());

async function resultOf(inputs: Record<string, unknown>, name = "password"): Promise<string> {
  const { state } = await random.make(type, name, inputs);
  return String(state.result);
}

const countIn = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

describe("RandomPassword", () => {
  it("has the length and at least the characters that are asked for", async () => {
    const least = fc.integer({ min: 0, max: 5 });
    await fc.assert(
      fc.asyncProperty(least, least, least, least, fc.nat(60), async (...numbers) => {
        const [minLower, minUpper, minNumeric, minSpecial, more] = numbers;
        const length = Math.max(1, minLower + minUpper + minNumeric + minSpecial + more);
        const result = await resultOf({ length, minLower, minUpper, minNumeric, minSpecial });
        expect(result).toHaveLength(length);
        expect(countIn(result, /[a-z]/g)).toBeGreaterThanOrEqual(minLower);
        expect(countIn(result, /[A-Z]/g)).toBeGreaterThanOrEqual(minUpper);
        expect(countIn(result, /[0-9]/g)).toBeGreaterThanOrEqual(minNumeric);
        expect(countIn(result, /[^a-zA-Z0-9]/g)).toBeGreaterThanOrEqual(minSpecial);
      }),
      { numRuns: 50 },
    );
  });

  it("holds no characters that are not allowed", async () => {
    expect(await resultOf({ length: 200, special: false })).toMatch(/^[a-zA-Z0-9]{200}$/);
    expect(await resultOf({ length: 200, overrideSpecial: "-_" })).toMatch(/^[\w-]{200}$/);
    expect(await resultOf({ length: 99, special: false, lower: false, upper: false })).toMatch(
      /^\d{99}$/,
    );
  });

  it("is the same from run to run, and another for another resource or its keepers", async () => {
    const inputs = { length: 32 };
    const result = await resultOf(inputs);
    expect(await resultOf(inputs)).toBe(result);
    expect(await resultOf(inputs, "other")).not.toBe(result);
    expect(await resultOf({ ...inputs, keepers: { generation: "2" } })).not.toBe(result);
  });

  it("comes with the shape of a bcrypt hash, and is replaced by every change", async () => {
    const made = await random.make(type, "password", { length: 32 });
    expect(made.state.bcryptHash).toMatch(/^\$2a\$10\$[./A-Za-z0-9]{53}$/);
    expect(random.diff(made, { length: 33 }).replaces).toEqual(["length"]);
  });

  it("is refused at preview where the minimums don't fit", () => {
    const { failures } = random.check(type, "password", { length: 3, minUpper: 2, minLower: 2 });
    expect(failures).toEqual([
      {
        property: "length",
        reason:
          "Invalid Attribute Value: length must be at least 4, the sum of all minimums, got 3",
      },
    ]);
  });

  it("lives in Pulumi's state alone", async () => {
    await resultOf({ length: 32 });
    expect(random.cloud.all()).toEqual([]);
  });
});
