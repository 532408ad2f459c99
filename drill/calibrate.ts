// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { monotonic } from "./clock";
import { startLoad } from "./load/load";
import { usualMix } from "./load/settings";
import { merchant } from "./platform/founding";
import { firstRegion, otherRegion } from "./platform/places";
import { Platform } from "./platform/platform";

export interface CalibrateSettings {
  readonly seed: number;
  /** A folder for what is thrown away. */
  readonly folder: string;
  /** Operations per second that are tried. */
  readonly most: number;
}

/**
 * So much of what the machine takes is asked for, in percent: the rest catches up after a fault. A drill
 * that runs at the limit shows nothing but the limit.
 */
const share = 50;

/** While connections are made and code gets warm, in milliseconds; not measured. */
const warmUp = 3_000;
const measured = 4_000;

/**
 * How many payments per second the platform takes on this machine, with room to spare, `most` at the
 * most. Clients that come too fast make a platform slower than it is, so the first answer is doubted
 * and asked about again.
 */
export async function calibrate(settings: CalibrateSettings): Promise<number> {
  const folder = await mkdtemp(join(settings.folder, "calibrate-"));
  const platform = await Platform.start();
  try {
    const taken = await takes(platform, settings.most, join(folder, "1.jsonl"), settings.seed);
    if (taken >= settings.most * 0.95) return settings.most;
    const again = Math.max(20, Math.round(taken));
    const sustained = await takes(platform, again, join(folder, "2.jsonl"), settings.seed + 1);
    return Math.max(20, Math.floor((Math.min(again, sustained) * share) / 1_000) * 10);
  } finally {
    await platform.stop();
    await rm(folder, { recursive: true });
  }
}

/** How many operations per second are answered when so many are asked for. */
async function takes(
  platform: Platform,
  rate: number,
  file: string,
  seed: number,
): Promise<number> {
  const load = await startLoad({
    regions: [
      { name: firstRegion, urls: platform.region(firstRegion).urls },
      { name: otherRegion, urls: platform.region(otherRegion).urls },
    ],
    apiKey: merchant.apiKey,
    file,
    origin: monotonic(),
    // Keys must not be those of the other measurement.
    seed: seed + 1_000_000,
    rate,
    processors: ["stripe", "adyen", "paypal"],
    mix: { ...usualMix, read: 0, wrongRegion: 0, otherBody: 0 },
    patience: 5_000,
  });
  try {
    await sleep(warmUp);
    await load.measure();
    await sleep(measured);
    const { ended, took } = await load.measure();
    await load.settle(5_000);
    return ended / (took / 1_000);
  } finally {
    load.kill();
  }
}
