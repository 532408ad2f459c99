// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from "node:timers/promises";

import { MeasurementError } from "../measure";
import type { JournalTimesSeen } from "./journal-times";
import { offered } from "./offer";
import { variants, type PaymentsPlatform, type Variant } from "./platform";
import { nextRate, sustained, type RampOptions, type Tried } from "./ramp";
import type { RoundTrip } from "./round-trip";
import { unsustained, type Step } from "./step";

/** A round as it was measured. */
export interface Round {
  /** Milliseconds to the other region and back. */
  readonly roundTrip: number;
  /** At a rate at which nothing waits for anything else. */
  readonly calm: Readonly<Record<Variant, Step>>;
  /** While it was calm. */
  readonly journal: JournalTimesSeen;
  /** The highest rate that was sustained. */
  readonly sustained: Readonly<Record<Variant, Step>>;
}

/** Payments per second at which none waits for another. */
export const calmRate = 25;

const warmUp = 1_000;
const calmMilliseconds = 5_000;
const rampMilliseconds = 2_500;

/** So long an API that was offered too much has to recover, in milliseconds. */
const recovery = 2_000;

const roundTrips = 20;

/** No round begins later than this, in milliseconds: a busy machine gets fewer. */
const latestRound = 120_000;

/** The first ramp is to find the rate, at twice the one before; those after it to find it again. */
const firstRamp: RampOptions = { start: 100, growth: 2 };
const nextGrowth = 1.12;

export interface RoundsOptions {
  readonly platform: PaymentsPlatform;
  readonly roundTrip: RoundTrip;
  readonly rounds: number;
  /** Hears what is measured, before it is. */
  readonly report: (what: string) => void;
}

/**
 * Measures with the journal and without, one after the other in each round and in the other order in
 * every other round, so that what changes on the machine meets both alike.
 */
export async function measuredRounds(options: RoundsOptions): Promise<readonly Round[]> {
  const { platform, report } = options;
  for (const variant of variants) {
    report(`warm-up: ${named[variant]}`);
    const urls = platform.urlsOf(variant);
    await offered({ urls, rate: firstRamp.start, warmUp }, () => sleep(rampMilliseconds));
  }
  const rounds: Round[] = [];
  const began = performance.now();
  for (let number = 1; number <= options.rounds; number += 1) {
    if (number > 1 && performance.now() - began > latestRound) break;
    const hear = (what: string) => report(`round ${number} of ${options.rounds}: ${what}`);
    rounds.push(await measuredRound({ ...options, report: hear }, number, rounds.at(-1)));
  }
  return rounds;
}

/** As variants are called in what people read. */
export const named: Readonly<Record<Variant, string>> = {
  journal: "with the journal",
  none: "without",
};

async function measuredRound(
  { platform, roundTrip, report }: RoundsOptions,
  number: number,
  before: Round | undefined,
): Promise<Round> {
  const order = number % 2 === 1 ? variants : [...variants].reverse();
  report("one round trip");
  const taken = await roundTrip.measure(roundTrips);
  const calm = await each(order, (variant) => {
    report(`${calmRate} payments a second, ${named[variant]}`);
    const urls = platform.urlsOf(variant);
    return offered({ urls, rate: calmRate, warmUp }, async () => {
      await platform.journalTimes();
      await sleep(calmMilliseconds);
      return platform.journalTimes();
    });
  });
  const highest = await each(order, (variant) => {
    const earlier = before?.sustained[variant].rate;
    const ramp = earlier === undefined ? firstRamp : { start: earlier, growth: nextGrowth };
    return ramped(platform.urlsOf(variant), ramp, (rate) =>
      report(`${rate} payments a second, ${named[variant]}`),
    );
  });
  return {
    roundTrip: taken,
    calm: { journal: calm.journal.step, none: calm.none.step },
    journal: calm.journal.seen,
    sustained: highest,
  };
}

/** Does it for each variant, one after the other. */
async function each<Taken>(
  order: readonly Variant[],
  measure: (variant: Variant) => Promise<Taken>,
): Promise<Readonly<Record<Variant, Taken>>> {
  const taken = new Map<Variant, Taken>();
  for (const variant of order) taken.set(variant, await measure(variant));
  return Object.fromEntries(taken) as Record<Variant, Taken>;
}

/**
 * Offers one rate after another until the highest that is sustained is known.
 *
 * @throws MeasurementError when none is
 */
async function ramped(
  urls: readonly string[],
  options: RampOptions,
  report: (rate: number) => void,
): Promise<Step> {
  const tried: (Tried & { readonly step: Step; readonly why: string | undefined })[] = [];
  for (;;) {
    const rate = nextRate(tried, options);
    if (rate === undefined) break;
    report(rate);
    const { step } = await offered({ urls, rate, warmUp }, () => sleep(rampMilliseconds));
    const why = unsustained(step);
    tried.push({ rate, held: why === undefined, step, why });
    if (why !== undefined) await sleep(recovery);
  }
  const highest = sustained(tried);
  const found = tried.find(({ rate }) => rate === highest);
  if (found !== undefined) return found.step;
  throw new MeasurementError(
    `no rate is sustained on this machine, not even ${tried.at(-1)?.rate} payments a second: ` +
      `${tried.at(-1)?.why}; try again when less else runs on it`,
  );
}
