// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";

import { LocalServer } from "./local-server";
import { freePort, loopback } from "./ports";

/** The stand-in asks for a signature, and takes any. */
export const journalCredentials = { accessKeyId: "local", secretAccessKey: "local" } as const;

/** A DynamoDB of this machine, with the journal's table in it. It forgets all when it ends. */
export class JournalServer extends LocalServer {
  readonly table = "payment-journal";
  /** What a client says its region is; the stand-in has only this one. */
  readonly region = "us-east-1";
  readonly credentials = journalCredentials;

  /** The endpoint for clients of DynamoDB. */
  get url(): string {
    return `http://${this.host}:${this.port}`;
  }

  override async start(): Promise<void> {
    await super.start();
    const client = new DynamoDBClient({
      endpoint: this.url,
      region: this.region,
      credentials: this.credentials,
    });
    // As components/data/payment-journal.ts makes it.
    await client.send(
      new CreateTableCommand({
        TableName: this.table,
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
  }
}

/**
 * Starts a stand-in for DynamoDB in a process of its own, with the journal's table in it. It is one
 * server: what a table of several regions does when it loses one can't be shown with it.
 *
 * @see https://github.com/architect/dynalite
 * @throws Error when it does not answer
 */
export async function startJournal({ name = "journal" } = {}): Promise<JournalServer> {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  const port = await freePort();
  const journal = new JournalServer({
    name,
    command: process.execPath,
    args: [
      join(require.resolve("dynalite"), "..", "cli.js"),
      ...["--host", loopback, "--port", String(port), "--createTableMs", "0"],
    ],
    folder,
    port,
    answers: () => fetch(`http://${loopback}:${port}/`, { signal: AbortSignal.timeout(2_000) }),
  });
  await journal.start();
  return journal;
}
