// SPDX-License-Identifier: Apache-2.0
import { claimNamesOnce } from "./claim-names-once";
import { evaluateLatencyTargets } from "./evaluate-latency-targets";
import { keepFailoverLatched } from "./keep-failover-latched";
import { keepHealthChecksOn } from "./keep-health-checks-on";
import { keepLatchState } from "./keep-latch-state";
import { limitRecordTtl } from "./limit-record-ttl";
import { probeDeepHealth } from "./probe-deep-health";
import { probeFromSeveralRegions } from "./probe-from-several-regions";
import { probeOften } from "./probe-often";
import { recoverZonesQuickly } from "./recover-zones-quickly";

/** Rules about one record, zone or health check. */
export const recordRules = [
  claimNamesOnce,
  evaluateLatencyTargets,
  keepFailoverLatched,
  keepHealthChecksOn,
  keepLatchState,
  limitRecordTtl,
  probeDeepHealth,
  probeFromSeveralRegions,
  probeOften,
  recoverZonesQuickly,
] as const;
