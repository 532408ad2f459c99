// SPDX-License-Identifier: Apache-2.0
import {
  freePort,
  type JournalServer,
  type LocalServer,
  type Postgres,
  type Redis,
  startJournal,
  startPostgres,
  startRedis,
} from "../../drill/parts";
import { apiProcess } from "../../drill/platform/api";
import { found, storeOf } from "../../drill/platform/founding";
import { type Processors, startProcessors } from "../../drill/processors";
import { until } from "./until";

/** One process of the payment API over servers of its own, in epoch 1, with the drill's merchant. */
export interface RealApi {
  readonly postgres: Postgres;
  readonly redis: Redis;
  readonly journal: JournalServer;
  readonly processors: Processors;
  readonly api: LocalServer;
  /** Without a slash at its end. */
  readonly base: string;
  stop(): Promise<void>;
}

/** Starts all of it, and waits until payments are taken. */
export async function startRealApi(): Promise<RealApi> {
  const [postgres, redis, journal, processors] = await Promise.all([
    startPostgres(),
    startRedis(),
    startJournal(),
    startProcessors(),
  ]);
  const store = storeOf(journal);
  await found(postgres, store);
  store.destroy();
  const port = await freePort();
  const around = {
    region: "us-east-1",
    databaseUrl: postgres.url,
    redisUrl: redis.url,
    processorsUrl: processors.url,
    journal,
    replicas: [{ region: journal.region, url: journal.url }],
  } as const;
  const api = apiProcess(around, port, await freePort());
  const base = `http://127.0.0.1:${port}`;
  await api.start();
  await until(async () => (await fetch(`${base}/healthz/ready`)).ok);
  return {
    ...{ postgres, redis, journal, processors, api, base },
    stop: async () => {
      for (const server of [api, processors, journal, redis, postgres]) await server.stop();
    },
  };
}
