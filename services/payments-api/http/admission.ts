// SPDX-License-Identifier: Apache-2.0
import type { Standing } from "./standing";

/** What Admission takes where nothing is said. */
export const defaults = { most: 2000 } as const;

/**
 * Lets requests in, counts those under way, and stops letting in: when the process may not take
 * payments, when it has more to do than it can, and when it is to end.
 */
export class Admission {
  private stopping = false;
  private underWay = 0;
  private admittedSoFar = 0;
  private answeredSoFar = 0;
  private readonly waiting: (() => void)[] = [];

  /** @param most requests under way at once; more would wait longer than clients do. @default 2000 */
  constructor(
    private readonly standing: Standing,
    private readonly most: number = defaults.most,
  ) {}

  /** Requests let in since the process started, for its heartbeat. */
  get admitted(): number {
    return this.admittedSoFar;
  }

  /** Requests answered since then, failures left out: where these fall behind, something is wrong. */
  get answered(): number {
    return this.answeredSoFar;
  }

  /** Why no request is let in now; `undefined` when one is. */
  refusal(): string | undefined {
    if (this.stopping) return "this process is stopping";
    return this.standing.refusal() ?? (this.underWay >= this.most ? "too much to do" : undefined);
  }

  /** Lets a request in, whose end has to be told by {@link leave}. */
  enter(): void {
    this.underWay += 1;
    this.admittedSoFar += 1;
  }

  /** A request has ended. @param answered whether it got an answer that is not our failure */
  leave(answered: boolean): void {
    this.underWay -= 1;
    if (answered) this.answeredSoFar += 1;
    if (this.underWay === 0) this.waiting.splice(0).forEach((done) => done());
  }

  /** Lets nothing in from here on. Settles when all are answered, `false` when time is over first. */
  async drain(milliseconds: number): Promise<boolean> {
    this.stopping = true;
    if (this.underWay === 0) return true;
    return await new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), milliseconds);
      this.waiting.push(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }
}
