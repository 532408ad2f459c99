// SPDX-License-Identifier: Apache-2.0
import { TypeCompiler } from "@sinclair/typebox/compiler";
import { Type } from "@sinclair/typebox";
import type { FastifyReply } from "fastify";

import type { Caller } from "../../auth/caller";
import type { Asked } from "../../fast-path/answer-cache";
import type { Answer, PaymentRequest, PaymentView } from "../../operations/payments";
import { httpAnswer, isFinal } from "../answers";
import { within } from "../deadline";
import { callerOf, merchantsOnly } from "../hooks";
import type { Api, ApiParts } from "../parts";
import { problem, ProblemError, problemType } from "../problem";
import * as schemas from "../schemas";

/** What a cached answer has to look like; the rest is for the response's schema to choose. */
const kept = TypeCompiler.Compile(
  Type.Object({
    id: Type.String(),
    status: Type.Union([Type.Literal("succeeded"), Type.Literal("declined")]),
  }),
);

/** `POST /payments`, `GET /payments/:id`, `POST /payments/:id/refunds`, `GET /payments`. */
export function paymentRoutes(api: Api, parts: ApiParts): void {
  const { payments } = parts;
  takePayment(api, parts);
  refundPayment(api, parts);

  api.get(
    "/payments/:id",
    {
      schema: {
        summary: "Show a payment",
        description: "As it is known to be, durable: what is shown as final never changes.",
        params: schemas.paymentParams,
        response: {
          200: schemas.answer("The payment.", schemas.paymentView),
          ...schemas.problems(400, 401, 403, 404, 429, 503, 504),
        },
      },
    },
    async (request, reply) => {
      merchantsOnly(request);
      const answer = await within(
        request,
        payments.payment(callerOf(request).merchant, request.params.id),
      );
      return send(reply, httpAnswer(answer, "show"));
    },
  );

  api.get(
    "/payments",
    {
      schema: {
        summary: "List payments, newest first",
        description: "From a read replica: may be some seconds behind.",
        querystring: schemas.listQuery,
        response: {
          200: schemas.answer("Some of the payments.", schemas.paymentPage),
          ...schemas.problems(400, 401, 403, 429, 503, 504),
        },
      },
    },
    async (request, reply) => {
      merchantsOnly(request);
      const { limit = 20, ...filter } = request.query;
      const page = await within(
        request,
        payments.payments(callerOf(request).merchant, { ...filter, limit }),
      );
      return reply.send({ ...page, items: [...page.items] });
    },
  );
}

function takePayment(api: Api, parts: ApiParts): void {
  api.post(
    "/payments",
    {
      schema: {
        summary: "Take a payment",
        description:
          "Takes a payment once for each key, however often it is repeated. 201 says that its end is " +
          "known, durable, and will outlive the loss of a region; 202 that it is not known yet. " +
          "A checkout token pays with its own key and amount only.",
        headers: schemas.idempotencyHeaders,
        body: schemas.paymentBody,
        response: {
          201: schemas.answer("Succeeded or declined: final.", schemas.takenPayment),
          202: schemas.answer("Begun; ask again with the same key.", schemas.takenPayment),
          ...schemas.problems(400, 401, 403, 404, 409, 413, 415, 422, 429, 503, 504),
        },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const key = request.headers["idempotency-key"];
      const { body } = request;
      onlyAsAgreed(caller, key, body);
      const { merchant } = caller;
      const { amount, currency, processor, token, reference } = body;
      return await once(
        reply,
        parts,
        {
          merchant,
          path: "/payments",
          key,
          request: [amount, currency, processor, token, reference],
        },
        () => parts.payments.pay(merchant, key, body),
      );
    },
  );
}

function refundPayment(api: Api, parts: ApiParts): void {
  api.post(
    "/payments/:id/refunds",
    {
      schema: {
        summary: "Give money back, all or some",
        description:
          "An operation of its own, done once for each key. What all refunds of a payment give back, " +
          "the pending ones included, is never more than was taken.",
        params: schemas.paymentParams,
        headers: schemas.idempotencyHeaders,
        body: schemas.refundBody,
        response: {
          201: schemas.answer("Succeeded or declined: final.", schemas.refundView),
          202: schemas.answer("Begun; ask again with the same key.", schemas.refundView),
          ...schemas.problems(400, 401, 403, 404, 409, 413, 415, 422, 429, 503, 504),
        },
      },
    },
    async (request, reply) => {
      merchantsOnly(request);
      const { merchant } = callerOf(request);
      const key = request.headers["idempotency-key"];
      const { body, params } = request;
      const path = `/payments/${params.id}/refunds`;
      return await once(
        reply,
        parts,
        { merchant, path, key, request: [body.amount, body.reason] },
        () => parts.payments.refund(merchant, params.id, key, body),
      );
    },
  );
}

type OperationView = Pick<PaymentView, "id" | "status">;

/** Answers from what is kept, or does it and keeps the answer when that will never change. */
async function once<View extends OperationView>(
  reply: FastifyReply,
  parts: ApiParts,
  asked: Asked,
  act: () => Promise<Answer<View>>,
): Promise<FastifyReply> {
  const isView = (value: unknown): value is View => kept.Check(value);
  const { request } = reply;
  const known = await within(request, parts.answers.find<View>(asked, isView));
  if (known) {
    parts.metrics.cachedAnswers.inc();
    return send(reply, httpAnswer({ kind: "answered", view: known, repeated: true }, "do"));
  }
  const answer = await within(request, act());
  if (answer.kind === "unavailable") {
    parts.log.info({ reason: answer.reason }, "not taken");
    if (answer.of === "processor") request.failsOutside = true;
  }
  if (answer.kind === "answered" && isFinal(answer.view.status)) {
    await within(request, parts.answers.keep(asked, answer.view));
  }
  return send(reply, httpAnswer(answer, "do"));
}

/** A payer may do what the session was made for, and nothing else. */
function onlyAsAgreed({ checkout }: Caller, key: string, body: PaymentRequest): void {
  if (!checkout) return;
  const issues = [
    ...(key === checkout.key
      ? []
      : [{ path: "headers.idempotency-key", problem: "is not the session's", allowed: "its key" }]),
    ...(body.amount === checkout.amount
      ? []
      : [
          {
            path: "body.amount",
            problem: "is not the session's",
            allowed: String(checkout.amount),
          },
        ]),
    ...(body.currency === checkout.currency
      ? []
      : [{ path: "body.currency", problem: "is not the session's", allowed: checkout.currency }]),
  ];
  if (issues.length === 0) return;
  throw new ProblemError(
    problem(403, "forbidden", "a checkout token pays what its session says", issues),
  );
}

function send(
  reply: FastifyReply,
  {
    status,
    headers,
    body,
  }: { status: number; headers: Readonly<Record<string, string>>; body: unknown },
): FastifyReply {
  if (status >= 400) void reply.type(problemType);
  return reply.status(status).headers(headers).send(body);
}
