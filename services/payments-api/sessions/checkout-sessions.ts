// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes } from "node:crypto";

import { type Static, Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";

import type { Caller, Checkout } from "../auth/caller";
import type { GuardedRedis } from "../fast-path/guarded-redis";

/** A checkout token: `ct_` and 256 random bits in base64url. */
export const checkoutTokenForm = /^ct_[0-9A-Za-z_-]{43}$/;

const stored = Type.Object({
  merchant: Type.String(),
  key: Type.String(),
  amount: Type.Integer(),
  currency: Type.String(),
});

/** What became of a token. */
export type Opened =
  | { readonly kind: "open"; readonly caller: Caller }
  | { readonly kind: "unknown" }
  | { readonly kind: "unavailable" };

/**
 * Checkout sessions: a merchant lets a payer's browser make one payment, of one amount, for a short
 * time. A token carries the key of that payment, and a key pays once; so a lost token, or a lost
 * Redis, is no loss: the merchant makes another token for the same key, and whether the payment was
 * already made with the first one is PostgreSQL's to say, as always.
 *
 * Only a token's hash is kept: who reads Redis can't pay with what is there.
 */
export class CheckoutSessions {
  constructor(
    private readonly redis: GuardedRedis,
    private readonly seconds: number,
    private readonly wall: () => Date = () => new Date(),
  ) {}

  /** Makes a token; `undefined` when Redis can't be asked now. */
  async make(
    merchant: string,
    checkout: Checkout,
  ): Promise<{ readonly token: string; readonly expiresAt: string } | undefined> {
    const token = `ct_${randomBytes(32).toString("base64url")}`;
    const { key, amount, currency } = checkout;
    const value: Static<typeof stored> = { merchant, key, amount, currency };
    const expiration = { type: "EX", value: this.seconds } as const;
    const expiresAt = new Date(this.wall().getTime() + this.seconds * 1000).toISOString();
    const made = await this.redis.attempt((client) =>
      client.set(nameOf(token), JSON.stringify(value), { expiration }),
    );
    return made.ok ? { token, expiresAt } : undefined;
  }

  /** Who may do what with a token. */
  async open(token: string): Promise<Opened> {
    if (!checkoutTokenForm.test(token)) return { kind: "unknown" };
    const found = await this.redis.attempt((client) => client.get(nameOf(token)));
    if (!found.ok) return { kind: "unavailable" };
    if (found.value === null) return { kind: "unknown" };
    const value: unknown = JSON.parse(found.value);
    if (!Value.Check(stored, value)) return { kind: "unknown" };
    const { merchant, ...checkout } = value;
    return { kind: "open", caller: { merchant, checkout } };
  }
}

function nameOf(token: string): string {
  return `session:1:${createHash("sha256").update(token).digest("base64url")}`;
}
