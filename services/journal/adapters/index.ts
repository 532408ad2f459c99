// SPDX-License-Identifier: Apache-2.0
export * from "./dynamodb/dynamo-journal";
export type { CallDeadlines, JournalEndpoint } from "./dynamodb/endpoints";
export * from "./postgres/fence";
export * from "./postgres/postgres-replay-target";
export * from "./postgres/postgres-standby";
export * from "./postgres/transaction";
export * from "./postgres/unavailable";
export * from "./runtime/open-journal";
export * from "./runtime/options";
