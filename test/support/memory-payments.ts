// SPDX-License-Identifier: Apache-2.0
import type {
  Answer,
  Page,
  PaymentFilter,
  PaymentRequest,
  Payments,
  PaymentView,
  RefundRequest,
  RefundView,
} from "../../services/payments-api/operations/payments";
import type { Notification } from "../../services/payments-api/operations/processor";

interface Kept<View> {
  readonly asked: string;
  readonly answer: Answer<View>;
}

/**
 * Payments in memory, for tests of what stands around them: one key is done once, and told the same
 * ever after. What the next answer is can be set.
 */
export class MemoryPayments implements Payments {
  /** Calls that would have written something. */
  writes = 0;
  /** Given instead of doing anything, or thrown. */
  instead?: Answer<never> | Error;
  /** How payments end that are taken from now on. */
  status: PaymentView["status"] = "succeeded";
  readonly taken = new Map<string, PaymentView>();
  readonly told: Notification[] = [];
  private readonly charges = new Map<string, Kept<PaymentView>>();
  private readonly refunds = new Map<string, Kept<RefundView>>();

  pay(merchant: string, key: string, request: PaymentRequest): Promise<Answer<PaymentView>> {
    const { token, ...shown } = request;
    return this.once(this.charges, `${merchant} ${key}`, JSON.stringify([shown, token]), () => {
      const id = `p${this.taken.size + 1}`;
      const { status } = this;
      const view = { id, status, ...shown, refunded: 0, createdAt: "2026-11-30T00:00:00.000Z" };
      this.taken.set(id, view);
      return view;
    });
  }

  refund(
    merchant: string,
    payment: string,
    key: string,
    request: RefundRequest,
  ): Promise<Answer<RefundView>> {
    const of = this.taken.get(payment);
    if (!of) return Promise.resolve({ kind: "refused", status: 404, reason: "no such payment" });
    return this.once(this.refunds, `${merchant} ${key}`, JSON.stringify([payment, request]), () => {
      this.taken.set(payment, { ...of, refunded: of.refunded + request.amount });
      const { currency, createdAt } = of;
      return { id: `r${key}`, payment, status: this.status, currency, createdAt, ...request };
    });
  }

  payment(_merchant: string, id: string): Promise<Answer<PaymentView>> {
    const view = this.taken.get(id);
    return this.answer<PaymentView>(
      view
        ? { kind: "answered", view, repeated: false }
        : { kind: "refused", status: 404, reason: "no such payment" },
    );
  }

  async payments(_merchant: string, { limit }: PaymentFilter): Promise<Page<PaymentView>> {
    if (this.instead instanceof Error) throw this.instead;
    return await Promise.resolve({ items: [...this.taken.values()].slice(0, limit) });
  }

  async notified(notification: Notification): Promise<void> {
    if (this.instead instanceof Error) throw this.instead;
    this.told.push(notification);
    await Promise.resolve();
  }

  private once<View>(
    kept: Map<string, Kept<View>>,
    name: string,
    asked: string,
    make: () => View,
  ): Promise<Answer<View>> {
    const known = kept.get(name);
    if (this.instead) return this.answer(this.instead);
    if (known && known.asked !== asked) return this.answer({ kind: "key-reused" });
    if (known?.answer.kind === "answered") {
      return this.answer({ ...known.answer, repeated: true });
    }
    this.writes += 1;
    const view = make();
    const given: Answer<View> =
      this.status === "pending"
        ? { kind: "pending", view }
        : { kind: "answered", view, repeated: false };
    kept.set(name, { asked, answer: given });
    return this.answer(given);
  }

  private answer<View>(answer: Answer<View> | Error): Promise<Answer<View>> {
    const given = this.instead ?? answer;
    return given instanceof Error ? Promise.reject(given) : Promise.resolve(given);
  }
}
