// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import { processorEnvironment } from "../../../../drill/platform/api";
import { bundle } from "../../../../drill/platform/bundle";
import { type Processors, startProcessors } from "../../../../drill/processors";
import type {
  ProcessorAnswer,
  ProcessorName,
} from "../../../../services/payments-api/operations/processor";
import { processorNames } from "../../../../services/payments-api/operations/processor";
import type { Reconciled } from "../../../../services/payments-api/processors/reconcile";
import {
  keep,
  type PaymentsDatabase,
  startPaymentsDatabase,
} from "../../../support/payments-database";
import { processorsAt } from "../../../support/simulated-processors";

jest.setTimeout(180_000);

/** Where nobody listens. */
const nobody = "http://127.0.0.1:1";

let here: PaymentsDatabase;
let simulated: Processors;
let program: string;

beforeAll(async () => {
  [here, simulated, program] = await Promise.all([
    startPaymentsDatabase(),
    startProcessors(),
    bundle("services/payments-api/main.ts"),
  ]);
});

afterAll(async () => {
  await simulated?.stop();
  await here?.stop();
});

// Processors with empty books, and no operation.
beforeEach(async () => {
  await here.clear();
  await simulated.kill();
  await simulated.start();
});

interface Run {
  readonly code: unknown;
  readonly results: readonly Reconciled[];
  /** What a person is told. */
  readonly pages: readonly { readonly msg: string; readonly detail: string }[];
  readonly complained: string;
}

/** Runs the command for today, which is when the simulated processors do what they do. */
async function reconcile(change: Record<string, string> = {}, ...args: string[]): Promise<Run> {
  const today = new Date().toISOString().slice(0, 10);
  const child = spawn(process.execPath, [program, "reconcile", "--day", today, ...args], {
    env: {
      ...{ PATH: process.env.PATH, REGION: "us-east-1", DATABASE_URL: here.postgres.url },
      ...{
        REDIS_URL: "redis://127.0.0.1:1",
        JOURNAL_TABLE: "journal",
        JOURNAL_REGIONS: "eu-west-1",
      },
      ...processorEnvironment(simulated.url),
      ...change,
    },
    stdio: "pipe",
  });
  let [printed, complained] = ["", ""];
  child.stdout.on("data", (text: Buffer) => (printed += text.toString()));
  child.stderr.on("data", (text: Buffer) => (complained += text.toString()));
  const [code] = (await once(child, "close")) as unknown[];
  const results = linesOf(printed).map((line) => JSON.parse(line) as Reconciled);
  const logged = linesOf(complained).filter((line) => line.includes('"page":true'));
  return { code, results, complained, pages: logged.map((line) => JSON.parse(line) as never) };
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}

/** A charge at a processor, of which we know nothing yet. */
async function charge(name: ProcessorName, id: string, amount = 1_000): Promise<ProcessorAnswer> {
  const processor = processorsAt(simulated.url)[name];
  const order = { payment: id, amount, currency: "EUR", token: "pm_works" };
  return await processor.send(processor.prepareCharge(order));
}

/** A charge at a processor that is known here as well. */
async function pay(processor: ProcessorName, id: string): Promise<ProcessorAnswer> {
  const answer = await charge(processor, id);
  await keep(here, { id, processor, ...answer });
  return answer;
}

/** Runs the command while Adyen's reports come from here, after their header as `rest` says. */
async function withReports(rest: (report: ServerResponse) => Promise<unknown>): Promise<Run> {
  const server = createServer((_, report) => {
    report
      .writeHead(200)
      .write(
        "Record Type,Merchant Reference,Psp Reference,Main Currency,Main Amount," +
          "Modification Merchant Reference,Modification Psp Reference\n",
      );
    void rest(report);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    return await reconcile({ ADYEN_REPORTS_URL: url, PROCESSORS: "adyen", PROCESSOR_SECONDS: "1" });
  } finally {
    server.close();
  }
}

/** Kinds of what differs, with the operation, by processor. */
function differences({ results }: Run): Record<string, string[]> {
  const entries = results.map(({ processor, mismatches }) => [
    processor,
    mismatches.map(
      ({ kind, known, reported }) => `${kind} ${known?.operation ?? reported?.operation}`,
    ),
  ]);
  return Object.fromEntries(entries) as Record<string, string[]>;
}

describe("payments-api reconcile", () => {
  it("ends with 0 and calls nobody when all processors agree with the database", async () => {
    for (const name of processorNames) await pay(name, `${name}-1`);
    const { stripe } = processorsAt(simulated.url);
    const { reference } = await pay("stripe", "refunded");
    const back = { refund: "back", payment: "refunded", amount: 400, currency: "EUR" };
    const refund = await stripe.send(stripe.prepareRefund({ ...back, charge: reference }));
    const kind = "refund";
    await keep(here, { id: "back", processor: "stripe", kind, amount: 400, ...refund });
    const run = await reconcile();
    expect(run.results.map(({ processor, lines }) => [processor, lines])).toEqual([
      ["stripe", 3],
      ["adyen", 1],
      ["paypal", 1],
    ]);
    expect(run).toMatchObject({ code: 0, pages: [], complained: "" });
    expect(differences(run)).toEqual({ stripe: [], adyen: [], paypal: [] });
  });

  it("ends with 1 and names what differs, at the processor where it does", async () => {
    await pay("stripe", "good");
    await charge("stripe", "strange");
    const { reference } = await charge("adyen", "dear", 1_001);
    const ended = { result: "succeeded" } as const;
    await keep(here, { ...ended, id: "dear", processor: "adyen", reference });
    await keep(here, { ...ended, id: "absent", processor: "paypal", reference: "8AB" });
    const told = await charge("paypal", "told");
    await keep(here, { ...told, id: "told", processor: "paypal", result: "declined" });
    const run = await reconcile();
    expect(differences(run)).toEqual({
      stripe: ["unknown strange"],
      adyen: ["amount dear"],
      paypal: ["told-declined told", "missing absent"],
    });
    expect(run.code).toBe(1);
    expect(run.pages.map(({ detail }) => detail)).toEqual([
      "stripe: 1 unknown; adyen: 1 amount; paypal: 1 told-declined, 1 missing",
    ]);
  });

  it("takes what the journal may lack for unfinished, whatever the database says", async () => {
    const answer = await charge("stripe", "undurable");
    await keep(here, { id: "undurable", processor: "stripe", ...answer }, 1);
    const run = await reconcile();
    expect([run.code, differences(run).stripe]).toEqual([1, ["unfinished undurable"]]);
  });

  it.each<[ProcessorName, string]>([
    ["stripe", "STRIPE_BASE_URL"],
    ["adyen", "ADYEN_REPORTS_URL"],
    ["paypal", "PAYPAL_BASE_URL"],
  ])("ends with 2 when %s is down, having compared the others", async (down, setting) => {
    for (const name of processorNames) await pay(name, `${name}-1`);
    const run = await reconcile({ [setting]: nobody });
    expect(run.code).toBe(2);
    for (const { processor, lines, failed } of run.results) {
      expect([processor, lines, typeof failed]).toEqual(
        processor === down ? [processor, 0, "string"] : [processor, 1, "undefined"],
      );
    }
    expect(run.pages).toHaveLength(1);
    expect(run.pages[0]?.detail).toContain(`${down}: ${down} can't be reached`);
  });

  it("ends with 2 when a report breaks off, which is no shorter one", async () => {
    const run = await withReports(async (report) => {
      await new Promise((done) => report.write("SentForSettle,new,1,EUR,5.00,,\n", done));
      await sleep(200);
      report.destroy();
    });
    expect(run.code).toBe(2);
    expect(run.results).toMatchObject([{ lines: 0, failed: "adyen can't be reached" }]);
  });

  it("waits longer for a report than for a payment", async () => {
    const run = await withReports(async (report) => {
      await sleep(1_500);
      report.end("SentForSettle,new,1,EUR,5.00,,\n");
    });
    expect([run.code, differences(run)]).toEqual([1, { adyen: ["unknown new"] }]);
  });

  it("reads from the replica, and ends with 2 when it is down", async () => {
    await pay("stripe", "one");
    const run = await reconcile({ DATABASE_READ_URL: "postgres://payments@127.0.0.1:1/payments" });
    expect(run.code).toBe(2);
    expect(run.results.map(({ failed }) => typeof failed)).toEqual(["string", "string", "string"]);
    expect(run.pages).toHaveLength(1);
  });

  it("ends with 2 over wrong settings and with 64 over wrong usage, and prints nothing", async () => {
    const wrong = await reconcile({ PROCESSORS: "visa" });
    expect([wrong.code, wrong.results]).toEqual([2, []]);
    expect(wrong.complained).toContain("- PROCESSORS: ");
    const usage = await reconcile({}, "--fast");
    expect([usage.code, usage.results]).toEqual([64, []]);
    expect(usage.complained).toContain("unknown option '--fast'");
  });
});
