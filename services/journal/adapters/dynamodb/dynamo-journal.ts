// SPDX-License-Identifier: Apache-2.0
import {
  BatchWriteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type {
  QueryCommandInput,
  UpdateItemCommandInput,
  PutItemCommandInput,
} from "@aws-sdk/client-dynamodb";

import type {
  Control,
  JournalStore,
  LogEntry,
  Position,
  RegistryShard,
  Slot,
} from "../../core/store";
import { Unavailable } from "../../core/store";
import { ConditionFailed } from "./condition-failed";
import type { CallDeadlines, JournalEndpoint } from "./endpoints";
import { Endpoints } from "./endpoints";
import {
  checkpointKey,
  controlItem,
  controlKey,
  controlOf,
  emptyShardItem,
  number,
  partitionOf,
  shardKey,
  shardOf,
  slotItem,
  slotKey,
  slotOf,
} from "./items";
import type { Item, Key } from "./items";

/** What the journal on DynamoDB is made with. */
export interface DynamoJournalOptions extends CallDeadlines {
  /** Name of the table, the same at every replica. */
  readonly table: string;
  /** The replicas, the own region's first. */
  readonly endpoints: readonly JournalEndpoint[];
}

/**
 * The most items in one request of deletions.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 */
const largestBatchWrite = 25;

/** An update, without the table. Names have a `#` because many are reserved words. */
type Update = Omit<UpdateItemCommandInput, "TableName">;

/**
 * The journal's table on DynamoDB, with multi-region strong consistency: every read is strong, every
 * write is of one item. Answers that are not definite are Unavailable: timeouts, server errors,
 * throttling, and a conflict of two replicas, which says that the write was not done here and nothing
 * of what the other did.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/multi-region-strong-consistency-gt.html
 * @example
 * const store = new DynamoJournal({
 *   table: "production-payment-journal",
 *   endpoints: [{ region: "eu-west-1" }, { region: "eu-central-1" }],
 * });
 */
export class DynamoJournal implements JournalStore {
  private readonly endpoints: Endpoints;
  private readonly table: string;

  constructor(options: DynamoJournalOptions) {
    this.table = options.table;
    this.endpoints = new Endpoints(options.endpoints, options);
  }

  /** Closes the connections. */
  destroy(): void {
    this.endpoints.destroy();
  }

  async readControl(): Promise<Control | undefined> {
    const item = await this.get(controlKey);
    return item && controlOf(item);
  }

  createControl(control: Control): Promise<boolean> {
    return this.putOnce({
      Item: controlItem(control),
      ConditionExpression: "attribute_not_exists(#log)",
      ExpressionAttributeNames: { "#log": "log" },
    });
  }

  replaceControl(control: Control, revision: number): Promise<boolean> {
    return this.putOnce({
      Item: controlItem(control),
      ConditionExpression: "#revision = :revision",
      ExpressionAttributeNames: { "#revision": "revision" },
      ExpressionAttributeValues: { ":revision": { N: String(revision) } },
    });
  }

  async createShard(epoch: number, shard: number): Promise<void> {
    await this.put({
      Item: emptyShardItem(shardKey(epoch, shard)),
      ConditionExpression: "attribute_not_exists(#log)",
      ExpressionAttributeNames: { "#log": "log" },
    });
  }

  register(epoch: number, shard: number, entry: LogEntry): Promise<boolean> {
    return this.update({
      Key: shardKey(epoch, shard),
      UpdateExpression: "SET #logs.#name = :entry",
      ConditionExpression: "#closed = :false AND attribute_not_exists(#retired.#name)",
      ExpressionAttributeNames: {
        "#logs": "logs",
        "#retired": "retired",
        "#closed": "closed",
        "#name": entry.log,
      },
      ExpressionAttributeValues: {
        ":false": { BOOL: false },
        ":entry": { M: { w: { N: String(entry.window) }, f: { N: String(entry.format) } } },
      },
    });
  }

  async closeShard(epoch: number, shard: number): Promise<void> {
    await this.update({
      Key: shardKey(epoch, shard),
      UpdateExpression: "SET #closed = :true",
      ExpressionAttributeNames: { "#closed": "closed" },
      ExpressionAttributeValues: { ":true": { BOOL: true } },
    });
  }

  async readShard(epoch: number, shard: number): Promise<RegistryShard | undefined> {
    const item = await this.get(shardKey(epoch, shard));
    return item && shardOf(item);
  }

  async removeLog(epoch: number, shard: number, log: string): Promise<void> {
    await this.update({
      Key: shardKey(epoch, shard),
      UpdateExpression: "REMOVE #logs.#name SET #retired.#name = :true",
      ConditionExpression: "attribute_exists(#logs.#name)",
      ExpressionAttributeNames: { "#logs": "logs", "#retired": "retired", "#name": log },
      ExpressionAttributeValues: { ":true": { BOOL: true } },
    });
  }

  async putSlot(log: string, slot: Slot): Promise<"put" | Slot> {
    try {
      await this.send({
        Item: slotItem(log, slot),
        ConditionExpression: "attribute_not_exists(#log)",
        ExpressionAttributeNames: { "#log": "log" },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      });
      return "put";
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      const item = error.item ?? (await this.get(slotKey(log, slot.seq)));
      if (!item) throw new Unavailable(`log ${log}, slot ${slot.seq}: was taken, and is free now`);
      return slotOf(item);
    }
  }

  async readSlots(log: string, from: number, limit: number): Promise<readonly Slot[]> {
    const slots: Slot[] = [];
    let start: Item | undefined;
    do {
      const page = await this.query({
        KeyConditionExpression: "#log = :log AND #seq >= :from",
        ExpressionAttributeNames: { "#log": "log", "#seq": "seq" },
        ExpressionAttributeValues: { ":log": partitionOf(log), ":from": { N: String(from) } },
        Limit: limit - slots.length,
        ExclusiveStartKey: start,
      });
      slots.push(...(page.Items ?? []).map(slotOf));
      start = page.LastEvaluatedKey;
    } while (start && slots.length < limit);
    return slots;
  }

  async highestSlot(log: string): Promise<Position> {
    const page = await this.query({
      KeyConditionExpression: "#log = :log",
      ProjectionExpression: "#seq",
      ExpressionAttributeNames: { "#log": "log", "#seq": "seq" },
      ExpressionAttributeValues: { ":log": partitionOf(log) },
      ScanIndexForward: false,
      Limit: 1,
    });
    const [item] = page.Items ?? [];
    return item ? number(item, "seq", `log ${log}`) : 0;
  }

  async deleteSlots(log: string, seqs: readonly number[]): Promise<void> {
    for (let start = 0; start < seqs.length; start += largestBatchWrite) {
      const requests = seqs
        .slice(start, start + largestBatchWrite)
        .map((seq) => ({ DeleteRequest: { Key: slotKey(log, seq) } }));
      const command = new BatchWriteItemCommand({ RequestItems: { [this.table]: requests } });
      const { output } = await this.endpoints.call((client, abortSignal) =>
        client.send(command, { abortSignal }),
      );
      const left = output.UnprocessedItems?.[this.table]?.length ?? 0;
      if (left > 0) throw new Unavailable(`log ${log}: ${left} slots were not deleted yet`);
    }
  }

  async readCheckpoint(log: string): Promise<Position> {
    const item = await this.get(checkpointKey(log));
    return item ? number(item, "position", `checkpoint of log ${log}`) : 0;
  }

  async advanceCheckpoint(log: string, position: Position): Promise<void> {
    await this.update({
      Key: checkpointKey(log),
      UpdateExpression: "SET #position = :position",
      ConditionExpression: "attribute_not_exists(#position) OR #position < :position",
      ExpressionAttributeNames: { "#position": "position" },
      ExpressionAttributeValues: { ":position": { N: String(position) } },
    });
  }

  private async get(key: Key): Promise<Item | undefined> {
    const command = new GetItemCommand({ TableName: this.table, Key: key, ConsistentRead: true });
    const { output } = await this.endpoints.call((client, abortSignal) =>
      client.send(command, { abortSignal }),
    );
    return output.Item;
  }

  private async query(input: Omit<QueryCommandInput, "TableName">) {
    const command = new QueryCommand({ TableName: this.table, ConsistentRead: true, ...input });
    const { output } = await this.endpoints.call((client, abortSignal) =>
      client.send(command, { abortSignal }),
    );
    return output;
  }

  private async send(input: Omit<PutItemCommandInput, "TableName">): Promise<void> {
    const command = new PutItemCommand({ TableName: this.table, ...input });
    await this.endpoints.call((client, abortSignal) => client.send(command, { abortSignal }));
  }

  private async put(input: Omit<PutItemCommandInput, "TableName">): Promise<boolean> {
    return held(() => this.send(input));
  }

  /** A put of which exactly one may be told that it won: when in doubt, nobody is told so. */
  private async putOnce(input: Omit<PutItemCommandInput, "TableName">): Promise<boolean> {
    try {
      await this.send(input);
      return true;
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      if (!error.repeated) return false;
      throw new Unavailable("the control item has changed, perhaps by an earlier try of this call");
    }
  }

  private update(update: Update): Promise<boolean> {
    const command = new UpdateItemCommand({ TableName: this.table, ...update });
    return held(async () => {
      await this.endpoints.call((client, abortSignal) => client.send(command, { abortSignal }));
    });
  }
}

async function held(write: () => Promise<void>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
}
