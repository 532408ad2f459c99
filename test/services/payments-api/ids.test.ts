// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";
import { newId } from "../../../services/payments-api/ids";

describe("newId", () => {
  it("is a UUID of version 7", () => {
    const form = /^pay_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    for (let index = 0; index < 100; index += 1) expect(newId("pay")).toMatch(form);
  });

  it("begins with the time: later ids come after", () => {
    const time = fc.integer({ min: 0, max: 2 ** 48 - 2 });
    fc.assert(
      fc.property(time, time, (a, b) => {
        fc.pre(a < b);
        expect(newId("ref", a) < newId("ref", b)).toBe(true);
      }),
    );
    expect(newId("pay", 0x0123456789ab)).toMatch(/^pay_01234567-89ab-7/);
  });

  it("differs each time", () => {
    const ids = Array.from({ length: 1_000 }, () => newId("pay", 1));
    expect(new Set(ids).size).toBe(1_000);
  });
});
