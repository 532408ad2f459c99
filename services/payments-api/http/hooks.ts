// SPDX-License-Identifier: Apache-2.0
import type { FastifyReply, FastifyRequest } from "fastify";

import type { Caller } from "../auth/caller";
import type { LimitVerdict } from "../limits/rate-limits";
import { windowSeconds } from "../limits/rate-limits";
import type { Lane } from "./admission";
import { within } from "./deadline";
import type { Api, ApiParts } from "./parts";
import { overloaded, problem, ProblemError, unavailable } from "./problem";

/** Refuses what may not be taken now, before anything is read; and counts what is under way. */
export function admit(
  api: Api,
  { admission, metrics, requestMilliseconds }: ApiParts,
  lane: Lane,
): void {
  api.addHook("onRequest", (request, _reply, done) => {
    const refusal = admission.refusal(lane);
    if (refusal) {
      const { reason, detail } = refusal;
      metrics.refused.inc({ lane, reason });
      const isBusy = reason === "full" || reason === "late";
      return done(isBusy ? overloaded(detail) : unavailable(detail));
    }
    request.until = performance.now() + requestMilliseconds;
    request.place = admission.enter(lane);
    done();
  });
}

/** Finds out who asks, and refuses who does not say so. */
export function authenticate(api: Api, parts: ApiParts): void {
  api.addHook("onRequest", async (request) => {
    const [, token] = /^Bearer ([!-~]+)$/i.exec(request.headers.authorization ?? "") ?? [];
    if (token === undefined) throw unauthenticated("send an API key: Authorization: Bearer sk_…");
    request.caller = token.startsWith("ct_")
      ? await within(request, payerOf(token, parts))
      : await within(request, merchantOf(token, parts));
  });
}

/** Refuses payers, who may only pay. */
export function merchantsOnly(request: FastifyRequest): void {
  if (callerOf(request).checkout) {
    throw new ProblemError(
      problem(403, "forbidden", "a checkout token only pays; this needs an API key"),
    );
  }
}

/** Counts a request for its merchant, and refuses one too many. */
export function limit(api: Api, { limits, metrics }: ApiParts): void {
  api.addHook("onRequest", async (request, reply) => {
    const verdict = await within(request, limits.count(callerOf(request).merchant));
    tellLimit(reply, verdict);
    if (verdict.allowed) return;
    metrics.limited.inc();
    const detail = `more than ${verdict.limit} requests in ${windowSeconds} seconds`;
    throw new ProblemError(problem(429, "rate-limited", detail), {
      "retry-after": String(verdict.resetSeconds),
    });
  });
}

/** Who asks. @throws ProblemError when nobody was found, which a route's hooks rule out */
export function callerOf({ caller }: FastifyRequest): Caller {
  if (!caller) throw unauthenticated("nobody is logged in");
  return caller;
}

async function merchantOf(key: string, { merchants, log }: ApiParts): Promise<Caller> {
  let merchant: string | undefined;
  try {
    merchant = await merchants.find(key);
  } catch (error) {
    log.warn({ err: error }, "API keys can't be looked up");
    throw unavailable("API keys can't be looked up now");
  }
  if (merchant === undefined) throw unauthenticated("the API key is unknown or revoked");
  return { merchant };
}

async function payerOf(token: string, { sessions }: ApiParts): Promise<Caller> {
  const opened = await sessions.open(token);
  switch (opened.kind) {
    case "open":
      return opened.caller;
    case "unknown":
      throw unauthenticated("the checkout token is unknown or over; the shop makes another one");
    case "unavailable":
      throw unavailable("checkout tokens can't be looked up now");
  }
}

function unauthenticated(detail: string): ProblemError {
  return new ProblemError(problem(401, "unauthenticated", detail), {
    "www-authenticate": "Bearer",
  });
}

/** https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ */
function tellLimit(reply: FastifyReply, verdict: LimitVerdict): void {
  void reply.headers({
    "ratelimit-policy": `"merchant";q=${verdict.limit};w=${windowSeconds}`,
    ratelimit: `"merchant";r=${verdict.remaining};t=${verdict.resetSeconds}`,
  });
}
