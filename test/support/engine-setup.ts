// SPDX-License-Identifier: Apache-2.0
import { resolve } from "node:path";

import { findCli } from "../../sandbox/engine/find-cli";
import { readyPolicyPack } from "../../sandbox/engine/policy-pack";

/** Gets the CLI and builds the pack once, before two test files at a time would each do it. */
export default async function setUp(): Promise<void> {
  await findCli(process.env, (message) => process.stderr.write(`${message}\n`));
  readyPolicyPack(resolve(__dirname, "../.."));
}
