// SPDX-License-Identifier: Apache-2.0
import { Pool } from "undici";

import type { Told } from "../history/event";
import type { ClientRegion } from "./settings";

/** A request of a client. */
export interface ApiRequest {
  readonly method: "GET" | "POST";
  readonly path: string;
  /** With POST. */
  readonly key?: string;
  /** With POST. */
  readonly body?: unknown;
}

/** Connections to one process. More wait their turn, and their patience runs all the same. */
const connections = 256;

interface Shown {
  readonly id?: string;
  readonly status?: unknown;
  readonly amount?: number;
  readonly refunded?: number;
}

/** Sends requests to the processes of one region, each in turn. */
export class ApiClient {
  private readonly pools: readonly Pool[];
  private turn = 0;

  constructor(
    region: ClientRegion,
    private readonly apiKey: string,
    private readonly patience: number,
  ) {
    this.pools = region.urls.map((url) => new Pool(url, { connections, pipelining: 1 }));
  }

  /** What was told; `undefined` when nothing was: refused, reset, or no answer in time. */
  async send({ method, path, key, body }: ApiRequest): Promise<Told | undefined> {
    const pool = this.pools[this.turn++ % this.pools.length];
    if (pool === undefined) return undefined;
    const abort = new AbortController();
    const patience = setTimeout(() => abort.abort(), this.patience);
    try {
      const answer = await pool.request({
        method,
        path,
        headers: {
          authorization: `Bearer ${this.apiKey}`,
          ...(body !== undefined && { "content-type": "application/json" }),
          ...(key !== undefined && { "idempotency-key": key }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: abort.signal,
      });
      return told(answer.statusCode, await answer.body.text());
    } catch {
      return undefined;
    } finally {
      clearTimeout(patience);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.pools.map((pool) => pool.destroy()));
  }
}

/** A problem's `status` is the answer's own, a number; that of a payment is a word. */
function told(status: number, text: string): Told {
  const shown = parse(text);
  if (typeof shown.status !== "string") return { status };
  const { id, amount, refunded } = shown;
  return {
    status,
    result: shown.status,
    ...(id !== undefined && { id }),
    ...(amount !== undefined && { amount }),
    ...(refunded !== undefined && { refunded }),
  };
}

function parse(text: string): Shown {
  try {
    return (JSON.parse(text) ?? {}) as Shown;
  } catch {
    return {};
  }
}
