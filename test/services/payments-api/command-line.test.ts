// SPDX-License-Identifier: Apache-2.0
import { readCommand } from "../../../services/payments-api/command-line";
import { exitCodeOf, listened } from "../../support/command-line";

const now = Date.parse("2026-12-01T00:00:01Z");

const heard = listened();

function exitCode(...args: string[]): number | undefined {
  return exitCodeOf(() => readCommand(args, now));
}

describe("readCommand", () => {
  it("serves when nothing is said", () => {
    expect(readCommand([], now)).toEqual({ command: "serve" });
  });

  it("reconciles the day before yesterday, in UTC, or a given day up to today", () => {
    expect(readCommand(["reconcile"], now)).toEqual({ command: "reconcile", day: "2026-11-29" });
    for (const day of ["2024-02-29", "2026-12-01"]) {
      expect(readCommand(["reconcile", "--day", day], now)).toEqual({ command: "reconcile", day });
    }
  });

  it.each(["2026-12-02", "2026-02-30", "2026-13-01", "26-11-30", "yesterday", ""])(
    "takes no day %p, and says which it takes",
    (day) => {
      expect(exitCode("reconcile", "--day", day)).toBe(64);
      expect(heard.said).toContain(
        `got ${day}; allowed is a day up to today, 2026-12-01, as YYYY-MM-DD`,
      );
    },
  );

  it.each([
    ["a mistyped command", ["reconcil"]],
    ["more than it takes", ["reconcile", "2026-11-29"]],
    ["an unknown option", ["--day", "2026-11-29"]],
    ["a day that is left out", ["reconcile", "--day"]],
  ])("does nothing for %s, with an exit code that is not one of reconcile's", (_, args) => {
    expect(exitCode(...args)).toBe(64);
    expect(heard.said).toMatch(/^error: /);
  });

  it("shows help, with the exit codes and the default, and exits with 0", () => {
    expect(exitCode("--help")).toBe(0);
    expect(heard.said).toContain("reconcile");
    expect(exitCode("reconcile", "--help")).toBe(0);
    expect(heard.said).toContain("the day before yesterday");
    expect(heard.said).toContain("0 all agree, 1 something differs");
  });
});
