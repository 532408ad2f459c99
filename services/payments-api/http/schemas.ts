// SPDX-License-Identifier: Apache-2.0
import { type Static, type TSchema, Type } from "@sinclair/typebox";

import type { OperationStatus } from "../operations/payments";
import { type ProcessorName, processorNames } from "../operations/processor";
import { currencies } from "../processors/money";
import { problemType } from "./problem";

/**
 * The most that an amount may be: twelve digits, as many as card networks' messages have room for
 * (ISO 8583, field 4).
 */
export const largestAmount = 999_999_999_999;

const statuses = ["pending", "accepted", "succeeded", "declined", "needs_review"] as const;

/** One of some texts, in a request. */
const oneOf = <const Names extends readonly string[]>(names: Names, description: string) =>
  Type.Union(
    names.map((name) => Type.Literal<Names[number]>(name)),
    { description },
  );

/** One of some texts, in an answer: a plain enum is written much faster than a union. */
const shown = <Name extends string>(names: readonly Name[], description: string) =>
  Type.Unsafe<Name>({ type: "string", enum: [...names], description });

const amount = Type.Integer({
  minimum: 1,
  maximum: largestAmount,
  description: "In the currency's minor unit: 1999 is 19.99 EUR, or 1999 JPY.",
});
const currency = oneOf(currencies, "ISO 4217; those that every processor takes.");
// Control characters can't be stored, and nobody means to send them.
const words = (description: string) =>
  Type.String({
    minLength: 1,
    maxLength: 255,
    pattern: "^[^\\u0000-\\u001f\\u007f]*$",
    description,
  });
const key = (description: string) =>
  Type.String({ pattern: "^[\\x21-\\x7e]{1,255}$", description });
const id = (description: string) => Type.String({ pattern: "^[0-9A-Za-z_-]{1,64}$", description });

const closed = { additionalProperties: false } as const;

export const paymentBody = Type.Object(
  {
    amount,
    currency,
    processor: oneOf(processorNames, "Who takes the money. Fixed for the payment's life."),
    token: Type.String({
      pattern: "^[\\x21-\\x7e]{1,255}$",
      description: "The processor's token for the payer's means of payment. Never a card number.",
    }),
    reference: Type.Optional(words("The merchant's own words, shown again with the payment.")),
  },
  closed,
);

export const refundBody = Type.Object(
  { amount, reason: Type.Optional(words("The merchant's own words.")) },
  closed,
);

export const sessionBody = Type.Object(
  {
    key: key(
      "The Idempotency-Key that the payment will have. One key pays once, whatever happens.",
    ),
    amount,
    currency,
  },
  closed,
);

export const idempotencyHeaders = Type.Object({
  "idempotency-key": key(
    "Chosen by the client, one for each thing that it wants done once; repeated with each retry.",
  ),
});

export const paymentParams = Type.Object({ id: id("The payment's id.") });
export const webhookParams = Type.Object({
  processor: oneOf(processorNames, "Who sends the notification."),
});

export const listQuery = Type.Object(
  {
    status: Type.Optional(oneOf(statuses, "Only payments that stand there.")),
    cursor: Type.Optional(
      Type.String({ pattern: "^[0-9A-Za-z_.=-]{1,255}$", description: "From the page before." }),
    ),
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 100, default: 20, description: "Most of a page." }),
    ),
  },
  closed,
);

const status = shown<OperationStatus>(
  statuses,
  "succeeded and declined are final; pending and accepted end later; needs_review waits for a person.",
);
const processor = shown<ProcessorName>(processorNames, "Who takes the money.");
const createdAt = Type.String({ description: "ISO 8601, UTC." });
const declined = Type.Optional(
  Type.String({ description: "Why it was declined, in the processor's words." }),
);

const payment = {
  id: Type.String(),
  status,
  amount: Type.Integer(),
  currency: Type.String(),
  processor,
  reference: Type.Optional(Type.String()),
  declined,
  createdAt,
};

/**
 * A payment as the answer to taking it. What was refunded is not part of it: it changes, and this
 * answer is the same each time that it is given.
 */
export const takenPayment = Type.Object(payment);

export const paymentView = Type.Object({
  ...payment,
  refunded: Type.Integer({ description: "Succeeded refunds, in the currency's minor unit." }),
});

export const paymentPage = Type.Object({
  items: Type.Array(paymentView),
  cursor: Type.Optional(Type.String({ description: "Asks for the next page; none on the last." })),
});

export const refundView = Type.Object({
  id: Type.String(),
  payment: Type.String(),
  status,
  amount: Type.Integer(),
  currency: Type.String(),
  reason: Type.Optional(Type.String()),
  declined,
  createdAt,
});

export const sessionView = Type.Object({
  token: Type.String({ description: "The checkout token, to be given to the payer's browser." }),
  expiresAt: Type.String({ description: "ISO 8601, UTC." }),
});

export const received = Type.Object({ notifications: Type.Integer() });

const problemSchema = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  issues: Type.Optional(
    Type.Array(
      Type.Object({
        path: Type.String(),
        problem: Type.String(),
        got: Type.Optional(Type.String()),
        allowed: Type.String(),
      }),
    ),
  ),
});

/** The problems that a route may answer with, by status. */
export function problems(...statuses: readonly number[]): Record<string, unknown> {
  return Object.fromEntries(
    statuses.map((code) => [
      code,
      { description: "A problem.", content: { [problemType]: { schema: problemSchema } } },
    ]),
  );
}

/** An answer of a route, with its description. */
export function answer<Schema extends TSchema>(description: string, schema: Schema): Schema {
  return { ...schema, description };
}

export type SessionBody = Static<typeof sessionBody>;
