// SPDX-License-Identifier: Apache-2.0
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { startProcessors, type Processors } from "../../../../drill/processors";
import {
  processorNames,
  type Notification,
  type ProcessorName,
} from "../../../../services/payments-api/operations/processor";
import { processorsAt } from "../../../support/simulated-processors";

interface Delivery {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

jest.setTimeout(120_000);

let simulated: Processors;
let receiver: Server;
let count = 0;
/** Answers that are still to be given, last ones first; 200 afterwards. */
let refusals: number[] = [];
const waiting: ((delivery: Delivery) => void)[] = [];
const arrived: Delivery[] = [];

beforeAll(async () => {
  simulated = await startProcessors();
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const delivery = { headers: request.headers, body: Buffer.concat(chunks) };
      const status = refusals.pop() ?? 200;
      response.writeHead(status).end();
      if (status !== 200) return;
      const taker = waiting.shift();
      if (taker) taker(delivery);
      else arrived.push(delivery);
    });
  }).listen(0, "127.0.0.1");
  await once(receiver, "listening");
  const webhook = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  for (const name of processorNames) {
    await simulated.misbehave(name, { webhook, acceptFor: 10 });
  }
});

afterEach(async () => {
  await simulated.behave();
  for (const name of processorNames) await simulated.misbehave(name, { acceptFor: 10 });
});

afterAll(async () => {
  receiver.close();
  await simulated.stop();
});

function delivered(): Promise<Delivery> {
  const there = arrived.shift();
  return there ? Promise.resolve(there) : new Promise((resolve) => waiting.push(resolve));
}

function read(name: ProcessorName, { headers, body }: Delivery) {
  return processorsAt(simulated.url)[name].notifications(headers, body);
}

async function charge(name: ProcessorName, token: string): Promise<string> {
  const payment = `notified_${++count}`;
  const processor = processorsAt(simulated.url)[name];
  const answer = await processor.send(
    processor.prepareCharge({ payment, amount: 500, currency: "EUR", token }),
  );
  expect(answer.result).toBe("accepted");
  return payment;
}

describe.each(processorNames)("notifications of %s", (name) => {
  it("tell the end of what was only accepted, by our id", async () => {
    const operation = await charge(name, "pm_pending");
    expect(await read(name, await delivered())).toEqual([
      {
        processor: name,
        event: expect.any(String) as string,
        operation,
        answer: { result: "succeeded", reference: expect.any(String) as string },
      },
    ]);
  });

  it("tell that what was accepted was declined in the end", async () => {
    const operation = await charge(name, "pm_pending_declined");
    const [notification] = (await read(name, await delivered())) ?? [];
    expect(notification).toMatchObject({ operation, answer: { result: "declined" } });
    expect(await simulated.ledger()).not.toContainEqual(expect.objectContaining({ operation }));
  });

  it("have the same event when they come twice", async () => {
    await simulated.misbehave(name, { notifyTwice: true });
    await charge(name, "pm_pending");
    const all: Notification[] = [];
    for (let times = 0; times < 2; times++)
      all.push(...((await read(name, await delivered())) ?? []));
    // Adyen puts two into the first body, and sends a second one.
    expect(all).toHaveLength(name === "adyen" ? 3 : 2);
    expect(new Set(all.map((one) => one.event)).size).toBe(1);
  });

  it("are sent again until they are taken", async () => {
    refusals = [503, 503];
    const operation = await charge(name, "pm_pending");
    const [notification] = (await read(name, await delivered())) ?? [];
    expect([notification?.operation, refusals]).toEqual([operation, []]);
  });

  it("are refused when a byte of them was changed", async () => {
    await charge(name, "pm_pending");
    const { headers, body } = await delivered();
    const changed = Buffer.from(body.toString("utf8").replace(/5(\.?)00/, "9$100"));
    expect(changed.equals(body)).toBe(false);
    expect(await read(name, { headers, body: changed })).toBeUndefined();
  });

  it("are refused without a signature, and when they are no JSON", async () => {
    await charge(name, "pm_pending");
    const { body } = await delivered();
    const unsigned = Buffer.from(body.toString("utf8").replace("hmacSignature", "other"));
    expect(await read(name, { headers: {}, body: unsigned })).toBeUndefined();
    expect(await read(name, { headers: {}, body: Buffer.from("{") })).toBeUndefined();
  });
});

describe("notifications of a refund", () => {
  it("name the refund, not its payment", async () => {
    const { adyen } = processorsAt(simulated.url);
    const order = { payment: "refunded", amount: 900, currency: "EUR", token: "pm_works" };
    const { reference } = await adyen.send(adyen.prepareCharge(order));
    for (const [refund, amount] of [
      ["first", 600],
      ["second", 600],
    ] as const) {
      const part = { refund, payment: "refunded", amount, currency: "EUR", charge: reference };
      expect((await adyen.send(adyen.prepareRefund(part))).result).toBe("accepted");
      const [notification] = (await read("adyen", await delivered())) ?? [];
      expect([notification?.operation, notification?.answer.result]).toEqual([
        refund,
        refund === "first" ? "succeeded" : "declined",
      ]);
    }
  });
});
