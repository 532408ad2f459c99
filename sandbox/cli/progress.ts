// SPDX-License-Identifier: Apache-2.0
import { MultiBar, type SingleBar } from "cli-progress";

import type { Progress } from "../engine/event-log";

/** Shows how far each stack has come. */
export interface ProgressDisplay {
  /** A stack begins. */
  begin(stack: string): void;
  update(stack: string, progress: Progress): void;
  /** A stack has ended; the text says how. */
  end(stack: string, progress: Progress, seconds: number, outcome: string): void;
  close(): void;
}

/** Bars on a terminal, a line for each finished stack elsewhere. */
export function progressDisplay(
  output: NodeJS.WriteStream,
  stacks: readonly string[],
): ProgressDisplay {
  return output.isTTY ? new Bars(output, stacks) : new Lines(output, stacks);
}

class Bars implements ProgressDisplay {
  private readonly bars: MultiBar;
  private readonly lines: ReadonlyMap<string, SingleBar>;
  private readonly started = new Map<string, number>();
  private readonly clock: NodeJS.Timeout;

  constructor(output: NodeJS.WriteStream, stacks: readonly string[]) {
    this.bars = new MultiBar({
      stream: output,
      format: "{stack} {bar} {value}/{total} {seconds} s  {outcome}",
      barCompleteChar: "=",
      barIncompleteChar: " ",
      barsize: 24,
      hideCursor: true,
      gracefulExit: false,
      emptyOnZero: true,
    });
    const width = Math.max(...stacks.map((stack) => stack.length));
    const bar = (stack: string) =>
      this.bars.create(0, 0, { stack: stack.padEnd(width), seconds: "0", outcome: "" });
    this.lines = new Map(stacks.map((stack) => [stack, bar(stack)]));
    this.clock = setInterval(() => this.tick(), 500);
  }

  begin(stack: string): void {
    this.started.set(stack, Date.now());
  }

  update(stack: string, { done, total }: Progress): void {
    const line = this.lines.get(stack);
    line?.setTotal(total);
    line?.update(done);
  }

  end(stack: string, progress: Progress, seconds: number, outcome: string): void {
    this.started.delete(stack);
    this.update(stack, progress);
    this.lines.get(stack)?.update({ seconds: seconds.toFixed(1), outcome });
  }

  close(): void {
    clearInterval(this.clock);
    this.bars.stop();
  }

  private tick(): void {
    for (const [stack, since] of this.started) {
      const seconds = Math.floor((Date.now() - since) / 1_000);
      this.lines.get(stack)?.update({ seconds: String(seconds) });
    }
  }
}

class Lines implements ProgressDisplay {
  private readonly width: number;

  constructor(
    private readonly output: NodeJS.WritableStream,
    stacks: readonly string[],
  ) {
    this.width = Math.max(...stacks.map((stack) => stack.length));
  }

  begin(): void {
    // A line is written when a stack has ended: logs keep no half lines.
  }

  update(): void {
    // See begin.
  }

  end(stack: string, { done, total }: Progress, seconds: number, outcome: string): void {
    const counts = `${done}/${total} resources`;
    this.output.write(
      `${stack.padEnd(this.width)}  ${counts}  ${seconds.toFixed(1)} s  ${outcome}\n`,
    );
  }

  close(): void {
    // Nothing is held.
  }
}
