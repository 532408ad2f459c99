// SPDX-License-Identifier: Apache-2.0
import { httpAnswer } from "../../../../services/payments-api/http/answers";
import type { Answer, PaymentView } from "../../../../services/payments-api/operations/payments";

const view: PaymentView = {
  id: "p1",
  status: "succeeded",
  amount: 1999,
  currency: "EUR",
  processor: "stripe",
  refunded: 0,
  createdAt: "2026-11-30T00:00:00.000Z",
};
const declined: PaymentView = { ...view, status: "declined", declined: "no funds" };
const accepted: PaymentView = { ...view, status: "accepted" };
const review: PaymentView = { ...view, status: "needs_review" };
const pending: PaymentView = { ...view, status: "pending" };
const again = { "retry-after": "1" };
const replayed = { "idempotency-replayed": "true" };

describe("httpAnswer", () => {
  it.each<[string, Answer<PaymentView>, number, Record<string, string>]>([
    ["a success", { kind: "answered", view, repeated: false }, 201, {}],
    ["a success, repeated", { kind: "answered", view, repeated: true }, 201, replayed],
    ["a decline", { kind: "answered", view: declined, repeated: false }, 201, {}],
    ["a decline, repeated", { kind: "answered", view: declined, repeated: true }, 201, replayed],
    ["an accepted payment", { kind: "answered", view: accepted, repeated: false }, 202, again],
    [
      "one that a person looks at, repeated",
      { kind: "answered", view: review, repeated: true },
      202,
      { ...again, ...replayed },
    ],
    ["a pending payment", { kind: "pending", view: pending }, 202, again],
    // Pending means that it is not durable, so whatever it looks like, it acknowledges nothing.
    ["a pending payment that looks final", { kind: "pending", view }, 202, again],
    ["a key being worked on", { kind: "in-progress" }, 409, again],
    ["a key with another body", { kind: "key-reused" }, 422, {}],
    ["what is not there", { kind: "refused", status: 404, reason: "no such payment" }, 404, {}],
    ["what is not allowed", { kind: "refused", status: 422, reason: "more than taken" }, 422, {}],
    [
      "a region that does not write",
      { kind: "unavailable", reason: "not the active region" },
      503,
      { "retry-after": "2", connection: "close" },
    ],
  ])("says %s", (_name, answer, status, headers) => {
    const said = httpAnswer(answer, "do");
    expect({ status: said.status, headers: said.headers }).toEqual({ status, headers });
    const shown = "view" in answer ? answer.view : { status };
    expect(said.body).toMatchObject(shown);
  });

  it("says a final answer alone by 201", () => {
    for (const status of ["pending", "accepted", "needs_review"] as const) {
      const answer = { kind: "answered", view: { ...view, status }, repeated: false } as const;
      expect(httpAnswer(answer, "do").status).toBe(202);
    }
  });

  it.each([view, declined, accepted, review, pending])("shows a payment, $status", (shown) => {
    const answer = { kind: "answered", view: shown, repeated: false } as const;
    expect(httpAnswer(answer, "show")).toEqual({ status: 200, headers: {}, body: shown });
  });
});
