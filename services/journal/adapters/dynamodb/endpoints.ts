// SPDX-License-Identifier: Apache-2.0
import { ConditionalCheckFailedException, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { performance } from "node:perf_hooks";
import { types } from "node:util";

import { Unavailable } from "../../core/store";
import { ConditionFailed } from "./condition-failed";

/** A replica of the table, and how to reach it. */
export interface JournalEndpoint {
  /** AWS name of the replica's region. */
  readonly region: string;
  /** Where it is, for a stand-in or an interface endpoint. @default - AWS's own, of the region */
  readonly url?: string;
  /** @default - as the AWS SDK finds them */
  readonly credentials?: DynamoDBClientConfig["credentials"];
}

/** For how long calls may last. */
export interface CallDeadlines {
  /** Milliseconds for a connection. @default 500 */
  readonly connectionMilliseconds?: number;
  /** Milliseconds for one call at one endpoint, all in all. @default 1000 */
  readonly callMilliseconds?: number;
}

/** The most connections to one endpoint: a window of puts, and reads beside them. */
const connections = 128;

/** Milliseconds for which the endpoint that answered is asked first, after another had failed. */
const detourMilliseconds = 10_000;

/** Faults of the request itself: it was not done, and no other endpoint would do it. */
const ownFaults = new Set(["ValidationException", "SerializationException"]);

/** What one call came to. */
export interface Answer<Output> {
  readonly output: Output;
  /** Whether an endpoint before this one may have done it already, or may still do it. */
  readonly repeated: boolean;
}

/**
 * The replicas of the table, in the order in which they are asked: the own region's first. A call whose
 * end is not known goes to the next one, which is safe because every write has a condition and names
 * its one item. The SDK's own retries are off.
 */
export class Endpoints {
  private readonly clients: readonly DynamoDBClient[];
  private preferred = 0;
  private preferredUntil = 0;

  constructor(
    endpoints: readonly JournalEndpoint[],
    private readonly deadlines: CallDeadlines,
  ) {
    if (endpoints.length === 0) {
      throw new RangeError(
        "endpoints: is empty; name the replica of the own region, then the other",
      );
    }
    this.clients = endpoints.map((endpoint) => clientOf(endpoint, deadlines));
  }

  /**
   * Makes a call, at one endpoint after the other.
   *
   * @throws ConditionFailed when the item was not as the call required
   * @throws Unavailable when no endpoint gave a definite answer
   * @throws Error of the SDK when the request itself is wrong
   */
  async call<Output>(
    send: (client: DynamoDBClient, abortSignal: AbortSignal) => Promise<Output>,
  ): Promise<Answer<Output>> {
    const failures: string[] = [];
    for (const [index, client] of this.order()) {
      const repeated = failures.length > 0;
      try {
        const output = await this.within(send, client);
        this.answered(index);
        return { output, repeated };
      } catch (error) {
        if (!types.isNativeError(error)) throw error;
        if (error instanceof ConditionalCheckFailedException) {
          this.answered(index);
          throw new ConditionFailed(error, repeated);
        }
        if (ownFaults.has(error.name)) throw error;
        failures.push(`${error.name}: ${error.message}`);
      }
    }
    throw new Unavailable(`the journal's table gave no answer: ${failures.join("; ")}`);
  }

  /** A signal that is not put off when the call has ended would make an error of each, later. */
  private async within<Output>(
    send: (client: DynamoDBClient, abortSignal: AbortSignal) => Promise<Output>,
    client: DynamoDBClient,
  ): Promise<Output> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), this.deadlines.callMilliseconds ?? 1000);
    try {
      return await send(client, abort.signal);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Closes the connections. */
  destroy(): void {
    this.clients.forEach((client) => client.destroy());
  }

  private order(): [number, DynamoDBClient][] {
    if (performance.now() > this.preferredUntil) this.preferred = 0;
    const all = [...this.clients.entries()];
    return [...all.slice(this.preferred), ...all.slice(0, this.preferred)];
  }

  private answered(index: number): void {
    if (index === this.preferred) return;
    this.preferred = index;
    this.preferredUntil = performance.now() + detourMilliseconds;
  }
}

function clientOf(endpoint: JournalEndpoint, deadlines: CallDeadlines): DynamoDBClient {
  const agent = { keepAlive: true, maxSockets: connections };
  return new DynamoDBClient({
    region: endpoint.region,
    ...(endpoint.url !== undefined && { endpoint: endpoint.url }),
    ...(endpoint.credentials && { credentials: endpoint.credentials }),
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: deadlines.connectionMilliseconds ?? 500,
      requestTimeout: deadlines.callMilliseconds ?? 1000,
      throwOnRequestTimeout: true,
      httpAgent: new HttpAgent(agent),
      httpsAgent: new HttpsAgent(agent),
    }),
  });
}
