// SPDX-License-Identifier: Apache-2.0
import type { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";

import type { Item } from "./items";

/** Thrown when a condition did not hold: definite for this try, while an earlier one may have won. */
export class ConditionFailed extends Error {
  override readonly name = "ConditionFailed";
  /** The item as it is, when it was asked for and the server says so. */
  readonly item: Item | undefined;

  constructor(
    cause: ConditionalCheckFailedException,
    /** Whether another endpoint was tried before, whose answer did not come. */
    readonly repeated: boolean,
  ) {
    super(cause.message, { cause });
    this.item = cause.Item;
  }
}
