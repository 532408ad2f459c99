// SPDX-License-Identifier: Apache-2.0
import type { Operation } from "./steps";

/** One line of the ledger. The lines of an operation sum to nothing. */
export interface Posting {
  readonly account: string;
  /** In the currency's minor unit; positive is what the account is owed. */
  readonly amount: number;
}

/** What an operation that succeeded moves: from the processor to the merchant, or back. */
export function postingsOf(
  operation: Pick<Operation, "kind" | "merchant" | "processor" | "amount">,
): readonly [Posting, Posting] {
  const amount = operation.kind === "charge" ? operation.amount : -operation.amount;
  return [
    { account: `merchant:${operation.merchant}`, amount },
    { account: `processor:${operation.processor}`, amount: -amount },
  ];
}
