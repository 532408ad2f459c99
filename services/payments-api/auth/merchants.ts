// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";

import type { ApiKeys } from "./caller";

/** An API key: `sk_` and 256 random bits in base64url. */
export const apiKeyForm = /^sk_[0-9A-Za-z_-]{43}$/;

/** What Merchants takes where nothing is said. */
export const defaults = { remembered: 10_000 } as const;

interface Remembered {
  readonly merchant: Promise<string | undefined>;
  readonly until: number;
}

/**
 * Finds the merchant of an API key.
 *
 * Keys are 256 random bits, so there is nothing to guess from a list of likely ones, and a plain
 * SHA-256 protects them as well as a slow hash would, at a thousandth of the cost per request. They
 * are looked up by that hash: whoever measures how long it takes learns about hashes of keys of his
 * own choice, and nothing about anybody else's key.
 *
 * Who was found is remembered for a short time, so that a payment costs no query more; that time is
 * also how long a revoked key may still work. Requests with the same key wait for one query.
 */
export class Merchants {
  private readonly remembered = new Map<string, Remembered>();

  /**
   * @param seconds how long a key's merchant is remembered
   * @param most how many keys are remembered. @default 10000
   * @param now milliseconds of a clock that only goes forward
   */
  constructor(
    private readonly keys: ApiKeys,
    private readonly seconds: number,
    private readonly most: number = defaults.remembered,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * The merchant; `undefined` when there is no such key.
   *
   * @throws whatever the keys' store throws; it is asked again the next time
   */
  async find(key: string): Promise<string | undefined> {
    if (!apiKeyForm.test(key)) return undefined;
    const hash = createHash("sha256").update(key).digest();
    const name = hash.toString("base64");
    const known = this.remembered.get(name);
    if (known && known.until > this.now()) return await known.merchant;

    const merchant = this.keys.merchantOf(hash);
    this.remember(name, merchant);
    try {
      const found = await merchant;
      // Unknown keys would push the known ones out.
      if (found === undefined) this.remembered.delete(name);
      return found;
    } catch (error) {
      this.remembered.delete(name);
      throw error;
    }
  }

  private remember(name: string, merchant: Promise<string | undefined>): void {
    this.remembered.delete(name);
    this.remembered.set(name, { merchant, until: this.now() + this.seconds * 1000 });
    const [oldest] = this.remembered.keys();
    if (this.remembered.size > this.most && oldest !== undefined) this.remembered.delete(oldest);
  }
}
