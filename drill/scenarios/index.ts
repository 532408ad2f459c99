// SPDX-License-Identifier: Apache-2.0
import { asymmetricPartition } from "./asymmetric-partition";
import { callerPaused } from "./caller-paused";
import { controllerKilled } from "./controller-killed";
import { controllerLate } from "./controller-late";
import { failback } from "./failback";
import { journalDown } from "./journal-down";
import { journalSlow } from "./journal-slow";
import { oldPrimaryReturns } from "./old-primary-returns";
import { orderedInPartition } from "./ordered-in-partition";
import { partition } from "./partition";
import { processesPaused } from "./processes-paused";
import { processorTrouble } from "./processor-trouble";
import { promotionRefused } from "./promotion-refused";
import { redisKilled } from "./redis-killed";
import { refundsAcrossSeal } from "./refunds-across-seal";
import { regionKilled } from "./region-killed";
import { replicaBehind } from "./replica-behind";
import type { Scenario } from "./scenario";
import { twoControllers } from "./two-controllers";

/** Every scenario of the drill, in the order in which they are run. */
export const scenarios: readonly Scenario[] = [
  regionKilled,
  partition,
  orderedInPartition,
  asymmetricPartition,
  replicaBehind,
  refundsAcrossSeal,
  processesPaused,
  journalDown,
  journalSlow,
  processorTrouble,
  callerPaused,
  redisKilled,
  twoControllers,
  controllerKilled,
  controllerLate,
  promotionRefused,
  oldPrimaryReturns,
  failback,
];
