// SPDX-License-Identifier: Apache-2.0

/**
 * Thrown when the journal holds what the protocol can't have written: a hole, a wrong checksum, two
 * different bodies for one step. Nothing that reads it may guess; a person looks.
 */
export class JournalDamaged extends Error {
  override readonly name = "JournalDamaged";
}
