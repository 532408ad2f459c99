// SPDX-License-Identifier: Apache-2.0

/** Virtual time: what happens, in order of when; of two things at one time, the earlier planned. */
export class Timeline {
  /** Milliseconds since the schedule began. */
  now = 0;
  private readonly times: number[] = [];
  private readonly orders: number[] = [];
  private readonly actions: (() => void)[] = [];
  private planned = 0;
  private stopped = false;

  /** Plans something `delay` milliseconds from now. */
  after(delay: number, action: () => void): void {
    this.push(this.now + Math.max(0, delay), this.planned++, action);
  }

  at(time: number, action: () => void): void {
    this.after(time - this.now, action);
  }

  /** Leaves all that is planned undone. */
  stop(): void {
    this.stopped = true;
  }

  /** Lets time pass until then, or until nothing is planned; answers how much happened. */
  runUntil(end: number): number {
    let count = 0;
    while (!this.stopped) {
      const time = this.times[0];
      if (time === undefined || time > end) break;
      this.now = time;
      this.pop()();
      count++;
    }
    if (!this.stopped) this.now = Math.max(this.now, end);
    return count;
  }

  private push(time: number, order: number, action: () => void): void {
    const { times, orders, actions } = this;
    let hole = times.length;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (!this.before(time, order, parent)) break;
      this.move(parent, hole);
      hole = parent;
    }
    times[hole] = time;
    orders[hole] = order;
    actions[hole] = action;
  }

  private pop(): () => void {
    const { times, orders, actions } = this;
    const first = actions[0] ?? nothing;
    const time = times.pop() ?? 0;
    const order = orders.pop() ?? 0;
    const action = actions.pop() ?? nothing;
    const length = times.length;
    if (length === 0) return first;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= length) break;
      if (child + 1 < length && this.isBefore(child + 1, child)) child++;
      if (this.before(time, order, child)) break;
      this.move(child, hole);
      hole = child;
    }
    times[hole] = time;
    orders[hole] = order;
    actions[hole] = action;
    return first;
  }

  private before(time: number, order: number, index: number): boolean {
    const other = this.times[index] ?? 0;
    return time < other || (time === other && order < (this.orders[index] ?? 0));
  }

  private isBefore(one: number, other: number): boolean {
    return this.before(this.times[one] ?? 0, this.orders[one] ?? 0, other);
  }

  private move(from: number, to: number): void {
    this.times[to] = this.times[from] ?? 0;
    this.orders[to] = this.orders[from] ?? 0;
    this.actions[to] = this.actions[from] ?? nothing;
  }
}

function nothing(): void {}
