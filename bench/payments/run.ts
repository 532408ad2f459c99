// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { resolve } from "node:path";

import { ensureInstalled } from "../../drill/parts";
import { byModule, type Profile } from "../profile/modules";
import { progressOn } from "../progress";
import { profileLines } from "../report";
import type { PaymentsBenchOptions } from "./command-line";
import { figuresOf } from "./figures";
import { byFunction, withoutProfiler, type OwnTime } from "./functions";
import { offered } from "./offer";
import { PaymentsPlatform } from "./platform";
import { timeByPart, type TimeByPart } from "./processor-time";
import { figureLines, functionLines, notes, partLines, roundLines } from "./report";
import { RoundTrip } from "./round-trip";
import { calmRate, measuredRounds, type Round } from "./rounds";

/** Milliseconds for which the API is profiled. */
const profiled = 5_000;

const warmUp = 1_000;

/**
 * Measures, and prints what came out.
 *
 * @returns the exit code: 1 where a target is missed and that was asked to matter
 * @throws Error when something did not start, or could not be measured
 */
export async function runPaymentsBench(options: PaymentsBenchOptions): Promise<number> {
  const progress = progressOn(process.stderr);
  const report = (what: string): void => progress.show(what);
  try {
    await ensureInstalled();
    report("start of all parts");
    const platform = await PaymentsPlatform.start();
    try {
      return await measured(platform, options, report, (lines) => {
        progress.clear();
        process.stdout.write(`${lines.join("\n")}\n`);
      });
    } finally {
      await platform.stop();
    }
  } finally {
    progress.clear();
  }
}

async function measured(
  platform: PaymentsPlatform,
  options: PaymentsBenchOptions,
  report: (what: string) => void,
  print: (lines: readonly string[]) => void,
): Promise<number> {
  const roundTrip = await RoundTrip.over(platform.network);
  const rounds = await measuredRounds({ platform, roundTrip, rounds: options.rounds, report });
  await roundTrip.stop();
  const figures = figuresOf(rounds);
  print([...figureLines(figures), "", ...roundLines(rounds)]);
  const missed = figures.some(({ met }) => met === false);
  const bottleneck =
    missed || options.profile ? await lookedInto(platform, rounds, report) : undefined;
  const cores = cpus().length;
  if (bottleneck !== undefined) {
    const { time, profile, functions } = bottleneck;
    print(["", ...partLines(time, profiled / 1_000, cores)]);
    print([...profileLines([profile]), "", ...functionLines(functions)]);
  }
  print(["", ...notes]);
  if (options.json !== undefined) {
    const machine = { node: process.version, platform: process.platform, cpus: cores };
    const parts = bottleneck && { ...bottleneck, time: Object.fromEntries(bottleneck.time) };
    const all = { machine, figures, rounds, bottleneck: parts, notes };
    writeFileSync(options.json, `${JSON.stringify(all, null, 2)}\n`);
  }
  return options.check && missed ? 1 : 0;
}

interface Bottleneck {
  readonly time: TimeByPart;
  readonly profile: Profile;
  readonly functions: readonly OwnTime[];
}

/** Where the time goes, with the journal, at the rate that was sustained last. */
async function lookedInto(
  platform: PaymentsPlatform,
  rounds: readonly Round[],
  report: (what: string) => void,
): Promise<Bottleneck> {
  const rate = rounds.at(-1)?.sustained.journal.rate ?? calmRate;
  report(`profile at ${rate} payments a second`);
  const urls = platform.urlsOf("journal");
  const { seen } = await offered({ urls, rate, warmUp }, async () => {
    const profiling = platform.profile(profiled);
    const time = await timeByPart(() => profiling);
    return { time, profile: await profiling };
  });
  const profile = withoutProfiler(seen.profile);
  const title = `One of the API's processes, at ${rate} payments/s`;
  return {
    time: seen.time,
    profile: byModule(title, profile, resolve(__dirname, "../..")),
    functions: byFunction(profile).slice(0, 50),
  };
}
