// SPDX-License-Identifier: Apache-2.0
import type { History, LedgerEntry, Moment, StoredOperation, Told } from "../history/event";
import { orderedMoments, shutTimes, type Shut } from "../history/moments";
import type { CheckSettings, Finding } from "./promise";
import { triesOf, type Acknowledgement, type ChangeTry, type Try } from "./tries";

/** A history, so arranged that a check can look things up. */
export interface Known {
  readonly settings: CheckSettings;
  readonly tries: readonly Try[];
  readonly ledger: readonly LedgerEntry[];
  readonly stored: readonly StoredOperation[];
  /** By time. */
  readonly moments: readonly Moment[];
  readonly shut: readonly Shut[];
  /** Tries of each payment or refund by the client's key, by time. */
  readonly changes: ReadonlyMap<string, readonly ChangeTry[]>;
  /** Final answers by the key that they are about, by time. */
  readonly acknowledged: ReadonlyMap<string, readonly Acknowledgement[]>;
  readonly storedByKey: ReadonlyMap<string, readonly StoredOperation[]>;
  readonly storedById: ReadonlyMap<string, StoredOperation>;
  readonly ledgerById: ReadonlyMap<string, readonly LedgerEntry[]>;
}

/** Judges one promise. */
export type Check = (known: Known) => {
  readonly judged: number;
  readonly findings: readonly Finding[];
};

/** @throws Error when the history can't be judged, with the reasons */
export function knownOf(history: History, settings: CheckSettings): Known {
  const { ledger, stored } = history;
  const tries = triesOf(history).sort((a, b) => a.began.at - b.began.at);
  const moments = orderedMoments(history.moments);
  const acknowledgements = tries.flatMap(acknowledgementOf).sort((a, b) => a.ended.at - b.ended.at);
  return {
    settings,
    tries,
    ledger,
    stored,
    moments,
    shut: shutTimes(moments),
    changes: grouped(tries.filter(isChange), ({ operation }) => operation.key),
    acknowledged: grouped(acknowledgements, ({ key }) => key),
    storedByKey: grouped(stored, ({ key }) => key),
    storedById: new Map(stored.map((row) => [row.operation, row])),
    ledgerById: grouped(ledger, ({ operation }) => operation),
  };
}

/** What an answer says for good, if it does: `pending`, `accepted` and `needs_review` do not. */
export function finalResult(told: Told | undefined): "succeeded" | "declined" | undefined {
  if (told === undefined || told.status >= 500) return undefined;
  const { result } = told;
  return result === "succeeded" || result === "declined" ? result : undefined;
}

/** Whether an answer says that nothing was begun, and that the same request will fare no better. */
export function isRefusal({ ended }: Try): boolean {
  const told = ended?.told;
  if (told === undefined || told.result !== undefined) return false;
  // 409 is a key that is being worked on, 429 too many requests: neither is about the request.
  return told.status >= 400 && told.status < 500 && ![409, 429].includes(told.status);
}

/** Everything that an operation was ever called by us, by the client's key. */
export function idsOf({ acknowledged, storedByKey }: Known, key: string): Set<string> {
  const told = (acknowledged.get(key) ?? []).flatMap(({ ended }) => ended.told?.id ?? []);
  return new Set([...told, ...(storedByKey.get(key) ?? []).map(({ operation }) => operation)]);
}

function isChange(one: Try): one is ChangeTry {
  return one.operation.kind !== "read";
}

function acknowledgementOf(one: Try): Acknowledgement[] {
  const { operation, ended } = one;
  const result = finalResult(ended?.told);
  if (ended === undefined || result === undefined) return [];
  const isRead = operation.kind === "read";
  const key = isRead ? operation.of : operation.key;
  return [{ key, kind: isRead ? "pay" : operation.kind, result, try: one, ended }];
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
