// SPDX-License-Identifier: Apache-2.0
import { momentsFromLogs } from "../../../drill/scenarios/moments";

const eu = "eu-west-1";
const us = "us-east-1";
const origin = 1_000_000;

function log(...lines: object[]): string {
  return ["(node:1) a warning", ...lines.map((line) => JSON.stringify(line))].join("\n");
}

function at(milliseconds: number, rest: object): object {
  return { level: 30, time: origin + milliseconds, region: eu, ...rest };
}

const failover = [
  at(10, { moment: "detected", epoch: 1 }),
  at(20, { step: "F1.claim", moment: "begun", epoch: 2 }),
  at(30, { step: "F2.seal.record", moment: "sealed", epoch: 2 }),
  at(40, { step: "F3.promoted", moment: "promoted", epoch: 2 }),
  at(50, { step: "F4.replay.record", moment: "replayed", epoch: 2 }),
  at(60, { step: "F5.open", moment: "opened", epoch: 2 }),
  at(65, { control: { epoch: 2, phase: "ACTIVE", active: eu, revision: 9 }, msg: "change done" }),
];

const last = { epoch: 2, active: eu } as const;

const told = [
  { at: 0, what: "opened", region: us, epoch: 1 },
  { at: 10, what: "detected", region: us, epoch: 1 },
  { at: 30, what: "sealed", region: us, epoch: 1 },
  { at: 40, what: "promoted", region: eu, epoch: 2 },
  { at: 50, what: "replayed", region: eu, epoch: 2 },
  { at: 65, what: "opened", region: eu, epoch: 2 },
];

describe("momentsFromLogs", () => {
  it("tells a failover, and that the epoch is open only when its change is done", () => {
    expect(momentsFromLogs([log(...failover)], { origin, last })).toEqual(told);
  });

  it("tells it once when two controllers tell parts of it, at the earlier time", () => {
    const first = log(...failover.slice(0, 4));
    const second = log(...failover.slice(2));
    expect(momentsFromLogs([second, first], { origin, last })).toEqual(told);
  });

  it("does not stumble over the half line of a process that was killed", () => {
    const cut = `${log(...failover)}\n{"time":12345,"mom`;
    expect(momentsFromLogs([cut], { origin, last })).toEqual(told);
  });

  it("knows whose epoch was opened last even when nobody lived to say so", () => {
    const unfinished = log(...failover.slice(0, 6));
    expect(momentsFromLogs([unfinished], { origin, last })).toEqual(told.slice(0, 5));
  });

  it("tells that a promotion was refused when the change is called off", () => {
    const lines = [
      at(30, { moment: "sealed", epoch: 2 }),
      at(40, { moment: "aborted", epoch: 2 }),
      at(50, { moment: "replayed", epoch: 2 }),
      at(60, { control: { epoch: 2, phase: "ACTIVE", active: us, revision: 9 } }),
    ];
    const moments = momentsFromLogs([log(...lines)], { origin, last: { epoch: 2, active: us } });
    expect(moments.slice(1)).toEqual([
      { at: 30, what: "sealed", region: us, epoch: 1 },
      { at: 40, what: "refused", region: eu },
      { at: 50, what: "replayed", region: us, epoch: 2 },
      { at: 60, what: "opened", region: us, epoch: 2 },
    ]);
  });
});
