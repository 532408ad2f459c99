// SPDX-License-Identifier: Apache-2.0
import { createInterface } from "node:readline/promises";

import type { Topology } from "../../stacks/topology";
import { UsageError } from "./stacks";

/**
 * Goes on only when somebody typed the environment's name, here or as the flag's value.
 *
 * @throws UsageError otherwise
 */
export async function confirmTakeDown({ environment }: Topology, given?: string): Promise<void> {
  const answer = given ?? (process.stdin.isTTY ? await ask(environment) : undefined);
  if (answer === environment) return;
  throw new UsageError(
    answer === undefined
      ? `taking ${environment} down needs --confirm ${environment} where nobody can be asked`
      : `"${answer}" is not ${environment}; nothing was taken down`,
  );
}

async function ask(environment: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(
      `This deletes ${environment} for good. Type ${environment} to go on: `,
    );
  } finally {
    terminal.close();
  }
}
