// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";

import type { Topology } from "../../stacks/topology";
import type { Changes, Progress } from "../engine/event-log";
import { readyPolicyPack } from "../engine/policy-pack";
import { runEngine, type RunResult } from "../engine/run";
import type { Workspace } from "../engine/workspace";
import { tellOrphans } from "./orphans";
import { progressDisplay } from "./progress";
import { stacksOf } from "./stacks";

/** What bringing one stack up did. */
export interface StackResult {
  readonly stack: string;
  readonly resources: number;
  readonly seconds: number;
  readonly changes: Changes;
}

/** A stack did not come up; the engine's own words are in the message. */
export class BringUpError extends Error {
  override readonly name = "BringUpError";

  constructor(
    stack: string,
    /** The engine's exit code. */
    readonly code: number,
    log: string | undefined,
  ) {
    const output = log === undefined ? "" : readFileSync(log, "utf8").trim();
    super(`${stack} did not come up (exit code ${code}). The engine said:\n\n${output}`);
  }
}

/**
 * Brings all stacks of an environment up in order, with progress on the output.
 *
 * @throws BringUpError at the first stack that fails; those before it stay
 */
export async function bringUp(
  workspace: Workspace,
  topology: Topology,
  output: NodeJS.WriteStream,
): Promise<StackResult[]> {
  const stacks = stacksOf(topology);
  const display = progressDisplay(output, stacks);
  const policyPack = readyPolicyPack(workspace.root);
  const results: StackResult[] = [];
  try {
    for (const stack of stacks) {
      display.begin(stack);
      let progress: Progress = { done: 0, total: 0 };
      await workspace.prepareStack(stack);
      const result = await runEngine(workspace, {
        stack,
        operation: "up",
        flags: [],
        policyPack,
        onProgress: (latest) => {
          progress = latest;
          display.update(stack, latest);
        },
      });
      display.end(stack, progress, result.seconds, outcomeOf(result));
      if (result.code !== 0) {
        tellOrphans(workspace, topology.environment, stack);
        throw new BringUpError(stack, result.code, result.log);
      }
      const { seconds, changes } = result;
      results.push({ stack, resources: progress.done, seconds, changes });
    }
  } finally {
    display.close();
  }
  return results;
}

/** `12 create, 3 update`; what stayed the same is no news. */
export function describeChanges(changes: Changes): string {
  const made = Object.entries(changes).filter(([step, count]) => step !== "same" && count > 0);
  if (made.length === 0) return "no changes";
  return made.map(([step, count]) => `${count} ${step}`).join(", ");
}

function outcomeOf({ code, changes }: RunResult): string {
  return code === 0 ? describeChanges(changes) : `failed (exit code ${code})`;
}
