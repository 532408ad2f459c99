// SPDX-License-Identifier: Apache-2.0
import type { Wall } from "../operations/ports";
import type { Database } from "./database";
import * as statements from "./statements";

/**
 * How far ahead of the database's clock, in milliseconds, a process's own may be to be believed: one
 * that is years ahead must not make every key look old for good.
 */
const believed = 3_600_000;

/**
 * The wall's time by several clocks: that of this machine, that of the database, and the furthest
 * that any process has told the database. Between two looks at the database they go on by a clock
 * that nobody sets.
 */
export class Clocks implements Wall {
  private database: number | undefined;
  private highest = 0;
  private readAt = 0;

  /**
   * @param wall this machine's clock, in milliseconds since 1970
   * @param monotonic milliseconds of a clock that only goes forward
   */
  constructor(
    private readonly source: Pick<Database, "query">,
    private readonly process: string,
    private readonly wall: () => number = Date.now,
    private readonly monotonic: () => number = () => performance.now(),
  ) {}

  /**
   * A small write that proves that the database takes writes, and looks at its clock. To be called
   * each second, and once before the clocks are asked.
   *
   * @throws Unavailable when it takes none
   */
  async beat(epoch: number): Promise<void> {
    const [row] = await this.source.query<{ now_ms: number; highest_ms: number }>(statements.beat, [
      ...[this.process, epoch, Math.round(this.wall()), believed],
    ]);
    if (row === undefined)
      throw new Error("the database has no row in the table clock: migrate it");
    this.database = row.now_ms;
    this.highest = row.highest_ms;
    this.readAt = this.monotonic();
  }

  earliest(): Promise<number> {
    return Promise.resolve(Math.floor(Math.min(...this.readings())));
  }

  latest(): Promise<number> {
    return Promise.resolve(Math.ceil(Math.max(...this.readings(), this.highest)));
  }

  private readings(): number[] {
    if (this.database === undefined) throw new Error("the clocks were not compared yet: call beat");
    return [this.wall(), this.database + (this.monotonic() - this.readAt)];
  }
}
