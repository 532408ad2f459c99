// SPDX-License-Identifier: Apache-2.0
import type { Journal } from "payments-journal";
import type { OpenJournalOptions } from "payments-journal/adapters";

/**
 * A journal that keeps nothing and says so of nothing: every record is durable at once. What the API
 * takes with it is what the API takes without a journal; and what it acknowledges is lost with the
 * region, so it is for comparison only.
 *
 * @throws Error when there is no epoch yet
 */
export async function openNoJournal({ store }: OpenJournalOptions): Promise<Journal> {
  const control = await store.readControl();
  if (control === undefined) throw new Error("there is no control item: found the platform first");
  return {
    epoch: control.epoch,
    log: "none",
    fenced: false,
    append: () => Promise.resolve(),
    sinceAccepted: () => 0,
    close: () => Promise.resolve(),
  };
}
