// SPDX-License-Identifier: Apache-2.0
import { ObjectSerializer } from "@adyen/api-library/lib/src/typings/checkout/objectSerializer";
import fc from "fast-check";

import {
  processorNames,
  type StoredRequest,
} from "../../../../services/payments-api/operations/processor";
import { idempotencyKey } from "../../../../services/payments-api/processors/key";
import {
  currencies,
  fromDecimal,
  toDecimal,
} from "../../../../services/payments-api/processors/money";
import { processorsAt } from "../../../support/simulated-processors";

const processors = processorsAt("http://127.0.0.1:1");
const order = { payment: "one", amount: 1_999, currency: "EUR", token: "shopper.stored" };
const part = { refund: "two", payment: "one", amount: 200, currency: "EUR", charge: "charge_1" };

describe("idempotencyKey", () => {
  it("is another for each operation and kind, and fits into 64 characters", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const key = idempotencyKey("charge", one);
        expect(key).toMatch(/^pay_[A-Za-z0-9_-]{43}$/);
        expect(key).not.toBe(idempotencyKey("refund", one));
        expect(key === idempotencyKey("charge", other)).toBe(one === other);
      }),
    );
  });

  it("never changes: a region that was deployed later must send the same", () => {
    // Whoever changes it charges every open payment a second time.
    expect(idempotencyKey("charge", "one")).toBe("pay_dpLDrTVAu4A8Ags67mbNiIcSMjTqDG5xQ8Ct1z_0Me0");
  });
});

describe.each(processorNames)("requests of %s", (name) => {
  const processor = processors[name];

  it("are the same to the byte whenever and wherever they are made", () => {
    const elsewhere = processorsAt("http://127.0.0.1:1", 1)[name];
    expect(elsewhere.prepareCharge(order)).toEqual(processor.prepareCharge(order));
    expect(elsewhere.prepareRefund(part)).toEqual(processor.prepareRefund(part));
  });

  it("differ in key and body for each operation", () => {
    const others = [processor.prepareCharge({ ...order, payment: "three" })];
    others.push(processor.prepareRefund({ ...part, refund: "three" }));
    const keys = [processor.prepareCharge(order), processor.prepareRefund(part), ...others].map(
      (request) => request.idempotencyKey,
    );
    expect(new Set(keys).size).toBe(4);
  });

  it("are refused for a currency that not all processors count alike", () => {
    expect(processor.accepts("HUF")).toBe(false);
    expect(() => processor.prepareCharge({ ...order, currency: "HUF" })).toThrow(
      `currency: got HUF, allowed ${currencies.join(", ")}`,
    );
    expect(() => processor.prepareRefund({ ...part, currency: "constructor" })).toThrow(RangeError);
  });
});

describe("requests of adyen", () => {
  const throughLibrary = (request: StoredRequest, type: string): unknown =>
    JSON.parse(JSON.stringify(ObjectSerializer.serialize(JSON.parse(request.body), type)));

  it("have nothing that Adyen's own library does not know", () => {
    const { adyen } = processors;
    const charge = adyen.prepareCharge(order);
    expect(throughLibrary(charge, "PaymentRequest")).toEqual(JSON.parse(charge.body));
    const refund = adyen.prepareRefund(part);
    expect(throughLibrary(refund, "PaymentRefundRequest")).toEqual(JSON.parse(refund.body));
  });

  it("name the shopper and the stored means of payment, and capture at once", () => {
    expect(JSON.parse(processors.adyen.prepareCharge(order).body)).toMatchObject({
      shopperReference: "shopper",
      paymentMethod: { storedPaymentMethodId: "stored" },
      captureDelayHours: 0,
    });
  });
});

describe("money", () => {
  it("comes back from its decimal form", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }),
        fc.constantFrom(...currencies),
        (amount, currency) => {
          expect(fromDecimal(toDecimal(amount, currency), currency)).toBe(amount);
        },
      ),
    );
  });

  it.each([
    ["1.15", "USD", 115],
    ["1.1", "USD", 110],
    ["-0.07", "EUR", -7],
    ["100.00", "JPY", 100],
    ["1.155", "USD", undefined],
    ["1,000.00", "USD", undefined],
    ["1e3", "USD", undefined],
    ["", "USD", undefined],
    ["1.00", "XXX", undefined],
  ])("reads %s of %s as %s", (text, currency, amount) => {
    expect(fromDecimal(text, currency)).toBe(amount);
  });
});
