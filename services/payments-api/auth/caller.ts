// SPDX-License-Identifier: Apache-2.0

/** What a checkout token lets its holder do: this payment, once. */
export interface Checkout {
  /** The Idempotency-Key that the payment has to have. */
  readonly key: string;
  /** In the currency's minor unit. */
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
}

/** Who asks. */
export interface Caller {
  readonly merchant: string;
  /** Set when a payer asks, with a checkout token. @default - the merchant itself asks */
  readonly checkout?: Checkout;
}

/** Who has an API key, by its hash. */
export interface ApiKeys {
  /**
   * The merchant that a key belongs to; `undefined` when it is unknown or revoked.
   *
   * @param hash SHA-256 of the key, 32 bytes
   */
  merchantOf(hash: Buffer): Promise<string | undefined>;
}
