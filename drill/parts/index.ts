// SPDX-License-Identifier: Apache-2.0
export { ensureInstalled, installed } from "./installed";
export { journalCredentials, startJournal, type JournalServer } from "./journal";
export { LocalServer, type ServerCommand } from "./local-server";
export {
  startPostgres,
  type Postgres,
  type PostgresSettings,
  type StandbyOptions,
} from "./postgres";
export { freePort, loopback } from "./ports";
export { startRedis, type Redis } from "./redis";
