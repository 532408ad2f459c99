// SPDX-License-Identifier: Apache-2.0
import { createWriteStream, type WriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";

import { build, type Histogram } from "hdr-histogram-js";

import { monotonic } from "../clock";
import type { ClientEvent, Told } from "../history/event";
import type { HistoryLine } from "../history/lines";
import { ApiClient } from "./api-client";
import type { PublicName } from "./public-name";
import { Random } from "./random";
import type { LoadSettings, LoadSummary } from "./settings";
import { Wishes, type Wish } from "./wish";

/** More operations under way than this, and new ones are counted as unsent. */
const mostOpen = 20_000;

/** The wait before a client asks again, in milliseconds: doubled each time, and never all together. */
const shortestWait = 250;
const longestWait = 5_000;

/**
 * Clients that arrive whether or not those before them were answered, and ask again with the same
 * key until they are told the end. Everything that they see goes into the history.
 */
export class Clients {
  private readonly random: Random;
  private readonly wishes: Wishes;
  private readonly regions: readonly [ApiClient, ApiClient];
  private readonly history: WriteStream;
  private readonly latency: Histogram = build({ numberOfSignificantValueDigits: 3 });
  private tries = 0;
  private open = 0;
  private counts = { begun: 0, ended: 0, unsent: 0 };
  private since = monotonic();
  private arriving = false;
  /** When all is to be over, and nobody asks again. */
  private over = false;

  constructor(
    private readonly settings: LoadSettings,
    private readonly name: PublicName,
  ) {
    const { regions, apiKey, patience, seed, file } = settings;
    this.random = new Random(seed);
    this.wishes = new Wishes(settings, new Random(seed + 1));
    this.regions = [
      new ApiClient(regions[0], apiKey, patience),
      new ApiClient(regions[1], apiKey, patience),
    ];
    this.history = createWriteStream(file);
  }

  /** Lets clients arrive, until `settle`. Waiting for it is waiting for that. */
  async arrive(): Promise<void> {
    this.arriving = true;
    const mean = 1_000 / this.settings.rate;
    let intended = monotonic();
    while (this.arriving) {
      intended += this.random.gap(mean);
      const early = intended - monotonic();
      if (early > 1) await sleep(early);
      // A late loop must not starve what it started.
      else if (early < -20) await sleep(0);
      if (this.arriving) this.begin(intended);
    }
  }

  /** No more arrivals; those under way may still ask again, for so long. */
  async settle(milliseconds: number): Promise<void> {
    this.arriving = false;
    const deadline = monotonic() + milliseconds;
    while (this.open > 0 && monotonic() < deadline) await sleep(20);
    this.over = true;
    // A try that is under way ends by its own patience.
    while (this.open > 0) await sleep(20);
  }

  /** What was seen since the last call. */
  measure(): LoadSummary {
    const now = monotonic();
    const summary: LoadSummary = {
      took: now - this.since,
      ...this.counts,
      open: this.open,
      p50: this.latency.getValueAtPercentile(50) / 1_000,
      p99: this.latency.getValueAtPercentile(99) / 1_000,
    };
    this.latency.reset();
    this.counts = { begun: 0, ended: 0, unsent: 0 };
    this.since = now;
    return summary;
  }

  async close(): Promise<void> {
    await Promise.all(this.regions.map((region) => region.close()));
    this.history.end();
    await finished(this.history);
  }

  private begin(intended: number): void {
    if (this.open >= mostOpen) {
      this.counts.unsent++;
      return;
    }
    this.open++;
    void this.pursue(this.wishes.next(), intended).finally(() => this.open--);
  }

  private async pursue(wish: Wish, intended: number): Promise<void> {
    if (wish.insists) this.counts.begun++;
    let wait = shortestWait;
    for (;;) {
      const told = await this.attempt(wish);
      if (!wish.insists) return;
      if (told !== undefined && isEnd(told)) {
        this.counts.ended++;
        this.latency.recordValue(Math.max(1, Math.round((monotonic() - intended) * 1_000)));
        if (told.result === "succeeded") this.wishes.succeeded(wish, told);
        return;
      }
      if (this.over) return;
      await sleep(wait * (0.5 + this.random.next()));
      if (this.over) return;
      wait = Math.min(longestWait, wait * 2);
    }
  }

  private async attempt(wish: Wish): Promise<Told | undefined> {
    const attempt = `t${++this.tries}`;
    const named = this.name.index;
    const index = this.random.chance(this.settings.mix.wrongRegion) ? (named === 0 ? 1 : 0) : named;
    const region = this.settings.regions[index].name;
    const { operation } = wish;
    this.write({ type: "invoke", attempt, at: this.now(), region, operation });
    const told = await this.regions[index].send(wish.request);
    const ended = { attempt, at: this.now(), region, operation };
    this.write(told ? { type: "ok", ...ended, told } : { type: "unknown", ...ended });
    return told;
  }

  /** Does not wait for the disk: that would delay the clients. */
  private write(event: ClientEvent): void {
    const line: HistoryLine = { event };
    this.history.write(`${JSON.stringify(line)}\n`);
  }

  /** To a thousandth: more digits only make the file longer. */
  private now(): number {
    return Math.round((monotonic() - this.settings.origin) * 1_000) / 1_000;
  }
}

/** An answer that no later one may contradict. */
function isEnd({ status, result }: Told): boolean {
  if (status === 200 || status === 201) return result === "succeeded" || result === "declined";
  // The request itself is refused: asking again changes nothing.
  return status === 400 || status === 401 || status === 404 || status === 422;
}
