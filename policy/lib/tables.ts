// SPDX-License-Identifier: Apache-2.0
import type { Resource } from "./graph";
import { regionText } from "./parity";
import type { Value } from "./value";

export const tableType = "aws:dynamodb/table:Table";

/** A copy of a table, in one region. */
export interface Copy {
  readonly region: string;
  readonly deletionProtection: Value;
  readonly pointInTimeRecovery: Value;
}

/** The table where it was made, and its replicas. @throws Undecidable */
export function copiesOf(table: Resource): Copy[] {
  const replicas = table.at("replicas").items();
  return [
    {
      region: regionText(table),
      deletionProtection: table.at("deletionProtectionEnabled"),
      pointInTimeRecovery: table.at("pointInTimeRecovery", "enabled"),
    },
    ...replicas.map((replica) => ({
      region: replica.at("regionName").text() ?? "",
      deletionProtection: replica.at("deletionProtectionEnabled"),
      pointInTimeRecovery: replica.at("pointInTimeRecovery"),
    })),
  ];
}

/**
 * Whether a write is durable in a second region before it is acknowledged: three regions, of which
 * one may be a witness, and all replicas strong.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/multi-region-strong-consistency-gt.html
 * @throws Undecidable
 */
export function isStrong(table: Resource): boolean {
  const replicas = table.at("replicas").items();
  const witness = table.at("globalTableWitness", "regionName").isGiven ? 1 : 0;
  const strong = replicas.every((one) => one.at("consistencyMode").text() === "STRONG");
  return strong && 1 + replicas.length + witness === 3;
}
