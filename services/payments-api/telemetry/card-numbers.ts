// SPDX-License-Identifier: Apache-2.0

/**
 * What may be a card number (ISO/IEC 7812), also in groups: 13 to 19 digits, the first of them one
 * that card networks use. Longer runs of digits, those inside identifiers in hexadecimal, and what
 * begins otherwise, as references of Adyen do, are none.
 */
const candidates = /(?<![0-9A-Za-z-])[2-6](?:[ -]?\d){12,18}(?![0-9A-Za-z-])/g;

/** Whether a text holds what may be a card number: the right length, and the right check digit. */
export function holdsCardNumber(text: string): boolean {
  return (text.match(candidates) ?? []).some(hasCheckDigit);
}

/** A text with what may be a card number taken out. */
export function withoutCardNumbers(text: string): string {
  return text.replace(candidates, (found) => (hasCheckDigit(found) ? "[card number]" : found));
}

/** By the formula of Luhn. */
function hasCheckDigit(text: string): boolean {
  const digits = [...text.replace(/\D/g, "")].reverse().map(Number);
  const sum = digits.reduce((total, digit, place) => {
    const weighed = place % 2 === 1 ? digit * 2 : digit;
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return sum % 10 === 0;
}
