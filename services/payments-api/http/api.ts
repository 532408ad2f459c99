// SPDX-License-Identifier: Apache-2.0
import { context, propagation, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import swagger from "@fastify/swagger";
import fastify, {
  type FastifyError,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import { Fenced, Unavailable } from "payments-journal";

import { admit, authenticate, limit } from "./hooks";
import type { Api, ApiParts } from "./parts";
import {
  type Problem,
  problem,
  ProblemError,
  type ProblemName,
  problemType,
  unavailable,
} from "./problem";
import { healthRoutes } from "./routes/health";
import { paymentRoutes } from "./routes/payments";
import { sessionRoutes } from "./routes/sessions";
import { webhookRoutes } from "./routes/webhooks";
import { requestValidation } from "./validation";

/** Most bytes of a request: a payment takes a few hundred; a batch of notifications is the largest. */
const largestBody = 256 * 1024;

/**
 * How long a client has to send a request, in milliseconds; a slow one must not hold a connection
 * for ever. https://nodejs.org/api/http.html#serverrequesttimeout
 */
const receiveMilliseconds = 15_000;

/** How often it is looked whether that is over, in milliseconds; Node does so each 30 s by itself. */
const receiveCheckMilliseconds = 1_000;

/**
 * The payment API, ready to listen. In this order: whether anything may be taken now, who asks,
 * whether that is too often, what is asked; so that a process without the right to write touches
 * nothing and tells nothing.
 */
export async function makeApi(parts: ApiParts): Promise<Api> {
  const receive = Math.min(receiveMilliseconds, parts.requestMilliseconds);
  const api: Api = fastify({
    loggerInstance: parts.log,
    // Its lines would have whole addresses in them; ours follow in onResponse.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: largestBody,
    requestTimeout: receive,
    // Node takes the longer one of the two for the whole request.
    http: { headersTimeout: receive, connectionsCheckingInterval: receiveCheckMilliseconds },
    // A client's own id would be a way to write into the log.
    requestIdHeader: false,
    forceCloseConnections: "idle",
    return503OnClosing: true,
    routerOptions: { maxParamLength: 128 },
  });
  api.setValidatorCompiler(requestValidation);
  api.setErrorHandler((error: FastifyError, request, reply) => tell(error, request, reply));
  api.setNotFoundHandler((_request, reply) => {
    sendProblem(reply, problem(404, "not-found", "there is nothing at this address"));
  });
  api.decorateRequest("until", 0);
  observe(api, parts);
  await document(api);

  await api.register((health, _options, done) => {
    healthRoutes(health, parts);
    done();
  });
  await api.register((open, _options, done) => {
    admit(open, parts, "webhooks");
    webhookRoutes(open, parts);
    done();
  });
  await api.register((known, _options, done) => {
    admit(known, parts, "requests");
    authenticate(known, parts);
    limit(known, parts);
    paymentRoutes(known, parts);
    sessionRoutes(known, parts);
    done();
  });
  return api;
}

/** Measures each request, gives it a span, and counts it out. */
function observe(api: Api, { metrics, log }: ApiParts): void {
  const tracer = trace.getTracer("payments-api");
  api.addHook("onRequest", (request, reply, done) => {
    const parent = propagation.extract(context.active(), request.headers);
    const name = `${request.method} ${request.routeOptions.url ?? "unknown"}`;
    const span = tracer.startSpan(name, { kind: SpanKind.SERVER }, parent);
    reply.raw.once("close", () => {
      const status = reply.raw.statusCode;
      span.setAttribute("http.response.status_code", status);
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
      // Here, and not when the answer is ready: a client that went away must be counted out too.
      const ours = status >= 500 && request.failsOutside !== true;
      request.place?.told(reply.raw.writableFinished && !ours);
    });
    context.with(trace.setSpan(parent, span), done);
  });
  api.addHook("onResponse", (request, reply, done) => {
    const route = request.routeOptions.url ?? "unknown";
    const status = reply.statusCode;
    metrics.requests.observe({ method: request.method, route, status }, reply.elapsedTime / 1000);
    const line = { request: request.id, method: request.method, route, status };
    log.debug({ ...line, milliseconds: Math.round(reply.elapsedTime) }, "answered");
    done();
  });
}

async function document(api: Api): Promise<void> {
  await api.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Payments",
        version: "1",
        description:
          "Takes payments and refunds, each once for each Idempotency-Key. Errors are RFC 9457 problems.",
      },
      components: {
        securitySchemes: {
          key: {
            type: "http",
            scheme: "bearer",
            description: "An API key (sk_…), or, to take a payment, a checkout token (ct_…).",
          },
        },
      },
    },
    transform: ({ schema, url, ...rest }) => {
      const open = url.startsWith("/healthz/") || url.startsWith("/webhooks/");
      return { schema: open ? schema : { ...schema, security: [{ key: [] }] }, url, ...rest };
    },
  });
  api.get("/openapi.json", { schema: { hide: true } }, () => api.swagger());
}

/** Tells an error; what is not meant for the client goes to the log alone. */
function tell(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  if (error instanceof ProblemError) {
    sendProblem(reply.headers(error.headers), error.problem);
    return;
  }
  if (error instanceof Fenced || error instanceof Unavailable) {
    request.log.warn({ err: error }, "a request could not be taken");
    const { problem: told, headers } = unavailable("payments can't be taken here now");
    sendProblem(reply.headers(headers), told);
    return;
  }
  const status = error.statusCode;
  if (status !== undefined && status >= 400 && status < 500) {
    sendProblem(reply, problem(status, clientErrors[status] ?? "invalid-request", error.message));
    return;
  }
  request.log.error({ err: error }, "a request failed");
  sendProblem(reply, problem(500, "internal", "something failed here; it has been logged"));
}

const clientErrors: Readonly<Record<number, ProblemName>> = {
  413: "too-large",
  415: "unsupported-media-type",
};

function sendProblem(reply: FastifyReply, told: Problem): void {
  void reply.status(told.status).type(problemType).send(told);
}
