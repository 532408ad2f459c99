// SPDX-License-Identifier: Apache-2.0
import type { History } from "../history/event";
import { booksAgree } from "./checks/books-agree";
import { chargedOnce } from "./checks/charged-once";
import { keyKeepsBody } from "./checks/key-keeps-body";
import { noReturn } from "./checks/no-return";
import { nothingAfterSeal } from "./checks/nothing-after-seal";
import { nothingLost } from "./checks/nothing-lost";
import { oldRegionSilent } from "./checks/old-region-silent";
import { hasEnd, oneAnswer } from "./checks/one-answer";
import { readsFresh } from "./checks/reads-fresh";
import { recoveredInTime } from "./checks/recovered-in-time";
import { toldFailedNotCharged } from "./checks/told-failed-not-charged";
import { knownOf, type Check, type Known } from "./known";
import {
  promiseNames,
  type CheckResult,
  type CheckSettings,
  type Counts,
  type PromiseName,
  type PromiseResult,
} from "./promise";
import { recoveriesOf } from "./recoveries";

const checks: Readonly<Record<PromiseName, Check>> = {
  "nothing-lost": nothingLost,
  "charged-once": chargedOnce,
  "nothing-after-seal": nothingAfterSeal,
  "told-failed-not-charged": toldFailedNotCharged,
  "books-agree": booksAgree,
  "reads-fresh": readsFresh,
  "one-answer": oneAnswer,
  "key-keeps-body": keyKeepsBody,
  "old-region-silent": oldRegionSilent,
  "no-return": noReturn,
  "recovered-in-time": recoveredInTime,
};

/** What holds where nothing else is said. */
export const defaultCheckSettings: CheckSettings = { readBound: 3_000, recoveryLimit: 300_000 };

/**
 * Judges a history by every promise.
 *
 * A try that was told nothing may have happened or not, and is never held against anybody. What is
 * reported is sure, given the clients' clock and the order in which moments are written down; what
 * a client can't see, a check does not conclude.
 *
 * @throws Error when the history can't be judged, with every reason
 */
export function checkHistory(history: History, settings: Partial<CheckSettings> = {}): CheckResult {
  const known = knownOf(history, { ...defaultCheckSettings, ...settings });
  const promises = promiseNames.map((promise) => ({ promise, ...checks[promise](known) }));
  return {
    scenario: history.scenario,
    seed: history.seed,
    kept: promises.every(({ findings }) => findings.length === 0),
    promises,
    counts: countsOf(known, promises),
    recoveries: recoveriesOf(known),
  };
}

function countsOf(known: Known, promises: readonly PromiseResult[]): Counts {
  const { tries, changes, acknowledged } = known;
  const broken = (name: PromiseName) =>
    promises.find(({ promise }) => promise === name)?.findings.length ?? 0;
  return {
    operations: changes.size,
    tries: tries.length,
    acknowledged: acknowledged.size,
    lost: broken("nothing-lost"),
    doubled: broken("charged-once"),
    unknown: tries.filter(({ ended }) => ended?.told === undefined).length,
    refused: tries.filter(({ ended }) => ended?.told?.status === 503).length,
    open: [...changes].filter(([key, ofKey]) => !hasEnd(known, key, ofKey)).length,
  };
}
