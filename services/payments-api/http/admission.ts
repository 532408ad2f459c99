// SPDX-License-Identifier: Apache-2.0
import type { Standing } from "./standing";

/** What is bounded apart from each other, so that a flood of one does not push out the other. */
export type Lane = "requests" | "webhooks";

/** Why something is not let in. */
export interface Refusal {
  /** In a word, to be counted by. */
  readonly reason: "stopping" | "standing" | "full" | "late";
  readonly detail: string;
}

/** The place of what was let in: taken until it is told, and its work has ended as well. */
export interface Place {
  /** Keeps the place until some work has ended too. */
  keep(work: Promise<unknown>): void;
  /**
   * The answer is out, or its client has gone away.
   *
   * @param answered whether it got an answer that is not our failure
   */
  told(answered: boolean): void;
}

/** What bounds an Admission. */
export interface AdmissionLimits {
  /** Requests of merchants and payers under way at once. @default 500 */
  readonly requests?: number;
  /** Notifications of processors under way at once. @default 200 */
  readonly webhooks?: number;
  /** Milliseconds by which this process is late with its work. @default - it never is */
  readonly lateness?: () => number;
  /** From how many of them nothing more is let in. @default 200 */
  readonly latest?: number;
}

/**
 * What Admission takes where nothing is said.
 *
 * Under way is rate times time: a process takes some 400 payments a second at some 0.25 s each, which
 * is 100 at once. Five times that leaves room for a second in which they take 1.25 s. More would only
 * wait: 500 are 1.25 s of work, and 10,000 would be REQUEST_SECONDS of it, at the end of which each
 * client has gone and asks anew. While a processor takes PROCESSOR_SECONDS to say nothing, 500 are
 * few, 33 a second, so that one of several may have half of them: see GuardedProcessor. Processors
 * repeat their notifications for days, so that those get twice what they need: 400 a
 * second at 0.25 s.
 *
 * A payment waits for the event loop some eight times. Late by 200 ms each time it takes more than a
 * second and a half longer, and Redis, which is given 50 ms, seems to be gone.
 */
export const defaults = { requests: 500, webhooks: 200, latest: 200 } as const;

/**
 * Lets requests in, counts those under way, and stops letting in: when the process may not take
 * payments, when it has more to do than it can, and when it is to end.
 *
 * A repeat of a key that is being worked on is not let in beyond the bound either: all that it could
 * learn is to ask again later, by a 409 that costs two statements and not by a 503 that costs none.
 *
 * For the decision to leave the region, which compares what was let in with what was answered, what is
 * refused here counts as neither: a region with too much to do answers what it lets in, and the other
 * one would have as much. Should all that is under way hang, nothing is let in any more and that
 * comparison falls silent; what can hang has deadlines, and a database, a journal or a process that
 * is gone shows in the heartbeats themselves.
 */
export class Admission {
  private stopping = false;
  private readonly underWay: Record<Lane, number> = { requests: 0, webhooks: 0 };
  private admittedSoFar = 0;
  private answeredSoFar = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly limits: Required<Omit<AdmissionLimits, "lateness">>;
  private readonly lateness: () => number;

  constructor(
    private readonly standing: Standing,
    { lateness = () => 0, ...limits }: AdmissionLimits = {},
  ) {
    this.limits = { ...defaults, ...limits };
    this.lateness = lateness;
  }

  /** Let in since the process started, for its heartbeat. */
  get admitted(): number {
    return this.admittedSoFar;
  }

  /** Answered since then, failures left out: where these fall behind, something is wrong. */
  get answered(): number {
    return this.answeredSoFar;
  }

  /**
   * Why nothing at all is let in now, and another process has to be asked; `undefined` when it is not
   * so. Too much to do is no such reason: sent elsewhere, it would be too much there.
   */
  closed(): Refusal | undefined {
    if (this.stopping) return { reason: "stopping", detail: "this process is stopping" };
    const detail = this.standing.refusal();
    return detail === undefined ? undefined : { reason: "standing", detail };
  }

  /** Why nothing is let into a lane now; `undefined` when something is. */
  refusal(lane: Lane): Refusal | undefined {
    const closed = this.closed();
    if (closed) return closed;
    if (this.underWay[lane] >= this.limits[lane]) {
      return { reason: "full", detail: "too much is under way" };
    }
    return this.lateness() >= this.limits.latest
      ? { reason: "late", detail: "there is too much to do" }
      : undefined;
  }

  /**
   * Lets something in. Its work counts also when nobody waits for it any more: clients that go away
   * and ask anew would otherwise pile up more of it than the bound allows.
   */
  enter(lane: Lane): Place {
    this.underWay[lane] += 1;
    this.admittedSoFar += 1;
    let holds = 1;
    const release = () => {
      holds -= 1;
      if (holds === 0) this.leave(lane);
    };
    return {
      keep: (work) => {
        holds += 1;
        work.then(release, release);
      },
      told: (answered) => {
        if (answered) this.answeredSoFar += 1;
        release();
      },
    };
  }

  /** Lets nothing in from here on. Settles when all has ended, `false` when time is over first. */
  async drain(milliseconds: number): Promise<boolean> {
    this.stopping = true;
    if (this.isIdle()) return true;
    return await new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), milliseconds);
      this.waiting.push(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }

  private leave(lane: Lane): void {
    this.underWay[lane] -= 1;
    if (this.isIdle()) this.waiting.splice(0).forEach((done) => done());
  }

  private isIdle(): boolean {
    return this.underWay.requests + this.underWay.webhooks === 0;
  }
}
