// SPDX-License-Identifier: Apache-2.0
import { request } from "undici";

/** How long clients keep an answer of the name, in milliseconds. */
const lifetime = 1_000;

/**
 * The public name, as clients see it: it says the first region until the latch is read as flipped,
 * and keeps saying what it said last while the latch can't be read.
 */
export class PublicName {
  private second = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly latchUrl: string | undefined,
    private readonly changed: (index: 0 | 1) => void,
  ) {}

  /** Which of the two regions it says. */
  get index(): 0 | 1 {
    return this.second ? 1 : 0;
  }

  start(): void {
    if (this.latchUrl === undefined) return;
    this.timer = setInterval(() => void this.look(), lifetime);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    if (this.latchUrl === undefined) return;
    try {
      const signal = AbortSignal.timeout(lifetime);
      const { statusCode, body } = await request(this.latchUrl, { signal });
      await body.dump();
      if (statusCode !== 200 && statusCode !== 404) return;
      if (this.second === (statusCode === 200)) return;
      this.second = statusCode === 200;
      this.changed(this.index);
    } catch {
      // The last known answer stays.
    }
  }
}
