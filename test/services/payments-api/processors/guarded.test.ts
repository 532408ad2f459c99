// SPDX-License-Identifier: Apache-2.0
import type {
  Processor,
  ProcessorAnswer,
} from "../../../../services/payments-api/operations/processor";
import {
  GuardedProcessor,
  NoAnswer,
  type GuardSettings,
  type NoAnswerKind,
} from "../../../../services/payments-api/processors";
import { processorsAt } from "../../../support/simulated-processors";

const { stripe } = processorsAt("http://127.0.0.1:1");
const request = stripe.prepareCharge({ payment: "one", amount: 1, currency: "EUR", token: "pm" });

beforeEach(() => jest.useFakeTimers({ doNotFake: ["nextTick", "queueMicrotask"] }));

afterEach(() => jest.useRealTimers());

class Bench {
  sends = 0;
  readonly heard: string[] = [];
  readonly guarded: GuardedProcessor;
  answer: () => Promise<ProcessorAnswer> = () =>
    Promise.resolve({ result: "succeeded", reference: "pi_1" });

  constructor(settings: GuardSettings = {}) {
    const send = (): Promise<ProcessorAnswer> => {
      this.sends++;
      return this.answer();
    };
    this.guarded = new GuardedProcessor(
      Object.assign(Object.create(stripe) as Processor, { send }),
      this.watch,
      {
        minimumRate: 0.1,
        ...settings,
      },
    );
  }

  get watch() {
    return {
      answered: (_: string, result: string) => this.heard.push(result),
      unanswered: (failure: NoAnswer) => this.heard.push(failure.kind),
      circuit: (_: string, state: string) => this.heard.push(`circuit ${state}`),
    };
  }

  fail(kind: NoAnswerKind): void {
    this.answer = () => Promise.reject(new NoAnswer("stripe", kind));
  }

  async send(times: number): Promise<void> {
    for (let time = 0; time < times; time++) {
      await this.guarded.send(request).catch(() => undefined);
      await jest.advanceTimersByTimeAsync(500);
    }
  }
}

describe("GuardedProcessor", () => {
  it("tells of each answer, and hands it on", async () => {
    const bench = new Bench();
    expect(await bench.guarded.send(request)).toEqual({ result: "succeeded", reference: "pi_1" });
    expect(bench.heard).toEqual(["succeeded"]);
  });

  it.each<NoAnswerKind>([
    "credentials",
    "failed",
    "limited",
    "timeout",
    "unreachable",
    "unreadable",
  ])("does not ask a processor again that keeps failing by: %s", async (kind) => {
    const bench = new Bench();
    bench.fail(kind);
    await bench.send(8);
    expect(bench.guarded.isOpen).toBe(true);
    expect(bench.heard).toContain("circuit open");
    const sends = bench.sends;
    await expect(bench.guarded.send(request)).rejects.toMatchObject({ kind: "open" });
    expect(bench.sends).toBe(sends);
  });

  it.each<NoAnswerKind>(["in-progress", "key-conflict", "refused", "other-scope"])(
    "stays closed for what concerns one request alone: %s",
    async (kind) => {
      const bench = new Bench();
      bench.fail(kind);
      await bench.send(30);
      expect([bench.guarded.isOpen, bench.sends]).toEqual([false, 30]);
    },
  );

  it("stays closed however many are declined", async () => {
    const bench = new Bench();
    bench.answer = () => Promise.resolve({ result: "declined", reference: "pi_1" });
    await bench.send(30);
    expect(bench.guarded.isOpen).toBe(false);
  });

  it("tries one call after a pause, and closes when it is answered", async () => {
    const bench = new Bench({ pause: 5_000 });
    bench.fail("failed");
    await bench.send(8);
    bench.answer = () => Promise.resolve({ result: "succeeded", reference: "pi_1" });
    await jest.advanceTimersByTimeAsync(5_000);
    await bench.send(1);
    expect(bench.heard.slice(-3)).toEqual(["circuit half-open", "circuit closed", "succeeded"]);
    expect(bench.guarded.isOpen).toBe(false);
  });

  it("is full while so many wait for an answer, answered or not in the end", async () => {
    const bench = new Bench({ most: 2, timeout: 1_000 });
    bench.answer = () => new Promise(() => undefined);
    const sends = [bench.send(1)];
    expect(bench.guarded.isFull).toBe(false);
    sends.push(bench.send(1));
    expect([bench.guarded.isFull, bench.guarded.isOpen]).toEqual([true, false]);
    await jest.advanceTimersByTimeAsync(2_000);
    await Promise.all(sends);
    expect(bench.guarded.isFull).toBe(false);
  });

  it("does not wait longer than its bound, and then knows no answer", async () => {
    const bench = new Bench({ timeout: 1_000, minimumRate: 1 });
    bench.answer = () => new Promise(() => undefined);
    const sent = expect(bench.guarded.send(request)).rejects.toMatchObject({ kind: "timeout" });
    await jest.advanceTimersByTimeAsync(1_000);
    await sent;
    expect(bench.heard).toEqual(["timeout"]);
  });
});
