// SPDX-License-Identifier: Apache-2.0
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { startNetwork, type Network } from "../../drill/network/network";
import {
  freePort,
  loopback,
  startJournal,
  startPostgres,
  startRedis,
  type JournalServer,
} from "../../drill/parts";
import { apiProcess, type Surroundings } from "../../drill/platform/api";
import { found, storeOf } from "../../drill/platform/founding";
import { PartsList } from "../../drill/platform/parts-list";
import { firstRegion, otherRegion, thirdPlace } from "../../drill/platform/places";
import { delay } from "../../drill/platform/platform";
import { startProcessors } from "../../drill/processors";
import { MeasurementError } from "../measure";
import type { CpuProfile } from "../profile/modules";
import type { JournalTimesSeen } from "./journal-times";

/** With the sealed journal, and with one that keeps nothing. */
export const variants = ["journal", "none"] as const;

export type Variant = (typeof variants)[number];

/** Processes of the API for each variant: as many as a region of the drill has. */
export const processes = 2;

/** How long the processes may take until they have the right to write, in milliseconds. */
const readyDeadline = 60_000;

interface ApiAddress {
  readonly url: string;
  /** Where it tells of itself: see api.ts. */
  readonly measurements: string;
}

/**
 * One region that takes payments, its journal in another region, and the same API without a journal
 * beside it: on a database of its own in the same server, everything else shared.
 */
export class PaymentsPlatform {
  private constructor(
    readonly network: Network,
    private readonly apis: Readonly<Record<Variant, readonly ApiAddress[]>>,
    private readonly parts: PartsList,
  ) {}

  /** @throws Error of whatever did not start */
  static async start(): Promise<PaymentsPlatform> {
    const parts = new PartsList();
    try {
      const { network, around } = await bringUp(parts);
      const journal = await startApis(parts, "journal", around);
      const databaseUrl = around.databaseUrl.replace(/[^/]*$/, unjournaled);
      const none = await startApis(parts, "none", { ...around, databaseUrl });
      return new PaymentsPlatform(network, { journal, none }, parts);
    } catch (error) {
      await parts.stop();
      throw error;
    }
  }

  urlsOf(variant: Variant): readonly string[] {
    return this.apis[variant].map(({ url }) => url);
  }

  /** What the journal took since the last call, as its first process saw it. */
  async journalTimes(): Promise<JournalTimesSeen> {
    return (await this.ask("journal")) as JournalTimesSeen;
  }

  /** Where the first process with a journal spends the next milliseconds. */
  async profile(milliseconds: number): Promise<CpuProfile> {
    return (await this.ask(`profile?milliseconds=${milliseconds}`)) as CpuProfile;
  }

  async stop(): Promise<void> {
    await this.parts.stop();
  }

  private async ask(path: string): Promise<unknown> {
    const [first] = this.apis.journal;
    const answer = await fetch(`${first?.measurements}/${path}`);
    if (!answer.ok) throw new MeasurementError(`${path}: ${await answer.text()}`);
    return answer.json();
  }
}

/** Name of the database of the API without a journal. */
const unjournaled = "unjournaled";

async function bringUp(
  parts: PartsList,
): Promise<{ readonly network: Network; readonly around: Surroundings }> {
  const [network, journal, processors, database, redis] = await Promise.all([
    parts.add(startNetwork({ delay })),
    parts.add(startJournal()),
    parts.add(startProcessors()),
    parts.add(startPostgres()),
    parts.add(startRedis()),
  ]);
  const store = storeOf(journal);
  await found(database, store);
  store.destroy();
  await database.query(`CREATE DATABASE ${unjournaled} TEMPLATE postgres`);
  const around: Surroundings = {
    region: firstRegion,
    databaseUrl: database.url,
    redisUrl: redis.url,
    processorsUrl: processors.url,
    journal,
    replicas: [
      await replica(network, journal, otherRegion),
      await replica(network, journal, thirdPlace),
    ],
  };
  return { network, around };
}

/** The journal as the first region sees it in another place. */
async function replica(network: Network, { host, port }: JournalServer, place: string) {
  const link = await network.link({ from: firstRegion, to: place, host, port });
  return { region: place, url: `http://${link.host}:${link.port}` };
}

async function startApis(
  parts: PartsList,
  variant: Variant,
  around: Surroundings,
): Promise<readonly ApiAddress[]> {
  const addresses: ApiAddress[] = [];
  for (let number = 1; number <= processes; number += 1) {
    const [port, internal, measurements] = [await freePort(), await freePort(), await freePort()];
    // From its sources, so that a profile shows whose time it is.
    const program = { file: join(__dirname, "api.ts"), args: [variant, String(measurements)] };
    const api = await parts.add(apiProcess(around, port, internal, program));
    await api.start();
    const url = `http://${loopback}:${port}`;
    await untilReady(url, () => api.lastLines());
    addresses.push({ url, measurements: `http://${loopback}:${measurements}` });
  }
  return addresses;
}

async function untilReady(url: string, lastLines: () => string): Promise<void> {
  const deadline = performance.now() + readyDeadline;
  for (;;) {
    const answer = await fetch(`${url}/healthz/ready`, { signal: AbortSignal.timeout(5_000) });
    const text = await answer.text();
    if (answer.ok) return;
    if (performance.now() > deadline) {
      throw new MeasurementError(`the API takes no payments: ${text}\n${lastLines()}`);
    }
    await sleep(100);
  }
}
