// SPDX-License-Identifier: Apache-2.0
import { aim, figuresOf, groupCommit, type Figure } from "../../../bench/payments/figures";
import type { Round } from "../../../bench/payments/rounds";

const step = { rate: 100, begun: 100, ended: 100, p50: 20, p99: 40 };

/** A round in which the journal added so many milliseconds, with a round trip of 80. */
function round(added: number, { roundTrip = 80, journalRate = 100, rate = 200 } = {}): Round {
  return {
    roundTrip,
    calm: { journal: { ...step, p50: step.p50 + added }, none: step },
    journal: { appends: 250, append: 88, put: 82, recordsInPut: 1 },
    sustained: { journal: { ...step, ended: journalRate }, none: { ...step, ended: rate } },
  };
}

function figureOf(rounds: readonly Round[], what: RegExp): Figure {
  const found = figuresOf(rounds).find((figure) => what.test(figure.what));
  if (found === undefined) throw new Error(`there is no figure of ${String(what)}`);
  return found;
}

describe("figuresOf", () => {
  it("takes two group commits off what the journal added, and counts the rest in round trips", () => {
    const { spread } = figureOf([round(160 + 2 * groupCommit)], /^added/);
    expect(spread.median).toBeCloseTo(2, 10);
  });

  it.each([
    { added: 2.19 * 80 + 2 * groupCommit, met: true },
    { added: 2.21 * 80 + 2 * groupCommit, met: false },
  ])("says whether no more than 2.2 round trips were added: $met for $added ms", (one) => {
    expect(figureOf([round(one.added)], /^added/).met).toBe(one.met);
  });

  it("takes a round's own round trip, not that of another", () => {
    const added = (roundTrip: number) => 2 * roundTrip + 2 * groupCommit;
    const rounds = [80, 160].map((roundTrip) => round(added(roundTrip), { roundTrip }));
    const { spread } = figureOf(rounds, /^added/);
    expect(spread.minimum).toBeCloseTo(2, 10);
    expect(spread.maximum).toBeCloseTo(2, 10);
  });

  it("shows puts and waits for the group commit apart", () => {
    expect(figureOf([round(176)], /two puts/).spread.median).toBeCloseTo(164 / 80, 10);
    expect(figureOf([round(176)], /two waits/).spread.median).toBeCloseTo(12 / 80, 10);
  });

  it("compares the rates with and without the journal, round by round", () => {
    const rounds = [
      round(176, { journalRate: 10, rate: 10 }),
      round(176, { journalRate: 200, rate: 100 }),
      round(176, { journalRate: 60, rate: 20 }),
    ];
    expect(figureOf(rounds, /over without$/).what).toBe("p50 with the journal over without");
    expect(figureOf(rounds, /^payments\/s .* without$/).spread.median).toBe(2);
  });

  it.each([
    { journalRate: aim, met: true },
    { journalRate: aim - 1, met: false },
  ])("says whether $journalRate payments a second are what is aimed at", ({ journalRate, met }) => {
    expect(figureOf([round(176, { journalRate })], /over 2000$/).met).toBe(met);
  });
});
