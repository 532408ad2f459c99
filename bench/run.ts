// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";

import type { BenchOptions, SuiteName } from "./command-line";
import { withPlatform, type Platform } from "./platform";
import { progressOn } from "./progress";
import { measuredRatio, profileLines, ratioLines, sampleLines } from "./report";
import { casesFor, runRounds } from "./rounds";
import type { Suite } from "./suite";
import { growthSuite } from "./suites/growth";
import { stacksSuite } from "./suites/stacks";
import { policiesSuite } from "./suites/policies";
import { startSuite } from "./suites/start";
import { verifiedSuite } from "./suites/verified";

/** Suites that measure production where it is up; growth brings up environments of its own. */
const onPlatform: readonly {
  readonly name: SuiteName;
  readonly suite: (platform: Platform, stacks: Suite) => Suite;
}[] = [
  { name: "stacks", suite: (_, stacks) => stacks },
  { name: "verified", suite: verifiedSuite },
  { name: "start", suite: startSuite },
  { name: "policies", suite: policiesSuite },
];

/**
 * Measures what is asked for and prints it.
 *
 * @returns the exit code: 1 where a target is missed and that was asked to matter
 * @throws MeasurementError when something could not be measured
 */
export async function runBench(options: BenchOptions): Promise<number> {
  const progress = progressOn(process.stderr);
  const bench: Bench = {
    options,
    report: (what) => progress.show(what),
    print: (lines) => {
      progress.clear();
      process.stdout.write(`${lines.join("\n")}\n`);
    },
  };
  try {
    const growth = options.only.includes("growth") ? [growthSuite()] : [];
    const asked = onPlatform.filter(({ name }) => options.only.includes(name));
    if (asked.length === 0) return await runSuites(bench, growth, []);
    return await withPlatform(bench.report, (platform) => {
      const stacks = stacksSuite(platform);
      const suites = asked.map(({ suite }) => suite(platform, stacks));
      // The other suites' ratios have samples of the stacks in them.
      return runSuites(bench, [...suites, ...growth], suites.includes(stacks) ? [] : [stacks]);
    });
  } finally {
    progress.clear();
  }
}

interface Bench {
  readonly options: BenchOptions;
  readonly report: (what: string) => void;
  readonly print: (lines: readonly string[]) => void;
}

async function runSuites(
  { options, report, print }: Bench,
  asked: readonly Suite[],
  needed: readonly Suite[],
): Promise<number> {
  const ratios = asked.flatMap((suite) => suite.ratios);
  const cases = casesFor(
    ratios,
    [...needed, ...asked].flatMap((suite) => suite.cases),
  );
  const rounds = await runRounds(cases, options.rounds, report);
  const measured = ratios.map((ratio) => measuredRatio(ratio, rounds));
  const notes = asked.flatMap((suite) => suite.notes);
  print([...ratioLines(measured), "", ...sampleLines(rounds), "", ...notes]);
  if (options.json !== undefined) {
    const machine = { node: process.version, platform: process.platform, cpus: cpus().length };
    const samples = Object.fromEntries(rounds);
    writeFileSync(
      options.json,
      `${JSON.stringify({ machine, ratios: measured, samples, notes }, null, 2)}\n`,
    );
  }
  const missed = ratios.filter((_, index) => measured[index]?.met === false);
  for (const { what, profile } of options.profile ? missed : []) {
    report(`profile: ${what}`);
    if (profile !== undefined) print(["", `Missed: ${what}`, ...profileLines(await profile())]);
  }
  return options.check && missed.length > 0 ? 1 : 0;
}
