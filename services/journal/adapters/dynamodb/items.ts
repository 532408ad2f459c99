// SPDX-License-Identifier: Apache-2.0
import type { AttributeValue } from "@aws-sdk/client-dynamodb";

import { assertReadable, decodeRecords, encodeRecords } from "../../core/codec";
import { JournalDamaged } from "../../core/journal-damaged";
import type { Batch, Control, Heartbeat, RegistryShard, Slot } from "../../core/store";

/** An item of the table. */
export type Item = Record<string, AttributeValue>;

/** A key of the table: the log, and a number in it. */
export interface Key extends Item {
  readonly log: AttributeValue;
  readonly seq: AttributeValue;
}

/** The key of an item that is the only one under its name. */
export function soleKey(name: string): Key {
  return { log: { S: name }, seq: { N: "0" } };
}

export const controlKey = soleKey("control");

/** The key of a shard of an epoch's registry. */
export function shardKey(epoch: number, shard: number): Key {
  return soleKey(`registry#${epoch}#${shard}`);
}

/** The key of a log's checkpoint. */
export function checkpointKey(log: string): Key {
  return soleKey(`checkpoint#${log}`);
}

/** The partition of a log's slots. */
export function partitionOf(log: string): AttributeValue {
  return { S: `log#${log}` };
}

/** The key of a slot. */
export function slotKey(log: string, seq: number): Key {
  return { log: partitionOf(log), seq: { N: String(seq) } };
}

/** A slot as an item. Names have one letter: each is stored and paid for with every slot. */
export function slotItem(log: string, slot: Slot): Item {
  const { content } = slot;
  const common = {
    ...slotKey(log, slot.seq),
    e: { N: String(content.epoch) },
    f: { N: String(content.format) },
  };
  if (content.kind === "seal") return { ...common, by: { S: content.by } };
  return {
    ...common,
    w: { S: content.writer },
    r: { S: encodeRecords(content.records) },
    n: { N: String(content.count) },
    c: { N: String(content.checksum) },
    ...(content.heartbeat && { h: { S: JSON.stringify(content.heartbeat) } }),
  };
}

/**
 * Reads a slot's item.
 *
 * @throws NewerFormat when a newer release wrote it
 * @throws JournalDamaged when it is no slot
 */
export function slotOf(item: Item): Slot {
  const where = `${text(item, "log", "an item")}, slot ${item["seq"]?.N}`;
  const seq = number(item, "seq", where);
  const format = number(item, "f", where);
  // First, since all else may be written differently.
  assertReadable(format, where);
  const epoch = number(item, "e", where);
  if (item["by"]) {
    return { seq, content: { kind: "seal", by: text(item, "by", where), epoch, format } };
  }
  const heartbeat = item["h"] && (json(item, "h", where) as Heartbeat);
  const content: Batch = {
    kind: "batch",
    writer: text(item, "w", where),
    epoch,
    format,
    records: decodeRecords(text(item, "r", where), where),
    ...(heartbeat && { heartbeat }),
    count: number(item, "n", where),
    checksum: number(item, "c", where),
  };
  return { seq, content };
}

/** The control item; its revision is an attribute, for conditions on it. */
export function controlItem(control: Control): Item {
  return {
    ...controlKey,
    revision: { N: String(control.revision) },
    body: { S: JSON.stringify(control) },
  };
}

/** Reads the control item. */
export function controlOf(item: Item): Control {
  return json(item, "body", "the control item") as Control;
}

/** A new shard: open, and empty. */
export function emptyShardItem(key: Key): Item {
  return { ...key, logs: { M: {} }, retired: { M: {} }, closed: { BOOL: false } };
}

/** Reads a shard. One that was closed before it was made has no lists. */
export function shardOf(item: Item): RegistryShard {
  const logs = Object.entries(item["logs"]?.M ?? {}).map(([log, value]) => {
    const entry = value.M ?? {};
    const where = `registry, log ${log}`;
    return { log, window: number(entry, "w", where), format: number(entry, "f", where) };
  });
  const retired = Object.keys(item["retired"]?.M ?? {});
  return { logs, retired, closed: item["closed"]?.BOOL === true };
}

function text(item: Item, name: string, where: string): string {
  const value = item[name]?.S;
  if (value === undefined) throw new JournalDamaged(`${where}: has no text ${name}`);
  return value;
}

/** The number that an attribute holds. */
export function number(item: Item, name: string, where: string): number {
  const value = Number(item[name]?.N);
  if (!Number.isSafeInteger(value)) throw new JournalDamaged(`${where}: has no number ${name}`);
  return value;
}

function json(item: Item, name: string, where: string): unknown {
  try {
    return JSON.parse(text(item, name, where)) as unknown;
  } catch (error) {
    throw new JournalDamaged(`${where}: ${name} is not JSON: ${String(error)}`);
  }
}
