// SPDX-License-Identifier: Apache-2.0
import { ensureInstalled } from "../../drill/parts/installed";

/** Sees once, before all, that the servers which these tests start are on the machine. */
export default async function setUp(): Promise<void> {
  await ensureInstalled();
}
