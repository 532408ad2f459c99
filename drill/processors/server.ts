// SPDX-License-Identifier: Apache-2.0
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

import {
  processorNames,
  type ProcessorName,
} from "../../services/payments-api/operations/processor";
import { adyen } from "./adyen";
import { Books } from "./books";
import type { Incoming, Reply } from "./dialect";
import { Keys } from "./keys";
import { Notifier } from "./notifier";
import { paypal } from "./paypal";
import { noFaults, type Faults } from "./settings";
import { Simulator } from "./simulator";
import { stripe } from "./stripe";

/**
 * All processors behind one port: their paths don't collide. Besides their own APIs there are
 * `GET /ledger`, what they did; `GET /repeats`, how often they were asked again; and `GET` and
 * `PATCH /faults/:processor`, how they misbehave.
 */
export function processorsServer(): Server {
  const notifier = new Notifier();
  const simulators = Object.fromEntries(
    [stripe, adyen, paypal].map((dialect) => [
      dialect.name,
      new Simulator(dialect, new Books(dialect.name), new Keys(), notifier),
    ]),
  ) as Record<ProcessorName, Simulator>;
  const server = createServer((request, response) => {
    void respond(simulators, request, response);
  });
  // A call that is never answered holds its connection until the caller gives up.
  server.requestTimeout = 0;
  return server;
}

async function respond(
  simulators: Record<ProcessorName, Simulator>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const incoming = await read(request);
    const reply = control(simulators, incoming) ?? (await answer(simulators, incoming));
    if (reply !== "silence") write(response, reply);
  } catch (error) {
    // A request that the simulator can't read is a mistake of its caller, to be seen at once.
    write(response, { status: 400, body: { message: String(error) } });
  }
}

async function answer(
  simulators: Record<ProcessorName, Simulator>,
  incoming: Incoming,
): Promise<Reply | "silence"> {
  for (const name of processorNames) {
    const reply = await simulators[name].answer(incoming);
    if (reply !== undefined) return reply;
  }
  return { status: 404, body: { message: `no processor has ${incoming.method} ${incoming.path}` } };
}

function control(
  simulators: Record<ProcessorName, Simulator>,
  { method, path, body }: Incoming,
): Reply | undefined {
  if (path === "/ledger") {
    return { status: 200, body: processorNames.flatMap((name) => simulators[name].bookings) };
  }
  if (path === "/repeats") {
    const repeats = processorNames.reduce((sum, each) => sum + simulators[each].repeats, 0);
    return { status: 200, body: { repeats } };
  }
  const [, faults, name] = path.split("/");
  if (faults !== "faults") return undefined;
  const simulator = simulators[name as ProcessorName] as Simulator | undefined;
  if (simulator === undefined) return { status: 404, body: { message: `no processor ${name}` } };
  if (method === "PATCH") {
    const change = JSON.parse(body) as Partial<Faults>;
    const unknown = Object.keys(change).filter((key) => !(key in noFaults));
    if (unknown.length > 0)
      return { status: 400, body: { message: `no faults ${unknown.join()}` } };
    simulator.faults = { ...simulator.faults, ...change };
  }
  return { status: 200, body: simulator.faults };
}

async function read(request: IncomingMessage): Promise<Incoming> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? "/", "http://processors");
  return {
    method: request.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: Buffer.concat(chunks).toString("utf8"),
  };
}

function write(response: ServerResponse, { status, headers, body }: Reply): void {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
    "request-id": "req_drill",
    ...headers,
  });
  response.end(text);
}
