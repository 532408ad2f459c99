// SPDX-License-Identifier: Apache-2.0
import { findCli } from "../../sandbox/engine/find-cli";

/** Gets the CLI once, before two test files at a time would each build it. */
export default async function setUp(): Promise<void> {
  await findCli(process.env, (message) => process.stderr.write(`${message}\n`));
}
