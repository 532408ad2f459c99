// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import type { Booking, Books } from "./books";
import type { Dialect, Done, Incoming, Reply, Work } from "./dialect";
import type { Keys } from "./keys";
import type { Notifier } from "./notifier";
import { noFaults, type Faults } from "./settings";

/** One processor: what it is asked, does, forgets and says, and how it misbehaves. */
export class Simulator {
  faults: Faults = noFaults;
  private readonly tries = new Map<string, number>();

  constructor(
    private readonly dialect: Dialect,
    private readonly books: Books,
    private readonly keys: Keys,
    private readonly notifier: Notifier,
  ) {}

  get bookings(): readonly Booking[] {
    return this.books.bookings;
  }

  /** How many requests with a key came again after the first. */
  get repeats(): number {
    return [...this.tries.values()].reduce((sum, tries) => sum + tries - 1, 0);
  }

  /** Its answer: `undefined` when the path is not one of its own, `"silence"` when none is to come. */
  async answer(request: Incoming): Promise<Reply | "silence" | undefined> {
    const work = this.dialect.read(request);
    const reply = work === undefined ? this.dialect.other(request, this.bookings) : undefined;
    if (work === undefined && reply === undefined) return undefined;
    if (!this.dialect.authorized(request)) return this.dialect.refuse("unauthorized");
    if (work === undefined) return reply;
    const attempt = this.tries.get(work.key) ?? 0;
    this.tries.set(work.key, attempt + 1);
    const hit = (share: number, what: string): boolean => this.hit(share, work.key, attempt, what);
    if (hit(this.faults.limit, "limit")) return this.dialect.refuse("limited");
    if (hit(this.faults.fail, "fail")) return this.dialect.refuse("failed");
    const silent = hit(this.faults.silent, "silent");
    const taken = this.keys.take(work.key, `${request.path}\n${request.body}`, this.faults.keyAge);
    if (taken === "busy") return this.dialect.refuse("busy");
    if (taken === "reused") return this.dialect.refuse("key-reused");
    if (taken !== "new") return silent ? "silence" : replayed(taken);
    const done = await this.perform(work);
    const answered = this.dialect.answer(work, done);
    this.keys.settle(work.key, answered);
    return silent ? "silence" : answered;
  }

  private async perform(work: Work): Promise<Done> {
    if (this.faults.delay > 0) await sleep(this.faults.delay);
    const reference = this.books.reference(work);
    // Adyen answers no refund at once.
    const later =
      work.token?.includes("pending") ||
      (this.dialect.name === "adyen" && work.kind === "refund") ||
      this.hit(this.faults.accept, work.key, 0, "accept");
    if (later && this.books.refusal(work) !== "unknown-charge") {
      void this.complete(work, reference);
      return { result: "accepted", reference };
    }
    const done = this.books.book(work, reference);
    if (this.faults.notifyAll && done.refusal !== "unknown-charge") this.notify(work, done);
    return done;
  }

  private async complete(work: Work, reference: string): Promise<void> {
    await sleep(this.faults.acceptFor);
    this.notify(work, this.books.book(work, reference));
  }

  private notify(work: Work, done: Done): void {
    const event = createHash("sha256").update(`${done.reference} ${done.result}`).digest("hex");
    const one = { event: event.slice(0, 24), work, done };
    const twice = this.faults.notifyTwice;
    // Adyen puts several into one body; the others send two.
    const bodies = twice && this.dialect.name === "adyen" ? [[one, one]] : [[one]];
    if (twice) bodies.push([one]);
    for (const events of bodies) {
      void this.notifier.deliver(
        () => this.faults.webhook,
        () => this.dialect.notice(events),
      );
    }
  }

  /** The same for the same seed, key, try and fault, in whatever order requests come. */
  private hit(share: number, key: string, attempt: number, what: string): boolean {
    if (share <= 0) return false;
    const text = `${this.faults.seed} ${key} ${attempt} ${what}`;
    return createHash("sha256").update(text).digest().readUInt32BE() / 2 ** 32 < share;
  }
}

function replayed(reply: Reply): Reply {
  return { ...reply, headers: { ...reply.headers, "idempotent-replayed": "true" } };
}
