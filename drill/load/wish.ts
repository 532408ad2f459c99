// SPDX-License-Identifier: Apache-2.0
import type { Operation, Told } from "../history/event";
import type { ApiRequest } from "./api-client";
import type { Random } from "./random";
import type { LoadSettings } from "./settings";

/** Something that a client wants, with the request that asks for it. */
export interface Wish {
  readonly operation: Operation;
  readonly request: ApiRequest;
  /** Whether the client asks again until it knows the end. */
  readonly insists: boolean;
}

interface Paid {
  readonly key: string;
  readonly id: string;
  readonly amount: number;
  /** Never asked back so far. */
  left: number;
}

/** So many payments are remembered, for refunds, reads and misuse. */
const remembered = 2_000;

/** Decides what the clients want, the same for the same seed as far as the answers are the same. */
export class Wishes {
  private readonly paid: Paid[] = [];
  private count = 0;

  constructor(
    private readonly settings: Pick<LoadSettings, "mix" | "processors" | "seed">,
    private readonly random: Random,
  ) {}

  next(): Wish {
    const { mix } = this.settings;
    const draw = this.random.next();
    const earlier = this.paid.length > 0 ? this.random.pick(this.paid) : undefined;
    if (earlier === undefined) return this.pay();
    if (draw < mix.refund) return this.refund(earlier);
    if (draw < mix.refund + mix.read) return read(earlier);
    if (draw < mix.refund + mix.read + mix.otherBody) return this.misuse(earlier);
    return this.pay();
  }

  /** Remembers a payment that succeeded. */
  succeeded({ operation }: Wish, { id }: Told): void {
    if (operation.kind !== "pay" || id === undefined) return;
    const { key, amount } = operation;
    const paid: Paid = { key, id, amount, left: amount };
    if (this.paid.length < remembered) this.paid.push(paid);
    else this.paid[this.random.whole(0, remembered - 1)] = paid;
  }

  private pay(): Wish {
    const key = `pay-${this.settings.seed}-${++this.count}`;
    return this.payment(key, this.random.whole(100, 99_999), true);
  }

  /** Another amount under a key that is used up. */
  private misuse({ key, amount }: Paid): Wish {
    return this.payment(key, amount + 1, false);
  }

  private payment(key: string, amount: number, insists: boolean): Wish {
    const { processors, mix } = this.settings;
    const token = this.random.chance(mix.declined) ? "tok_declined" : "tok_visa";
    const body = { amount, currency: "USD", processor: this.random.pick(processors), token };
    return {
      operation: { kind: "pay", key, amount, body: Object.values(body).join(" ") },
      request: { method: "POST", path: "/payments", key, body },
      insists,
    };
  }

  /** Some of what is left, so that a payment is refunded in several parts. */
  private refund(paid: Paid): Wish {
    if (paid.left < 2) return read(paid);
    const amount = this.random.whole(1, Math.ceil(paid.left / 2));
    paid.left -= amount;
    const key = `refund-${this.settings.seed}-${++this.count}`;
    return {
      operation: { kind: "refund", key, of: paid.key, amount, body: `${amount}` },
      request: { method: "POST", path: `/payments/${paid.id}/refunds`, key, body: { amount } },
      insists: true,
    };
  }
}

function read({ key, id }: Paid): Wish {
  return {
    operation: { kind: "read", of: key },
    request: { method: "GET", path: `/payments/${id}` },
    insists: false,
  };
}
