// SPDX-License-Identifier: Apache-2.0
import { createServer, request } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { CreateTableCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { JournalDamaged, makeBatch, NewerFormat, Unavailable } from "payments-journal";
import type { Slot } from "payments-journal";
import { DynamoJournal } from "payments-journal/adapters";

import { startJournal } from "../../../../../drill/parts";
import type { JournalServer } from "../../../../../drill/parts";
import { describeStore } from "../../../../support/store-contract";

let server: JournalServer;
let tables = 0;
const stores: DynamoJournal[] = [];
const proxies: Server[] = [];

beforeAll(async () => {
  server = await startJournal();
});

afterEach(() => {
  stores.splice(0).forEach((store) => store.destroy());
  proxies.splice(0).forEach((proxy) => {
    proxy.close();
    proxy.closeAllConnections();
  });
});

afterAll(async () => {
  await server.stop();
});

/** A store over these endpoints, by address, on a table of its own. */
function storeAt(urls: readonly string[], table: string, callMilliseconds = 30_000): DynamoJournal {
  const { region, credentials } = server;
  const endpoints = urls.map((url) => ({ region, url, credentials }));
  const store = new DynamoJournal({ table, endpoints, callMilliseconds });
  stores.push(store);
  return store;
}

async function newTable(): Promise<string> {
  const table = `journal-${(tables += 1)}`;
  const { url, region, credentials } = server;
  const client = new DynamoDBClient({ endpoint: url, region, credentials });
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "log", AttributeType: "S" },
        { AttributeName: "seq", AttributeType: "N" },
      ],
      KeySchema: [
        { AttributeName: "log", KeyType: "HASH" },
        { AttributeName: "seq", KeyType: "RANGE" },
      ],
    }),
  );
  client.destroy();
  return table;
}

type Handler = (incoming: IncomingMessage, response: ServerResponse) => void;

/** An endpoint that does what `handle` says. */
async function endpoint(handle: Handler): Promise<string> {
  const proxy = createServer(handle);
  proxies.push(proxy);
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

/** Hands every request on, and never the answer. */
const losesAnswers: Handler = (incoming) => {
  const { method, headers, url } = incoming;
  const forwarded = request(`${server.url}${url}`, { method, headers }, (answer) => {
    answer.resume();
    answer.on("end", () => incoming.socket.destroy());
  });
  incoming.pipe(forwarded);
};

/** Answers every request with an error of DynamoDB's. */
function answers(status: number, type: string): Handler {
  return (incoming, response) => {
    incoming.resume();
    const body = JSON.stringify({
      __type: `com.amazonaws.dynamodb.v20120810#${type}`,
      message: "m",
    });
    response.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(body);
  };
}

function slot(seq: number): Slot {
  const records = [{ payment: "p", operation: "p", version: 1, body: "x" }];
  return { seq, content: makeBatch({ writer: "w", epoch: 1, records }) };
}

describeStore("the journal on DynamoDB", async () => storeAt([server.url], await newTable()));

describe("several endpoints", () => {
  it("asks the next one when an answer is lost, and finds its own put there", async () => {
    const table = await newTable();
    const store = storeAt([await endpoint(losesAnswers), server.url], table);
    expect(await store.putSlot("log", slot(1))).toEqual(slot(1));
    expect(await store.readSlots("log", 1, 9)).toEqual([slot(1)]);
  });

  it("asks the next one when the first does not answer in time", async () => {
    const silent = await endpoint((incoming) => incoming.resume());
    const store = storeAt([silent, server.url], await newTable(), 3000);
    expect(await store.putSlot("log", slot(1))).toBe("put");
  });

  it("stays with the one that answers, and does not wait for the first each time", async () => {
    let asked = 0;
    const silent = await endpoint((incoming) => {
      asked += 1;
      incoming.resume();
    });
    const store = storeAt([silent, server.url], await newTable(), 3000);
    for (let seq = 1; seq <= 5; seq += 1) expect(await store.putSlot("log", slot(seq))).toBe("put");
    expect(asked).toBeLessThan(5);
  });

  it.each([
    ["a conflict of two replicas", 400, "ReplicatedWriteConflictException"],
    ["throttling", 400, "ProvisionedThroughputExceededException"],
    ["a server error", 500, "InternalServerError"],
    ["a refused signature", 400, "AccessDeniedException"],
  ])("takes %s for no answer", async (_, status, type) => {
    const table = await newTable();
    const failing = await endpoint(answers(status, type));
    const alone = storeAt([failing], table);
    await expect(alone.putSlot("log", slot(1))).rejects.toThrow(Unavailable);
    await expect(alone.register(1, 1, { log: "l", window: 1, format: 1 })).rejects.toThrow(type);
    expect(await storeAt([failing, server.url], table).putSlot("log", slot(1))).toBe("put");
  });

  it("fails as it is when the request itself is wrong", async () => {
    const wrong = await endpoint(answers(400, "ValidationException"));
    const store = storeAt([wrong, server.url], await newTable());
    await expect(store.putSlot("log", slot(1))).rejects.toThrow(
      expect.objectContaining({ name: "ValidationException" }) as Error,
    );
  });

  it("says neither yes nor no when an earlier try may have changed the control item", async () => {
    const table = await newTable();
    const control = { epoch: 1, phase: "ACTIVE", active: "us-east-1", revision: 1 } as const;
    const lossy = storeAt([await endpoint(losesAnswers), server.url], table);
    await expect(lossy.createControl(control)).rejects.toThrow(Unavailable);
    const sound = storeAt([server.url], table);
    expect(await sound.readControl()).toEqual(control);
    expect(await sound.createControl(control)).toBe(false);
  });

  it("refuses to be none", () => {
    expect(() => new DynamoJournal({ table: "t", endpoints: [] })).toThrow(
      "endpoints: is empty; name the replica of the own region, then the other",
    );
  });
});

describe("items that this release can't read", () => {
  it.each([
    ["a newer format", { f: { N: "99" } }, NewerFormat],
    ["no records", { f: { N: "1" }, e: { N: "1" }, w: { S: "w" } }, JournalDamaged],
  ])("stop the reader: %s", async (_, attributes, error) => {
    const table = await newTable();
    const { url, region, credentials } = server;
    const client = new DynamoDBClient({ endpoint: url, region, credentials });
    const item = { log: { S: "log#log" }, seq: { N: "1" }, ...attributes };
    await client.send(new PutItemCommand({ TableName: table, Item: item }));
    client.destroy();
    await expect(storeAt([url], table).readSlots("log", 1, 9)).rejects.toThrow(error);
  });
});
