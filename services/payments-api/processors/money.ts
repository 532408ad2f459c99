// SPDX-License-Identifier: Apache-2.0

/**
 * Digits of the minor unit. Only currencies that all processors take, and for which all agree with
 * ISO 4217; not HUF, ISK, TWD or UGX, for instance, which some count in whole units.
 *
 * @see https://docs.stripe.com/currencies
 * @see https://docs.adyen.com/development-resources/currency-codes
 * @see https://developer.paypal.com/api/rest/reference/currency-codes/
 */
const digits: Readonly<Record<string, number>> = {
  ...{ AUD: 2, CAD: 2, CHF: 2, CZK: 2, DKK: 2, EUR: 2, GBP: 2, HKD: 2, ILS: 2, JPY: 0 },
  ...{ MXN: 2, NOK: 2, NZD: 2, PHP: 2, PLN: 2, SEK: 2, SGD: 2, THB: 2, USD: 2 },
};

/** The currencies (ISO 4217) that can be paid in. */
export const currencies: readonly string[] = Object.keys(digits);

/** Whether money of this currency can be taken. */
export function acceptsCurrency(currency: string): boolean {
  return Object.hasOwn(digits, currency);
}

/** @throws RangeError when money of this currency can't be taken */
export function requireCurrency(currency: string): void {
  digitsOf(currency);
}

/**
 * As a decimal number: 1234 of USD is `12.34`.
 *
 * @throws RangeError for another currency, or an amount that is no whole number
 */
export function toDecimal(amount: number, currency: string): string {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`amount ${amount} is no whole number`);
  const places = digitsOf(currency);
  if (places === 0) return String(amount);
  const text = String(Math.abs(amount)).padStart(places + 1, "0");
  return `${amount < 0 ? "-" : ""}${text.slice(0, -places)}.${text.slice(-places)}`;
}

/**
 * The minor units of a decimal number; `undefined` when it has more digits than the currency, or is
 * no number. Without floating point: 1.15 × 100 is not 115.
 */
export function fromDecimal(text: string, currency: string): number | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (match === null || !acceptsCurrency(currency)) return undefined;
  const [, sign, whole = "", fraction = ""] = match;
  const places = digitsOf(currency);
  if (/[1-9]/.test(fraction.slice(places))) return undefined;
  const amount = Number(whole + fraction.slice(0, places).padEnd(places, "0"));
  if (!Number.isSafeInteger(amount)) return undefined;
  return sign === "-" && amount !== 0 ? -amount : amount;
}

function digitsOf(currency: string): number {
  const places = acceptsCurrency(currency) ? digits[currency] : undefined;
  if (places === undefined) {
    throw new RangeError(`currency: got ${currency}, allowed ${currencies.join(", ")}`);
  }
  return places;
}
