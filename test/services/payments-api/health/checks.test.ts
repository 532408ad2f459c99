// SPDX-License-Identifier: Apache-2.0
import {
  databasePart,
  journalPart,
  processorsPart,
} from "../../../../services/payments-api/health/checks";
import { examine } from "../../../../services/payments-api/health/part";
import { active } from "../../../support/payment-api";

const standby = { ...active, role: "standby" } as const;

describe("the database's health", () => {
  it.each([
    ["takes writes in the active region", active, true, "ok", "takes writes"],
    ["is read-only in the active region", active, false, "down", "read-only, while this region"],
    ["takes writes elsewhere", standby, true, "degraded", "rebuild it"],
    ["is a standby's", standby, false, "ok", "ready to promote"],
  ])("is told when it %s", async (_name, standing, writable, status, reason) => {
    const database = { writable: () => Promise.resolve(writable) };
    const found = await databasePart(database, standing).check();
    expect(found).toMatchObject({ status, reason: expect.stringContaining(reason) as string });
  });
});

describe("the journal's health", () => {
  const reachable = () => Promise.resolve();

  it.each([
    [100, "ok"],
    [5000, "ok"],
    [5001, "down"],
  ])("is told by the age of the last append, %i ms", async (since, status) => {
    const part = journalPart({ sinceAccepted: () => since, reachable }, 5000);
    expect(await part.check()).toMatchObject({ status });
  });

  it("is told by a read where no log is open", async () => {
    const none = { sinceAccepted: () => undefined };
    expect(await journalPart({ ...none, reachable }, 5000).check()).toMatchObject({ status: "ok" });
    const gone = () => Promise.reject(new Error("no answer"));
    const part = journalPart({ ...none, reachable: gone }, 5000);
    expect(await examine(part)).toMatchObject({ status: "down" });
  });
});

describe("the processors' health", () => {
  const reached = { name: "stripe", ping: () => Promise.resolve() } as const;
  const gone = { name: "adyen", ping: () => Promise.reject(new Error("no answer")) } as const;

  it("is good when one of them answers", async () => {
    expect(await processorsPart([gone, reached]).check()).toEqual({
      status: "ok",
      reason: "stripe answers",
    });
  });

  it("only degrades the region when none does", async () => {
    expect(await examine(processorsPart([gone]))).toMatchObject({ status: "degraded" });
  });
});
