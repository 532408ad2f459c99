// SPDX-License-Identifier: Apache-2.0
import { decisionDefaults } from "payments-journal";
import type { ChangeSettings, DecisionSettings, StageTimes } from "payments-journal";
import type { Settings } from "./settings";

/** Milliseconds between two looks at a promotion, or at a standby that catches up. */
const pollInterval = 250;

/**
 * Milliseconds that clients take to follow the latch: a health check at 10 s that fails three times,
 * and records that live for 60 s.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html
 */
const nameResolution = 90_000;

/** Milliseconds, with room, on what the drill measures: to seal a log, to replay a slot, to open. */
const measured = { sealOfLog: 50, replayOfSlot: 1, opening: 10_000 } as const;

/** The decision's settings, in milliseconds. */
export function decisionSettings(settings: Settings): DecisionSettings {
  return {
    ...decisionDefaults,
    quorum: settings.QUORUM,
    failures: settings.FAILURES,
    goodsToReset: settings.GOODS_TO_RESET,
    silence: settings.SILENCE_MILLISECONDS,
    window: settings.WINDOW_MILLISECONDS,
    confirmation: settings.CONFIRMATION_MILLISECONDS,
    holdOff: settings.HOLD_OFF_SECONDS * 1000,
  };
}

/** The times of a change, in milliseconds. */
export function changeSettings(settings: Settings): ChangeSettings {
  return {
    promotionDeadline: settings.PROMOTION_SECONDS * 1000,
    drainDeadline: settings.DRAIN_SECONDS * 1000,
    pollInterval,
  };
}

/** What the parts of a failover take here, in milliseconds. */
export function stageTimes(settings: Settings): StageTimes {
  return {
    ...measured,
    detection: settings.ROUND_MILLISECONDS * settings.FAILURES + settings.CONFIRMATION_MILLISECONDS,
    promotion: Math.max(settings.PROMOTION_SECONDS * 1000, nameResolution),
  };
}

/** URLs of the deep health of each region. */
export function healthByRegion({
  REGIONS,
  HEALTH_URLS,
}: Settings): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    REGIONS.map((region, index) => [region, HEALTH_URLS[index]?.split("|") ?? []]),
  );
}

/** Places elsewhere that observe, by name. */
export function vantages({ VANTAGES }: Settings): Readonly<Record<string, string>> {
  return Object.fromEntries(
    VANTAGES.map((text) => {
      const end = text.indexOf("=");
      return [text.slice(0, end), text.slice(end + 1).replace(/\/$/, "")];
    }),
  );
}
