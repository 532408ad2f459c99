// SPDX-License-Identifier: Apache-2.0
import type { Logger } from "pino";

/** Something that is done again and again, never twice at once. */
export class Loop {
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private running: Promise<void> = Promise.resolve();

  /** @param milliseconds from the end of one turn to the beginning of the next */
  constructor(
    private readonly name: string,
    private readonly milliseconds: number,
    private readonly turn: () => Promise<void>,
    private readonly log: Logger,
  ) {}

  start(): this {
    this.running = this.once();
    return this;
  }

  /** Settles when the turn under way has ended; there is no other. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async once(): Promise<void> {
    try {
      await this.turn();
    } catch (error) {
      // The next turn looks anew: what failed here is not known to anybody else.
      this.log.warn({ err: error, loop: this.name }, `${this.name} failed`);
    }
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.once();
    }, this.milliseconds);
  }
}
