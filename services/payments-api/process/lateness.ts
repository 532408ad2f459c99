// SPDX-License-Identifier: Apache-2.0
import { type IntervalHistogram, monitorEventLoopDelay } from "node:perf_hooks";

/** How often the event loop is asked to come round, in milliseconds. */
const resolution = 20;

/** How long what was measured is believed, in milliseconds. */
const windowMilliseconds = 500;

/**
 * How late this process is with its work: by how much its event loop comes round too late.
 *
 * @see https://nodejs.org/api/perf_hooks.html#perf_hooksmonitoreventloopdelayoptions
 */
export class Lateness {
  private latest = 0;
  private readonly timer: NodeJS.Timeout;

  /** @param delays times between two rounds, in nanoseconds. @default - this process's own */
  constructor(
    private readonly delays: Pick<
      IntervalHistogram,
      "enable" | "disable" | "percentile" | "reset"
    > = monitorEventLoopDelay({ resolution }),
  ) {
    delays.enable();
    this.timer = setInterval(() => this.look(), windowMilliseconds).unref();
  }

  /** In milliseconds, over the last half second. */
  get milliseconds(): number {
    return this.latest;
  }

  /** Measures no more. */
  stop(): void {
    clearInterval(this.timer);
    this.delays.disable();
  }

  private look(): void {
    // The median: one pause, of the machine or for garbage, is over by the time that it is seen.
    this.latest = Math.max(this.delays.percentile(50) / 1e6 - resolution, 0);
    this.delays.reset();
  }
}
