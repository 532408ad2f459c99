// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";

import type { GuardedRedis } from "./guarded-redis";

/** What an answer was given to: the same again means the same answer. */
export interface Asked {
  readonly merchant: string;
  /** Of the route, with its parameters: a key means something within one. */
  readonly path: string;
  /** The Idempotency-Key. */
  readonly key: string;
  /** The request's fields, always in the same order. */
  readonly request: readonly unknown[];
}

/** What is known to be a view of the right form. */
export type Recognizer<View> = (value: unknown) => value is View;

/** The form of what is kept; a change of it starts afresh. */
const format = "answer:1:";

/**
 * Final answers by key, kept in Redis for speed. The truth is in PostgreSQL: what is not here is
 * asked there, so that an empty cache, or none, changes how long it takes and never what comes of it.
 * Only answers that are durable and never change are put here. The body is part of the name under
 * which one is kept, so another body with the same key finds nothing, and is refused by the truth.
 */
export class AnswerCache {
  constructor(
    private readonly redis: GuardedRedis,
    private readonly seconds: number,
  ) {}

  /** The answer given before; `undefined` when that isn't known here. */
  async find<View>(asked: Asked, isView: Recognizer<View>): Promise<View | undefined> {
    const found = await this.redis.attempt((client) => client.get(nameOf(asked)));
    if (!found.ok || found.value === null) return undefined;
    try {
      const value: unknown = JSON.parse(found.value);
      return isView(value) ? value : undefined;
    } catch {
      return undefined;
    }
  }

  /** Keeps a final, durable answer. */
  async keep(asked: Asked, view: object): Promise<void> {
    const expiration = { type: "EX", value: this.seconds } as const;
    await this.redis.attempt((client) =>
      client.set(nameOf(asked), JSON.stringify(view), { expiration }),
    );
  }
}

function nameOf({ merchant, path, key, request }: Asked): string {
  const asked = JSON.stringify([merchant, path, key, request]);
  return format + createHash("sha256").update(asked).digest("base64url");
}
