// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";

import { checkHistory } from "../../../drill/checker/check-history";
import { promiseNames, type CheckResult } from "../../../drill/checker/promise";
import type { ClientEvent, History, Operation } from "../../../drill/history/event";
import { failover, home, legalHistories, other } from "./legal-history";
import { plantedFaults } from "./planted-faults";

const broken = ({ promises }: CheckResult) =>
  promises.filter(({ findings }) => findings.length > 0).map(({ promise }) => promise);

const empty: History = {
  scenario: "none",
  seed: 1,
  events: [],
  ledger: [],
  stored: [],
  moments: [],
};
const operation: Operation = { kind: "pay", key: "k", amount: 5, body: "b" };
const done = {
  stored: [
    { operation: "p", payment: "p", kind: "charge", key: "k", status: "succeeded", amount: 5 },
  ],
  ledger: [
    {
      processor: "stripe",
      kind: "charge",
      idempotencyKey: "i",
      operation: "p",
      payment: "p",
      amount: 5,
      at: 1,
    },
  ],
} as const;

/** A try of the payment `k` that succeeds, or whose end nobody saw. */
function tried(attempt: string, began: number, ended?: number, region = home): ClientEvent[] {
  const event = { attempt, region, operation };
  const told = { status: 200, id: "p", result: "succeeded", amount: 5 };
  return [
    { ...event, type: "invoke", at: began },
    ...(ended === undefined ? [] : [{ ...event, type: "ok", at: ended, told } as const]),
  ];
}

describe("checkHistory", () => {
  it("finds nothing in any history that keeps the promises", () => {
    fc.assert(
      fc.property(legalHistories, (history) => {
        const result = checkHistory(history);
        expect(broken(result)).toEqual([]);
        expect(result.kept).toBe(true);
        expect(result.promises.map(({ promise }) => promise)).toEqual(promiseNames);
        // A check that looked at nothing would prove nothing here.
        expect(result.promises.filter(({ judged }) => judged === 0)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it("does not depend on the order in which events were written down", () => {
    const shuffled = legalHistories.chain((history) =>
      fc
        .shuffledSubarray([...history.events], {
          minLength: history.events.length,
          maxLength: history.events.length,
        })
        .map((events) => ({ history, events })),
    );
    fc.assert(
      fc.property(shuffled, ({ history, events }) => {
        expect(checkHistory({ ...history, events }).counts).toEqual(checkHistory(history).counts);
        expect(broken(checkHistory({ ...history, events }))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it.each(plantedFaults)("reports that $fault, and nothing else", ({ breaks, plant, settings }) => {
    fc.assert(
      fc.property(legalHistories, (history) => {
        const result = checkHistory(plant(history), settings);
        expect(broken(result)).toEqual(breaks);
        expect(result.kept).toBe(false);
        const findings = result.promises.flatMap((one) => one.findings);
        for (const { text, evidence } of findings) {
          expect(text).toMatch(/\S+ \S+/);
          expect(Object.values(evidence).flat()).not.toEqual([]);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("has a planted fault for every promise", () => {
    expect(new Set(plantedFaults.flatMap(({ breaks }) => breaks))).toEqual(new Set(promiseNames));
  });

  it("counts what was acknowledged, lost, unknown, sent away and left open", () => {
    const events: ClientEvent[] = [
      ...tried("1", 0, 10),
      ...["2", "3"].flatMap((attempt): ClientEvent[] => {
        const event = { attempt, region: home, operation: { ...operation, key: "open" } };
        return [
          { ...event, type: "invoke", at: 1 },
          attempt === "2"
            ? { ...event, type: "unknown", at: 2 }
            : { ...event, type: "ok", at: 2, told: { status: 503 } },
        ];
      }),
    ];
    expect(checkHistory({ ...empty, events }).counts).toEqual({
      operations: 2,
      tries: 3,
      acknowledged: 1,
      lost: 1,
      doubled: 0,
      unknown: 1,
      refused: 1,
      open: 1,
    });
  });
});

describe("what the checks do not conclude", () => {
  const judged = (events: readonly ClientEvent[]) =>
    broken(checkHistory({ ...empty, ...done, events: [...events], moments: failover.slice(0, 5) }));

  it("lets a region answer late what it was asked before the seal", () => {
    expect(judged(tried("1", 19_000, 45_000))).toEqual([]);
  });

  it("lets a region repeat within the bound what was asked before the seal", () => {
    expect(judged([...tried("1", 19_000), ...tried("2", 26_499, 26_600)])).toEqual([]);
    expect(judged([...tried("1", 19_000), ...tried("2", 26_500, 26_600)])).toEqual([
      "old-region-silent",
    ]);
  });

  it("lets a region answer again once it was opened again", () => {
    const back = [
      ...failover,
      { at: 50_000, what: "failback", region: home },
      { at: 51_000, what: "sealed", region: other, epoch: 2 },
      { at: 52_000, what: "replayed", region: home, epoch: 3 },
      { at: 53_000, what: "opened", region: home, epoch: 3 },
      { at: 53_000, what: "routed", region: home },
    ] as const;
    const events = [...tried("0", 26_000, 26_100, other), ...tried("1", 52_500, 52_600)];
    expect(broken(checkHistory({ ...empty, ...done, events, moments: back }))).toEqual([]);
  });

  it("takes a try without an end for one that was told nothing", () => {
    const { counts, kept } = checkHistory({ ...empty, events: tried("1", 0) });
    expect([counts.unknown, counts.open, kept]).toEqual([1, 1, true]);
  });

  it("does not take a refusal for the end after a try without an answer, nor 409 for a refusal", () => {
    const told = (attempt: string, status: number): ClientEvent[] => [
      { attempt, region: home, operation, type: "invoke", at: 20 },
      { attempt, region: home, operation, type: "ok", at: 30, told: { status } },
    ];
    const unheard = [...tried("1", 0), ...told("2", 422)];
    expect(broken(checkHistory({ ...empty, ...done, events: unheard }))).toEqual([]);
    expect(broken(checkHistory({ ...empty, ...done, events: told("1", 409) }))).toEqual([]);
    expect(broken(checkHistory({ ...empty, ...done, events: told("1", 422) }))).toEqual([
      "told-failed-not-charged",
    ]);
  });

  it("does not take the runbook of an earlier time for a leave to return", () => {
    const moments = [
      ...failover,
      { at: 10, what: "failback", region: home },
      { at: 50_000, what: "routed", region: home },
    ] as const;
    const events = tried("1", 26_000, 26_100, other);
    expect(broken(checkHistory({ ...empty, ...done, events, moments }))).toEqual(["no-return"]);
  });

  it("takes needs_review for an end that a person has", () => {
    const events = [...tried("1", 0), ...tried("2", 10)];
    const stored = [{ ...done.stored[0], status: "needs_review" }];
    expect(broken(checkHistory({ ...empty, events }))).toEqual(["one-answer"]);
    expect(broken(checkHistory({ ...empty, events, stored }))).toEqual([]);
  });
});

describe("a history that can't be judged", () => {
  it.each([
    ["two beginnings of one try", [...tried("1", 0), ...tried("1", 5)], 'two "invoke" of try 1'],
    ["an end without a beginning", tried("1", 0, 5).slice(1), "the end of try 1 only"],
  ])("fails when it has %s", (_, events, message) => {
    expect(() => checkHistory({ ...empty, events })).toThrow(message);
  });

  it("fails when moments lack what they are about, and names them all", () => {
    const moments = [
      { at: 1, what: "sealed", region: home },
      { at: 2, what: "routed" },
    ] as const;
    expect(() => checkHistory({ ...empty, moments })).toThrow(
      'the history can\'t be judged:\nmoments[0] ("sealed" at 1): has no epoch\nmoments[1] ("routed" at 2): has no region',
    );
  });
});

describe("the stages of a failover", () => {
  it("follow each other from the fault to the first payment", () => {
    const events = tried("1", 25_200, 25_300, other);
    const { recoveries } = checkHistory({ ...empty, ...done, events, moments: failover });
    expect(recoveries).toEqual([
      {
        from: home,
        to: other,
        fault: 20_000,
        accepted: 25_300,
        stages: [
          { stage: "detection", from: 20_000, to: 23_000 },
          { stage: "seal", from: 23_000, to: 23_500 },
          { stage: "promotion", from: 23_500, to: 24_000 },
          { stage: "replay", from: 24_000, to: 24_500 },
          { stage: "opening", from: 24_500, to: 25_000 },
          { stage: "first payment", from: 25_000, to: 25_300 },
        ],
      },
    ]);
  });

  it("begin with the fault of the region that was lost, whatever else broke after it", () => {
    const moments = [...failover, { at: 21_000, what: "fault", region: other }] as const;
    expect(checkHistory({ ...empty, moments }).recoveries[0]?.fault).toBe(20_000);
  });

  it("end without a payment when none was accepted, which breaks the promise", () => {
    const result = checkHistory({ ...empty, moments: failover });
    expect(result.recoveries[0]?.accepted).toBeUndefined();
    expect(broken(result)).toEqual(["recovered-in-time"]);
  });

  it("are not those of a planned switchover, which detects nothing", () => {
    const moments = failover.filter(({ what }) => what !== "detected");
    expect(checkHistory({ ...empty, moments }).recoveries).toEqual([]);
  });
});
