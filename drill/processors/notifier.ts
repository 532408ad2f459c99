// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from "node:timers/promises";

import type { Notice } from "./dialect";

/** Milliseconds between tries. The real ones wait minutes to hours, which no drill lasts. */
const pause = 500;

/** How often it tries: for two minutes, longer than a region is away. */
const tries = 240;

/** Milliseconds for an answer. */
const patience = 5_000;

/** Posts notifications until they are answered with success, as processors do. */
export class Notifier {
  /** Asked anew at each try: where to post moves with the active region, and a signature grows old. */
  async deliver(url: () => string, notice: () => Notice): Promise<void> {
    for (let tried = 0; tried < tries; tried++) {
      if (url() !== "" && (await post(url(), notice()))) return;
      await sleep(pause, undefined, { ref: false });
    }
  }
}

async function post(url: string, { headers, body }: Notice): Promise<boolean> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
      signal: AbortSignal.timeout(patience),
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    // Nobody there, or no answer: it is tried again.
    return false;
  }
}
