// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";

import {
  holdsCardNumber,
  withoutCardNumbers,
} from "../../../../services/payments-api/telemetry/card-numbers";

/** Digits with the check digit that makes them a card number. */
const cardNumber = fc
  .tuple(
    fc.integer({ min: 2, max: 6 }),
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 11, maxLength: 17 }),
  )
  .map(([first, rest]) => {
    const digits = [first, ...rest];
    const sum = [...digits].reverse().reduce((total, digit, place) => {
      const weighed = place % 2 === 0 ? digit * 2 : digit;
      return total + (weighed > 9 ? weighed - 9 : weighed);
    }, 0);
    return [...digits, (10 - (sum % 10)) % 10].join("");
  });

describe("holdsCardNumber", () => {
  it.each([
    ["a card number", "4111111111111111", true],
    ["one in groups", "pay 4111 1111 1111 1111 now", true],
    ["one with dashes", "5555-5555-5555-4444", true],
    ["one of fifteen digits", '{"n":"378282246310005"}', true],
    ["a wrong check digit", "4111111111111112", false],
    ["a longer number", "41111111111111110000", false],
    ["a shorter number", "411111111111", false],
    ["one after a prefix", "tok_4111111111111111", true],
    ["a reference of Adyen", "8815658961765255", false],
    ["an identifier", "0190b5a1-4111-7111-8111-111111111111", false],
    ["a time", "2026-11-30T01:02:03.004Z", false],
  ])("judges %s", (_name, text, holds) => {
    expect(holdsCardNumber(text)).toBe(holds);
    expect(withoutCardNumbers(text) !== text).toBe(holds);
  });

  it("finds every card number between words", () => {
    fc.assert(
      fc.property(cardNumber, fc.constantFrom("", " ", '"', "=", ": "), (number, around) => {
        const text = `x ${around}${number}${around} y`;
        expect(withoutCardNumbers(text)).not.toContain(number);
      }),
    );
  });
});
