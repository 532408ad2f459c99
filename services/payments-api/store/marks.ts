// SPDX-License-Identifier: Apache-2.0
import type { Database } from "./database";
import * as statements from "./statements";

/** How Marks collects. */
export interface MarksOptions {
  /** How long it collects before it writes, in milliseconds. @default 20 */
  readonly milliseconds?: number;
  /** Is told of what could not be written. @default - nobody is */
  readonly lost?: (error: unknown, marks: number) => void;
}

export const defaults = { milliseconds: 20 } as const;

/**
 * Collects that operations are finished, and writes it for many at once. A mark that gets lost, with
 * its process or by an error, costs a second and equal record in the journal, and no more: so nobody
 * waits for it, and it is not tried again.
 */
export class Marks {
  private collected = new Map<string, number>();
  private epoch = 0;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();
  private readonly milliseconds: number;

  constructor(
    private readonly database: Pick<Database, "query">,
    private readonly options: MarksOptions = {},
  ) {
    this.milliseconds = options.milliseconds ?? defaults.milliseconds;
  }

  /** Takes a mark: the operation's steps up to `journaled` are durable. */
  add(epoch: number, operation: string, journaled: number): void {
    // Marks of an epoch that is over would be refused, and are not worth a statement of their own.
    if (epoch !== this.epoch) this.collected.clear();
    this.epoch = epoch;
    const before = this.collected.get(operation) ?? 0;
    this.collected.set(operation, Math.max(before, journaled));
    this.timer ??= setTimeout(() => void this.flush(), this.milliseconds);
  }

  /** Writes what is collected. Settles when it and all before it is written, or lost. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const marks = this.collected;
    this.collected = new Map();
    // One batch after another: two at once could wait for each other's rows.
    this.writing = this.writing.then(() => this.write(this.epoch, marks));
    await this.writing;
  }

  private async write(epoch: number, marks: ReadonlyMap<string, number>): Promise<void> {
    if (marks.size === 0) return;
    const sorted = [...marks].sort(([a], [b]) => (a < b ? -1 : 1));
    const names = sorted.map(([name]) => name);
    const versions = sorted.map(([, version]) => version);
    try {
      await this.database.query(statements.finished, [epoch, names, versions]);
    } catch (error) {
      this.options.lost?.(error, marks.size);
    }
  }
}
