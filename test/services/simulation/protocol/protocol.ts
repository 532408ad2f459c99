// SPDX-License-Identifier: Apache-2.0
import type * as Journal from "payments-journal";

import type * as Controller from "../../../../services/journal/core/controller";
import type * as Notified from "../../../../services/payments-api/operations/notified";
import type * as Pay from "../../../../services/payments-api/operations/pay";
import type * as Postings from "../../../../services/payments-api/operations/postings";
import type * as Read from "../../../../services/payments-api/operations/read";
import type * as Refund from "../../../../services/payments-api/operations/refund";
import type * as Resolve from "../../../../services/payments-api/operations/resolve";
import type * as Steps from "../../../../services/payments-api/operations/steps";
import { SourceLoader, type Edit } from "./loader";

/** The protocol as its sources have it, or with mistakes made in them. */
export type Protocol = typeof Journal &
  typeof Controller &
  typeof Notified &
  typeof Pay &
  typeof Postings &
  typeof Read &
  typeof Refund &
  typeof Resolve &
  typeof Steps;

const modules = [
  "services/journal/index.ts",
  "services/journal/core/controller/index.ts",
  ...["notified", "pay", "postings", "read", "refund", "resolve", "steps"].map(
    (name) => `services/payments-api/operations/${name}.ts`,
  ),
];

/**
 * Smaller than in production, so that a schedule reads fewer items: the protocol is the same for any
 * number of shards above one.
 */
const scale: Edit = {
  file: "services/journal/core/store.ts",
  find: "export const registryShards = 16;",
  replace: "export const registryShards = 3;",
};

/**
 * Loads the protocol from its sources.
 *
 * @throws Error when an edit can't be made
 */
export function loadProtocol(edits: readonly Edit[] = []): Protocol {
  const loader = new SourceLoader([scale, ...edits]);
  // Spread, since an object that is given a hundred properties one by one is slower to read ever after.
  const merged = modules.reduce((all, file) => ({ ...all, ...loader.load(file) }), {});
  loader.finish();
  return merged as Protocol;
}
