// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { freePort, loopback } from "../parts";
import { Processors } from "./processors";

/**
 * Starts the three processors, in one process of their own, on a free port.
 *
 * @example
 * const processors = await startProcessors();
 * await processors.misbehave("stripe", { silent: 1 });
 * const charged = await processors.ledger();
 * await processors.stop();
 * @throws Error when they do not answer
 */
export async function startProcessors({ name = "processors" } = {}): Promise<Processors> {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  const port = await freePort();
  const processors = new Processors({
    name,
    command: process.execPath,
    args: [
      ...["--conditions=payments-source", "--import", pathToFileURL(require.resolve("tsx")).href],
      ...[join(__dirname, "main.ts"), String(port)],
    ],
    folder,
    port,
    answers: () =>
      fetch(`http://${loopback}:${port}/ledger`, { signal: AbortSignal.timeout(2_000) }),
  });
  await processors.start();
  return processors;
}
