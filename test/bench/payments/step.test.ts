// SPDX-License-Identifier: Apache-2.0
import { slowest, unsustained } from "../../../bench/payments/step";

const sustainedStep = { rate: 100, begun: 100, ended: 100, p50: 180, p99: slowest };

describe("unsustained", () => {
  it.each([
    { what: "all is answered in time", change: {} },
    { what: "chance brings fewer clients", change: { begun: 86, ended: 86 } },
    { what: "chance brings more clients", change: { begun: 120, ended: 116 } },
  ])("says nothing when $what", ({ change }) => {
    expect(unsustained({ ...sustainedStep, ...change })).toBeUndefined();
  });

  it.each([
    { change: { begun: 80, ended: 80 }, why: "the clients began 80 of 100 a second" },
    { change: { ended: 90 }, why: "90 of 100 a second were told their end" },
    { change: { p99: 1_204.2 }, why: "one in a hundred took more than 1204 ms" },
  ])("says that $why", ({ change, why }) => {
    expect(unsustained({ ...sustainedStep, ...change })).toBe(why);
  });
});
