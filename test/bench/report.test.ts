// SPDX-License-Identifier: Apache-2.0
import { measuredRatio, profileLines, ratioLines, sampleLines } from "../../bench/report";
import type { Rounds } from "../../bench/rounds";
import type { Ratio, Sample } from "../../bench/suite";

function samples(...seconds: readonly number[]): Sample[] {
  return seconds.map((value) => ({
    ...{ seconds: value, cpuSeconds: 2 * value, peakBytes: 2 ** 20, resources: 10 },
  }));
}

const rounds: Rounds = new Map([
  ["program", samples(3, 4)],
  ["floor", samples(2, 2)],
  ["other floor", samples(1, 2)],
]);
const ratio: Ratio = {
  ...{ what: "program / floor", of: ["program"], over: ["floor"], perResource: false, target: 1.4 },
};

describe("measuredRatio", () => {
  it("adds a side's samples up round by round", () => {
    const summed = { ...ratio, over: ["floor", "other floor"] };
    expect(measuredRatio(summed, rounds).spread).toEqual({ median: 1, minimum: 1, maximum: 1 });
  });

  it("divides by the resources where it is about one resource", () => {
    const twice = new Map([
      ["program", samples(3)],
      ["floor", [{ ...samples(3)[0], seconds: 3, resources: 5 } as Sample]],
    ]);
    const perResource = measuredRatio({ ...ratio, perResource: true }, twice);
    expect(perResource.spread.median).toBeCloseTo(0.5);
  });

  it("is in seconds where there is nothing to be a ratio of", () => {
    expect(measuredRatio({ ...ratio, over: [], target: 3.5 }, rounds)).toMatchObject({
      ...{ spread: { median: 3.5, minimum: 3, maximum: 4 }, inCpu: 7, met: true },
    });
  });

  it.each([
    { target: 1.75, met: true },
    { target: 1.74, met: false },
    { target: undefined, met: undefined },
  ])("holds the median to a target of $target", ({ target, met }) => {
    expect(measuredRatio({ ...ratio, target }, rounds)).toMatchObject({ target, met });
  });

  it("tells processor time apart, and leaves it out where the machine can't tell", () => {
    const busy = { ...rounds.get("floor")?.[0], seconds: 2, cpuSeconds: 1, peakBytes: undefined };
    const told = new Map([...rounds, ["floor", [busy, busy]]]);
    expect(measuredRatio(ratio, told)).toMatchObject({ spread: { median: 1.75 }, inCpu: 7 });
    const untold = new Map([...rounds, ["floor", [{ ...busy, cpuSeconds: undefined }, busy]]]);
    expect(measuredRatio(ratio, untold)).toMatchObject({
      ...{ spread: { median: 1.75 }, inCpu: undefined },
    });
  });

  it("is refused where a sample is missing", () => {
    expect(() => measuredRatio({ ...ratio, of: ["nobody"] }, rounds)).toThrow(RangeError);
  });
});

describe("the lines of the report", () => {
  it("show median, spread, target and verdict", () => {
    const lines = ratioLines([
      measuredRatio(ratio, rounds),
      measuredRatio({ ...ratio, target: undefined, what: "untold" }, rounds),
    ]);
    expect(lines[1]).toMatch(/^program \/ floor +1\.75 +\(1\.50-2\.00\) +1\.75 +<= 1\.40 +missed$/);
    expect(lines[2]).toMatch(/^untold +1\.75 +\(1\.50-2\.00\) +1\.75$/);
  });

  it("show what each sample took, and nothing where the machine can't tell", () => {
    const untold = [{ seconds: 1.5, cpuSeconds: undefined, peakBytes: undefined }];
    const lines = sampleLines(new Map([...rounds, ["unknown", untold]]));
    expect(lines[1]).toMatch(/^program +3\.50 +7\.00 +1 +10$/);
    expect(lines.at(-1)).toMatch(/^unknown +1\.50$/);
  });

  it("show the modules that a profile spent most in", () => {
    const modules: [string, number][] = [
      ["typescript", 1.5],
      ["node", 0.5],
    ];
    const lines = profileLines([{ title: "preview", seconds: 2, modules }]);
    expect(lines.slice(0, 2)).toEqual(["", "preview: 2.00 s, by module"]);
    expect(lines[2]).toMatch(/^ {2}typescript +1\.50 s +75 %$/);
  });
});
