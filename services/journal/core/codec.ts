// SPDX-License-Identifier: Apache-2.0
import { crc32 } from "./crc32";
import { JournalDamaged } from "./journal-damaged";
import { NewerFormat } from "./newer-format";
import { formatVersion } from "./records";
import type { JournalRecord, Json } from "./records";
import type { Batch, Heartbeat, Slot } from "./store";

/**
 * The most bytes that an item may have, names of attributes included.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items
 */
const largestItem = 400 * 1024;

/** Left for what an item has besides its records: names, numbers, the writer's name, a heartbeat. */
const envelope = 4 * 1024;

/** The most bytes that the encoded records of one batch may have. */
export const largestBatch = largestItem - envelope;

const utf8 = new TextEncoder();

/** Length of a text in bytes of UTF-8, which is how items are measured. */
export function sizeOf(text: string): number {
  return utf8.encode(text).length;
}

/** One record as it is written: a list without names, since every byte is paid for twice. */
export function encodeRecord(record: JournalRecord): string {
  return JSON.stringify([record.payment, record.operation, record.version, record.body]);
}

/** The records of a batch as they are written, and as the checksum is taken. */
export function encodeRecords(records: readonly JournalRecord[]): string {
  return joinRecords(records.map(encodeRecord));
}

function joinRecords(encoded: readonly string[]): string {
  return `[${encoded.join(",")}]`;
}

/**
 * Reads what {@link encodeRecords} wrote.
 *
 * @throws JournalDamaged when it is something else; `where` names the place
 */
export function decodeRecords(text: string, where: string): JournalRecord[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new JournalDamaged(`${where}: the records are not JSON: ${String(error)}`);
  }
  if (!Array.isArray(parsed)) throw new JournalDamaged(`${where}: the records are not a list`);
  return parsed.map((entry, index) => decodeRecord(entry, `${where}, record ${index + 1}`));
}

function decodeRecord(entry: unknown, where: string): JournalRecord {
  if (Array.isArray(entry) && entry.length === 4) {
    const [payment, operation, version, body] = entry as unknown[];
    if (
      typeof payment === "string" &&
      typeof operation === "string" &&
      isVersion(version) &&
      body !== undefined
    ) {
      return { payment, operation, version, body: body as Json };
    }
  }
  throw new JournalDamaged(`${where}: is not [payment, operation, version, body]`);
}

function isVersion(version: unknown): version is number {
  return Number.isInteger(version) && Number(version) >= 1;
}

/** What a batch is made from. */
export interface BatchParts {
  readonly writer: string;
  readonly epoch: number;
  readonly records: readonly JournalRecord[];
  /** The same records, each by {@link encodeRecord}. @default - encoded here */
  readonly encoded?: readonly string[];
  readonly heartbeat?: Heartbeat;
}

/** Makes a batch with its count and checksum. */
export function makeBatch(parts: BatchParts): Batch {
  const { writer, epoch, records, heartbeat } = parts;
  const text = joinRecords(parts.encoded ?? records.map(encodeRecord));
  return {
    kind: "batch",
    writer,
    epoch,
    format: formatVersion,
    records,
    ...(heartbeat && { heartbeat }),
    count: records.length,
    checksum: crc32(utf8.encode(text)),
  };
}

/**
 * Checks that this release can read what another wrote.
 *
 * @throws NewerFormat when it can't
 */
export function assertReadable(format: number, where: string): void {
  if (format > formatVersion) throw new NewerFormat(where, format, formatVersion);
}

/**
 * Checks that a slot is what its writer made: format, count, checksum.
 *
 * @throws NewerFormat when a newer release wrote it
 * @throws JournalDamaged when something is missing or changed
 */
export function verifySlot(log: string, slot: Slot): void {
  const where = `log ${log}, slot ${slot.seq}`;
  const { content } = slot;
  assertReadable(content.format, where);
  if (content.kind === "seal") return;
  if (content.records.length !== content.count) {
    throw new JournalDamaged(
      `${where}: has ${content.records.length} records, its writer counted ${content.count}`,
    );
  }
  const checksum = crc32(utf8.encode(encodeRecords(content.records)));
  if (checksum !== content.checksum) {
    throw new JournalDamaged(
      `${where}: its records have checksum ${checksum}, its writer noted ${content.checksum}`,
    );
  }
}

/** Whether two records are the same step with the same body, whatever the order of its keys. */
export function sameRecord(a: JournalRecord, b: JournalRecord): boolean {
  return (
    a.payment === b.payment &&
    a.operation === b.operation &&
    a.version === b.version &&
    canonical(a.body) === canonical(b.body)
  );
}

function canonical(value: Json): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
