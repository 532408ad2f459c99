// SPDX-License-Identifier: Apache-2.0
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { monotonic } from "../../../drill/clock";
import type { ClientEvent } from "../../../drill/history/event";
import { startLoad, type Load } from "../../../drill/load/load";
import { usualMix, type LoadSettings } from "../../../drill/load/settings";

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const servers: Server[] = [];
const loads: Load[] = [];
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "load-"));
});

afterEach(() => {
  for (const load of loads.splice(0)) load.kill();
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
  rmSync(folder, { recursive: true });
});

async function serve(handler: Handler): Promise<string> {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => handler(request, response, body));
  });
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function answer(response: ServerResponse, status: number, body: unknown = {}): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** A region that takes every payment, the same for the same key. */
function accepting(request: IncomingMessage, response: ServerResponse, body: string): void {
  if (request.method === "GET") return answer(response, 200, { id: "x", status: "succeeded" });
  const id = String(request.headers["idempotency-key"]);
  const { amount } = JSON.parse(body) as { amount: number };
  answer(response, 201, { id, status: "succeeded", amount });
}

function settings(us: string, eu: string, changes: Partial<LoadSettings> = {}): LoadSettings {
  return {
    regions: [
      { name: "us-east-1", urls: [us] },
      { name: "eu-west-1", urls: [eu] },
    ],
    apiKey: "sk_drill",
    file: join(folder, "history.jsonl"),
    origin: monotonic(),
    seed: 7,
    rate: 200,
    processors: ["stripe"],
    mix: { ...usualMix, wrongRegion: 0 },
    patience: 400,
    ...changes,
  };
}

function history(): ClientEvent[] {
  return readFileSync(join(folder, "history.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => (JSON.parse(line) as { event: ClientEvent }).event);
}

/** Lets clients arrive, and waits until so many wanted something. */
async function begun(count: number, ...start: Parameters<typeof startLoad>): Promise<Load> {
  const load = await startLoad(...start);
  loads.push(load);
  let seen = 0;
  // The test's own time limit ends the wait.
  while (seen < count) {
    await sleep(50);
    seen += (await load.measure()).begun;
  }
  return load;
}

const unreachable = "http://127.0.0.1:9";

describe("startLoad", () => {
  it("writes a beginning and an end for each try, in an order that the clock agrees with", async () => {
    const load = await begun(200, settings(await serve(accepting), unreachable));
    const { open } = await load.settle(2_000);
    const events = history();
    expect(open).toBe(0);
    const starts = events.filter(({ type }) => type === "invoke").map(({ attempt }) => attempt);
    const ended = events.filter(({ type }) => type !== "invoke").map(({ attempt }) => attempt);
    expect(new Set(starts).size).toBe(starts.length);
    expect([...ended].sort()).toEqual([...starts].sort());
    expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).sort((a, b) => a - b));
    expect(new Set(events.map(({ operation }) => operation.kind))).toEqual(
      new Set(["pay", "refund", "read"]),
    );
  });

  it("asks again with the same key and body until it is told the end, whatever comes before", async () => {
    const seen = new Map<string, string[]>();
    const us = await serve((request, response, body) => {
      const key = String(request.headers["idempotency-key"]);
      const bodies = [...(seen.get(key) ?? []), body];
      seen.set(key, bodies);
      // No answer at all, then one of each that is not an end.
      if (bodies.length === 1) return;
      const before = [202, 409, 503][bodies.length - 2];
      if (before !== undefined) return answer(response, before, { status: "pending" });
      accepting(request, response, body);
    });
    const mix = { ...usualMix, refund: 0, read: 0, otherBody: 0, wrongRegion: 0 };
    const load = await begun(5, settings(us, unreachable, { rate: 20, mix }));
    expect((await load.settle(20_000)).open).toBe(0);
    for (const bodies of seen.values()) {
      expect([bodies.length, new Set(bodies).size]).toEqual([5, 1]);
    }
    const kinds = new Set(history().map(({ type, told }) => `${type} ${told?.status}`));
    expect(kinds).toEqual(
      new Set(["invoke undefined", "unknown undefined", "ok 202", "ok 409", "ok 503", "ok 201"]),
    );
  });

  it("keeps arriving while nobody answers, and counts from when each wanted to begin", async () => {
    let blocked = true;
    const waiting: (() => void)[] = [];
    const us = await serve((request, response, body) => {
      const go = () => accepting(request, response, body);
      if (blocked) waiting.push(go);
      else go();
    });
    const load = await startLoad(settings(us, unreachable, { patience: 10_000 }));
    loads.push(load);
    // Of those who came within the first second, half waited for half a second at least.
    while (waiting.length === 0) await sleep(1);
    await sleep(1_000);
    blocked = false;
    expect(waiting.length).toBeGreaterThan(50);
    for (const go of waiting) go();
    const summary = await load.settle(5_000);
    expect(summary.p50).toBeGreaterThan(300);
    expect(summary.p99).toBeGreaterThan(800);
  });

  it("goes where the name says, a second after the latch has flipped, and not back without it", async () => {
    let retired = false;
    const latchUrl = await serve((_, response) => answer(response, retired ? 200 : 404));
    const routed: string[] = [];
    const load = await begun(
      50,
      settings(await serve(accepting), await serve(accepting), { latchUrl }),
      (region) => routed.push(region),
    );
    retired = true;
    while (routed.length === 0) await sleep(10);
    // A latch that can't be read changes nothing.
    servers[0]?.close();
    servers[0]?.closeAllConnections();
    await sleep(1_500);
    await load.settle(2_000);
    expect(routed).toEqual(["eu-west-1"]);
    const regions = history().map(({ region }) => region);
    expect(regions[0]).toBe("us-east-1");
    expect(regions.at(-1)).toBe("eu-west-1");
    expect(regions.lastIndexOf("us-east-1")).toBeLessThan(regions.length - 10);
  });

  it("sends some tries to the region that the name does not say", async () => {
    const mix = { ...usualMix, wrongRegion: 0.3 };
    const eu = await serve((_, response) => answer(response, 503));
    const load = await begun(100, settings(await serve(accepting), eu, { mix }));
    expect((await load.settle(10_000)).open).toBe(0);
    const refused = history().filter(({ told }) => told?.status === 503);
    expect(refused.length).toBeGreaterThan(5);
    expect(new Set(refused.map(({ region }) => region))).toEqual(new Set(["eu-west-1"]));
  });
});
