// SPDX-License-Identifier: Apache-2.0
import { devNull } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

import { monotonic } from "../../drill/clock";
import { startLoad } from "../../drill/load/load";
import type { LoadSettings } from "../../drill/load/settings";
import { merchant } from "../../drill/platform/founding";
import { firstRegion, otherRegion } from "../../drill/platform/places";
import type { Step } from "./step";

/** Payments to offer, at a rate, to some processes of the API. */
export interface Offer {
  readonly urls: readonly string[];
  /** Payments per second. */
  readonly rate: number;
  /** Milliseconds before anything is measured. */
  readonly warmUp: number;
}

/** Milliseconds until a client gives up a try; it asks again. */
const patience = 3_000;

/** Milliseconds that clients have to come to an end when no more arrive. */
const settling = 2_000;

/** Each load has keys of its own, so that no payment is one that was paid before. */
let loads = 0;

/**
 * Offers payments, and nothing else, at a steady rate whatever becomes of them; measures for as long
 * as `during` takes.
 */
export async function offered<Seen>(
  { urls, rate, warmUp }: Offer,
  during: () => Promise<Seen>,
): Promise<{ readonly step: Step; readonly seen: Seen }> {
  const load = await startLoad(settingsOf(urls, rate));
  try {
    // The first answer says that clients arrive from now on.
    await load.measure();
    await sleep(warmUp);
    await load.measure();
    const seen = await during();
    const { took, begun, ended, p50, p99 } = await load.measure();
    await load.settle(settling);
    const seconds = took / 1_000;
    return { step: { rate, begun: begun / seconds, ended: ended / seconds, p50, p99 }, seen };
  } finally {
    load.kill();
  }
}

function settingsOf(urls: readonly string[], rate: number): LoadSettings {
  loads += 1;
  return {
    regions: [
      { name: firstRegion, urls },
      { name: otherRegion, urls: [] },
    ],
    apiKey: merchant.apiKey,
    file: devNull,
    origin: monotonic(),
    seed: loads,
    rate,
    // One, so that the middle of the times is not one between three processors.
    processors: ["stripe"],
    mix: { refund: 0, read: 0, otherBody: 0, declined: 0, wrongRegion: 0 },
    patience,
  };
}
