// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from "node:crypto";

/**
 * A new id: a UUID of version 7, whose beginning is the time, so that what is made together lies
 * together in an index.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7
 */
export function newId(prefix: "pay" | "ref", now: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  const parts = [[0, 8], [8, 12], [12, 16], [16, 20], [20]].map(([from, to]) =>
    hex.slice(from, to),
  );
  return `${prefix}_${parts.join("-")}`;
}
