// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";
import type { JournalRecord, Json } from "payments-journal";
import { postingsOf } from "../../../../services/payments-api/operations/postings";
import {
  after,
  begunBy,
  BrokenHistory,
  nextRecord,
  stepOf,
} from "../../../../services/payments-api/operations/steps";
import { payIn, PaymentWorld, refundIn } from "../../../support/payment-world";

async function records(): Promise<readonly JournalRecord[]> {
  const world = new PaymentWorld();
  await payIn(world, "p");
  await refundIn(world, "r", "p", 10);
  return world.journal;
}

describe("records of steps", () => {
  it("survive JSON, and make the same operation of it", async () => {
    for (const record of await records()) {
      expect(stepOf(JSON.parse(JSON.stringify(record)) as JournalRecord)).toEqual(record.body);
    }
    const [intent, outcome] = await records();
    if (intent === undefined || outcome === undefined) throw new Error("no records");
    expect(after(begunBy(intent), outcome)).toMatchObject({
      id: "payment-p",
      status: "succeeded",
      version: 2,
      reference: "at-processor-0",
    });
  });

  const unknown: readonly Json[] = [null, 1, "intent", [], {}, { step: "later" }];

  it.each(unknown)("fails when the body is %j", (body) => {
    const record = { payment: "p", operation: "p", version: 1, body };
    expect(() => stepOf(record)).toThrow(
      new BrokenHistory(
        "record p version 1: it has no step that is known here, which are intent, outcome, review, " +
          "notice; read it with the version that wrote it",
      ),
    );
  });

  it("fails when an operation begins with anything but an INTENT", async () => {
    const [, outcome] = await records();
    if (outcome === undefined) throw new Error("no records");
    expect(() => begunBy({ ...outcome, version: 1 })).toThrow(BrokenHistory);
  });

  it("fails when a step does not follow", async () => {
    const [intent, outcome] = await records();
    if (intent === undefined || outcome === undefined) throw new Error("no records");
    const operation = begunBy(intent);
    expect(() => after(operation, { ...outcome, version: 3 })).toThrow(BrokenHistory);
    expect(() => after(operation, { ...outcome, operation: "other" })).toThrow(BrokenHistory);
    expect(() => after(operation, { ...intent, version: 2 })).toThrow(BrokenHistory);
  });

  it("count up from the operation's last", async () => {
    const [intent] = await records();
    if (intent === undefined) throw new Error("no records");
    const record = nextRecord(begunBy(intent), { step: "review", why: "old" });
    expect(record).toMatchObject({ payment: "payment-p", operation: "payment-p", version: 2 });
  });
});

describe("postingsOf", () => {
  it("sums to nothing, and a refund takes back what its charge gave", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), (amount) => {
        const of = { merchant: "m", processor: "adyen", amount } as const;
        const charge = postingsOf({ ...of, kind: "charge" });
        const refund = postingsOf({ ...of, kind: "refund" });
        expect(charge[0].amount + charge[1].amount).toBe(0);
        expect(charge[0]).toEqual({ account: "merchant:m", amount });
        expect(refund).toEqual(charge.map((line) => ({ ...line, amount: -line.amount })));
      }),
    );
  });
});
