// SPDX-License-Identifier: Apache-2.0
import { Fenced, Unavailable } from "payments-journal";
import type { Sweep } from "./operations/resolve";

/** How the resolver works. */
export interface ResolverOptions {
  /** Milliseconds between two rounds. @default 1000 */
  readonly milliseconds?: number;
  /** Operations that are worked on at once. @default 8 */
  readonly atOnce?: number;
  /** Is told of each round that did something. @default - nobody is */
  readonly swept?: (sweep: Sweep) => void;
  /** Is told of defects; the next round comes. @default - nobody is */
  readonly trouble?: (error: unknown) => void;
}

export const defaults = { milliseconds: 1_000, atOnce: 8 } as const;

/**
 * Each of those that work at once claims one at a time: an operation is sent only soon after it was
 * claimed, and would be too late behind one whose processor is slow, each time anew.
 */
const claimed = 1;

/** Comes by again and again, and brings what was left open to its end. */
export class Resolver {
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> | undefined;

  constructor(
    private readonly service: { sweep(limit: number): Promise<Sweep> },
    private readonly options: ResolverOptions = {},
  ) {}

  start(): void {
    const { milliseconds = defaults.milliseconds } = this.options;
    this.timer = setInterval(() => {
      this.round ??= this.sweepAll().finally(() => (this.round = undefined));
    }, milliseconds);
  }

  /** Begins no other round, and waits for the one under way. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.round;
  }

  private async sweepAll(): Promise<void> {
    const { atOnce = defaults.atOnce } = this.options;
    await Promise.all(Array.from({ length: atOnce }, () => this.sweepOn()));
  }

  /** Goes on as long as there is something to claim, and it can be brought to its end. */
  private async sweepOn(): Promise<void> {
    try {
      for (;;) {
        const sweep = await this.service.sweep(claimed);
        if (sweep.claimed > 0) this.options.swept?.(sweep);
        if (sweep.claimed < claimed || sweep.open > 0) return;
      }
    } catch (error) {
      const passing = error instanceof Fenced || error instanceof Unavailable;
      if (!passing) this.options.trouble?.(error);
    }
  }
}
