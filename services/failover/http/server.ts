// SPDX-License-Identifier: Apache-2.0
import { timingSafeEqual, createHash } from "node:crypto";
import fastify from "fastify";
import type { FastifyInstance } from "fastify";
import { Unavailable } from "payments-journal";
import type { Begun, FailoverBound } from "payments-journal";
import * as z from "zod";
import type { Seen } from "../attendant";
import type { Page } from "../log-pager";

/** What is told and done over HTTP. */
export interface ServerParts {
  readonly regions: readonly string[];
  /** The secret that an order carries as its bearer token. */
  readonly token: string;
  readonly status: () => Status;
  readonly metrics: () => Promise<string>;
  /** Whether clients are kept away from a region; `undefined` until that is known. */
  readonly retired: (region: string) => boolean | undefined;
  readonly probe: (region: string) => Promise<"good" | "bad">;
  readonly order: (order: Order) => Promise<Begun | { readonly kind: "founded"; epoch: number }>;
}

/** What `GET /status` answers. */
export interface Status extends Seen {
  readonly region: string;
  readonly owner: string;
  /** The step that is being taken here, and since how many milliseconds. @default - none */
  readonly step?: { readonly name: string; readonly milliseconds: number };
  /** @default - not counted yet */
  readonly bound?: FailoverBound;
  readonly pages: readonly Page[];
}

function orderOf(regions: readonly string[]) {
  const target = z
    .string()
    .refine((name) => regions.includes(name), { error: `must be ${regions.join(" or ")}` });
  /** The epoch that the person has looked at: an order about another one is refused. */
  const epoch = z.int().min(1);
  return z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.enum(["failover", "switchover", "roll"]), target, epoch }),
    z.strictObject({ kind: z.literal("abort"), epoch }),
    z.strictObject({ kind: z.literal("found"), target }),
  ]);
}

/** A person's order. */
export type Order = z.output<ReturnType<typeof orderOf>>;

/** The process over HTTP: what it sees, what it is told to do, and where clients are to go. */
export function makeServer(parts: ServerParts): FastifyInstance {
  const server = fastify({ logger: false, bodyLimit: 4096 });
  server.get("/healthz/live", () => ({ status: "ok" }));
  server.get("/status", () => parts.status());
  server.get("/metrics", async (_, reply) => reply.type("text/plain").send(await parts.metrics()));
  server.get<{ Params: { name: string } }>("/latch/:name", async ({ params }, reply) => {
    const region = parts.regions.find((name) => params.name === `${name}-retired`);
    const retired = region === undefined ? false : parts.retired(region);
    // Not known is neither: whoever asks keeps what was known before.
    const status = retired === undefined ? 503 : retired ? 200 : 404;
    return reply.code(status).send({ name: params.name, retired: retired ?? "unknown" });
  });
  server.get<{ Params: { region: string } }>("/vantage/:region", async ({ params }, reply) => {
    if (!parts.regions.includes(params.region)) return reply.code(404).send({ result: "unknown" });
    const result = await parts.probe(params.region);
    return reply.code(result === "good" ? 200 : 503).send({ result });
  });
  const order = orderOf(parts.regions);
  server.post("/orders", async ({ headers, body }, reply) => {
    if (!isToken(headers.authorization, parts.token)) {
      return reply.code(401).send({ problems: ["needs the bearer token ORDER_TOKEN"] });
    }
    const read = order.safeParse(body, { reportInput: true });
    if (!read.success) return reply.code(400).send({ problems: problemsOf(read.error) });
    try {
      const done = await parts.order(read.data);
      return await reply.code(done.kind === "refused" ? 409 : 202).send(done);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      return reply.code(503).send({ problems: [error.message] });
    }
  });
  return server;
}

function problemsOf(error: z.ZodError): string[] {
  return error.issues.map(({ path, message, input }) => {
    const got = input === undefined ? "nothing" : JSON.stringify(input);
    return `${path.join(".") || "body"}: ${message}; got ${got}`;
  });
}

function isToken(header: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(header ?? ""), digest(`Bearer ${token}`));
}
