// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from "node:timers/promises";

import { startProcessors, type Processors } from "../../../../drill/processors";
import {
  processorNames,
  type ProcessorAnswer,
  type ProcessorName,
  type ReportLine,
  type StoredRequest,
} from "../../../../services/payments-api/operations/processor";
import { NoAnswer, type NoAnswerKind } from "../../../../services/payments-api/processors";
import { processorsAt } from "../../../support/simulated-processors";

jest.setTimeout(120_000);

let simulated: Processors;
let count = 0;

beforeAll(async () => {
  simulated = await startProcessors();
});

afterEach(() => simulated.behave());

afterAll(() => simulated.stop());

function charge(name: ProcessorName, token = "pm_works"): StoredRequest {
  const payment = `payment_${++count}`;
  const order = { payment, amount: 1_234, currency: "USD", token };
  return processorsAt(simulated.url)[name].prepareCharge(order);
}

function send(request: StoredRequest, timeout?: number): Promise<ProcessorAnswer> {
  return processorsAt(simulated.url, timeout)[request.processor].send(request);
}

async function failure(attempt: Promise<unknown>): Promise<NoAnswerKind | undefined> {
  const error: unknown = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof NoAnswer) return error.kind;
  throw new Error("it should have thrown NoAnswer", { cause: error });
}

async function charges(request: StoredRequest): Promise<number> {
  const entries = await simulated.ledger();
  return entries.filter((entry) => entry.idempotencyKey === request.idempotencyKey).length;
}

async function until(fact: () => Promise<boolean>): Promise<void> {
  while (!(await fact())) await sleep(20);
}

describe.each(processorNames)("%s over its own library", (name) => {
  it("charges once, and answers a repeat as it did the first time", async () => {
    const request = charge(name);
    const first = await send(request);
    expect(first.result).toBe("succeeded");
    expect(await send(request)).toEqual(first);
    expect(await charges(request)).toBe(1);
    expect(await simulated.ledger()).toContainEqual(
      expect.objectContaining({ processor: name, operation: `payment_${count}`, amount: 1_234 }),
    );
  });

  it("gives no answer when none comes in time, and charges once when it is sent again", async () => {
    const request = charge(name);
    await simulated.misbehave(name, { silent: 1 });
    expect(await failure(send(request, 300))).toBe("timeout");
    await simulated.behave();
    expect((await send(request)).result).toBe("succeeded");
    expect(await charges(request)).toBe(1);
  });

  it("declines what the payer's bank declines, and says why", async () => {
    const answer = await send(charge(name, "pm_declined"));
    expect(answer).toEqual(
      expect.objectContaining({
        result: "declined",
        reason: expect.stringMatching(/^[A-Za-z_]+$/) as string,
      }),
    );
  });

  it.each([
    ["fail", "failed"],
    ["limit", "limited"],
  ] as const)("gives no answer on %s, and can be sent again", async (fault, kind) => {
    const request = charge(name);
    await simulated.misbehave(name, { [fault]: 1 });
    expect(await failure(send(request))).toBe(kind);
    expect(await charges(request)).toBe(0);
    await simulated.behave();
    expect((await send(request)).result).toBe("succeeded");
  });

  it("gives no answer while the same key is being worked on", async () => {
    const request = charge(name);
    await simulated.misbehave(name, { delay: 1_000 });
    const ends = await Promise.all([send(request), send(request)].map((one) => one.catch(String)));
    // Whichever of the two came first is worked on.
    expect(ends).toContainEqual(expect.objectContaining({ result: "succeeded" }));
    expect(ends).toContainEqual(expect.stringContaining("still working on an earlier request"));
    expect(await charges(request)).toBe(1);
  });

  it("refuses to take another request's answer, loudly", async () => {
    const request = charge(name);
    await send(request);
    const other = { ...charge(name), idempotencyKey: request.idempotencyKey };
    const kind = await failure(send(other));
    // Adyen says the same of a key in use and of one that was used: both leave the operation open.
    expect(kind).toBe(name === "adyen" ? "in-progress" : "key-conflict");
    expect(await charges(other)).toBe(1);
  });

  it("refuses a request that was made for another account, without sending it", async () => {
    const request = { ...charge(name), scope: "elsewhere" };
    expect(await failure(send(request))).toBe("other-scope");
    expect(await charges(request)).toBe(0);
  });

  it("gives no answer when nobody is there", async () => {
    const nobody = processorsAt("http://127.0.0.1:1")[name];
    const order = { payment: "payment", amount: 1, currency: "USD", token: "pm_works" };
    expect(await failure(nobody.send(nobody.prepareCharge(order)))).toBe("unreachable");
  });

  it("refunds in parts, and not more than was charged", async () => {
    const processor = processorsAt(simulated.url)[name];
    const request = charge(name);
    const payment = `payment_${count}`;
    const { reference } = await send(request);
    const refund = (part: number, amount: number): Promise<ProcessorAnswer> =>
      send(
        processor.prepareRefund({
          ...{ refund: `refund_${count}_${part}`, payment, amount, currency: "USD" },
          charge: reference,
        }),
      );
    const done = async (): Promise<unknown[]> =>
      (await simulated.ledger())
        .filter((entry) => entry.payment === payment)
        .map(({ kind, operation, amount }) => [kind, operation, amount]);
    await simulated.misbehave(name, { acceptFor: 10 });
    const later = name === "adyen";
    expect((await refund(1, 1_000)).result).toBe(later ? "accepted" : "succeeded");
    await until(async () => (await done()).length === 2);
    expect((await refund(2, 235)).result).toBe(later ? "accepted" : "declined");
    expect((await refund(3, 234)).result).toBe(later ? "accepted" : "succeeded");
    await until(async () => (await done()).length === 3);
    expect(await done()).toEqual([
      ["charge", payment, 1_234],
      ["refund", `refund_${count}_1`, 1_000],
      ["refund", `refund_${count}_3`, 234],
    ]);
  });

  it("reports what it did today", async () => {
    const request = charge(name);
    const { reference } = await send(request);
    const lines: ReportLine[] = [];
    const today = new Date().toISOString().slice(0, 10);
    for await (const line of processorsAt(simulated.url)[name].report(today)) lines.push(line);
    expect(lines).toContainEqual({
      operation: `payment_${count}`,
      kind: "charge",
      amount: 1_234,
      currency: "USD",
      reference,
    });
    const inLedger = (await simulated.ledger()).filter((entry) => entry.processor === name);
    expect(lines).toHaveLength(inLedger.length);
  });

  it("can be asked whether it is there", async () => {
    await processorsAt(simulated.url)[name].ping();
    expect(await failure(processorsAt("http://127.0.0.1:1")[name].ping())).toBeDefined();
  });
});
