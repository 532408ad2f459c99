// SPDX-License-Identifier: Apache-2.0
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from "fastify";

import type { Caller } from "../auth/caller";
import type { Merchants } from "../auth/merchants";
import type { AnswerCache } from "../fast-path/answer-cache";
import type { DeepHealth } from "../health/deep-health";
import type { RateLimits } from "../limits/rate-limits";
import type { Payments } from "../operations/payments";
import type { Processor, ProcessorName } from "../operations/processor";
import type { CheckoutSessions } from "../sessions/checkout-sessions";
import type { Metrics } from "../telemetry/metrics";
import type { Admission, Place } from "./admission";

/** What the API is made of. */
export interface ApiParts {
  readonly payments: Payments;
  readonly processors: ReadonlyMap<ProcessorName, Pick<Processor, "notifications">>;
  readonly merchants: Pick<Merchants, "find">;
  readonly sessions: Pick<CheckoutSessions, "make" | "open">;
  readonly answers: Pick<AnswerCache, "find" | "keep">;
  readonly limits: Pick<RateLimits, "count">;
  readonly admission: Admission;
  readonly health: Pick<DeepHealth, "report">;
  readonly metrics: Metrics;
  readonly log: FastifyBaseLogger;
  /** Longest time for a request's answer, in milliseconds; what it began goes on. */
  readonly requestMilliseconds: number;
}

/** The server, with the types of its routes taken from their schemas. */
export type Api = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

declare module "fastify" {
  interface FastifyRequest {
    /** Who asks; set where a route is for merchants or payers. */
    caller?: Caller;
    /** What the request takes up; set when it was let in. */
    place?: Place;
    /** Set when it fails for something that the other region would meet as well. */
    failsOutside?: true;
    /** When its answer is due, by `performance.now()`; set when it was let in. */
    until: number;
  }
}
