// SPDX-License-Identifier: Apache-2.0
import {
  isDuration,
  toGibibytes,
  toSeconds,
  type Duration,
  type Size,
} from "../../../components/shared/units";

describe("toSeconds", () => {
  it.each<[Duration, number]>([
    ["1 second", 1],
    ["90 seconds", 90],
    ["5 minutes", 300],
    ["2 hours", 7_200],
    ["7 days", 604_800],
  ])("%s is %i seconds", (duration, seconds) => {
    expect(toSeconds(duration)).toBe(seconds);
  });

  it.each(["1.5 minutes", "-1 seconds", " 1 second", "1 week"])("fails for %j", (text) => {
    expect(isDuration(text)).toBe(false);
    expect(() => toSeconds(text as Duration)).toThrow(
      `not a duration, got "${text}"; write a whole number and a unit: "30 seconds", "5 minutes", "7 days"`,
    );
  });
});

describe("toGibibytes", () => {
  it.each<[Size, number]>([
    ["100 GiB", 100],
    ["2048 MiB", 2],
    ["1 TiB", 1024],
  ])("%s is %i GiB", (size, gibibytes) => {
    expect(toGibibytes(size)).toBe(gibibytes);
  });

  it.each(["1000 MiB", "1.5 GiB", "10 GB"])("fails for %j, and never rounds", (text) => {
    expect(() => toGibibytes(text as Size)).toThrow(
      `not a whole number of GiB, got "${text}"; write for example "100 GiB"`,
    );
  });
});
