// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../../lib/rule";
import { claimNamesOnce } from "./claim-names-once";
import { decideFromAnotherRegion } from "./decide-from-another-region";
import { evaluateLatencyTargets } from "./evaluate-latency-targets";
import { failOverToAnotherRegion } from "./fail-over-to-another-region";
import { keepFailoverLatched } from "./keep-failover-latched";
import { keepHealthChecksOn } from "./keep-health-checks-on";
import { keepLatchState } from "./keep-latch-state";
import { limitRecordTtl } from "./limit-record-ttl";
import { noticeWithinTheRto } from "./notice-within-the-rto";
import { pairFailoverRecords } from "./pair-failover-records";
import { probeDeepHealth } from "./probe-deep-health";
import { probeFromSeveralRegions } from "./probe-from-several-regions";
import { probeOften } from "./probe-often";
import { recoverZonesQuickly } from "./recover-zones-quickly";
import { spreadLatencyRecords } from "./spread-latency-records";
import { useEveryHealthCheck } from "./use-every-health-check";

/** Names, and what moves them. */
export const route53Rules: readonly Rule[] = [
  claimNamesOnce,
  decideFromAnotherRegion,
  evaluateLatencyTargets,
  failOverToAnotherRegion,
  keepFailoverLatched,
  keepHealthChecksOn,
  keepLatchState,
  limitRecordTtl,
  noticeWithinTheRto,
  pairFailoverRecords,
  probeDeepHealth,
  probeFromSeveralRegions,
  probeOften,
  recoverZonesQuickly,
  spreadLatencyRecords,
  useEveryHealthCheck,
];
