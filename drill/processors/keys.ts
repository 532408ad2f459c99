// SPDX-License-Identifier: Apache-2.0
import type { Reply } from "./dialect";

interface Entry {
  readonly request: string;
  readonly since: number;
  reply: Reply | undefined;
}

/** What a processor remembers of the idempotency keys that it was given. */
export class Keys {
  private readonly entries = new Map<string, Entry>();

  /**
   * Takes a key for a request: `"new"` may be worked on now; `"busy"` is being worked on; `"reused"`
   * came with another request before; otherwise the answer that was given.
   *
   * @param age milliseconds after which a key is forgotten
   */
  take(key: string, request: string, age: number): "new" | "busy" | "reused" | Reply {
    const known = this.entries.get(key);
    if (known !== undefined && performance.now() - known.since < age) {
      if (known.request !== request) return "reused";
      return known.reply ?? "busy";
    }
    this.entries.set(key, { request, since: performance.now(), reply: undefined });
    return "new";
  }

  /** Keeps the answer for repeats. */
  settle(key: string, reply: Reply): void {
    const entry = this.entries.get(key);
    if (entry !== undefined) entry.reply = reply;
  }
}
