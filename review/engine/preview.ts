// SPDX-License-Identifier: Apache-2.0
import { runCommand } from "../../sandbox/engine/command";
import { engineArguments } from "../../sandbox/engine/run";
import type { Workspace } from "../../sandbox/engine/workspace";
import type { PreviewJson } from "../graph/exported";
import { inTurn } from "./in-turn";

/** A stack, and what a preview says of it. */
export interface StackPreview {
  readonly stack: string;
  readonly preview: PreviewJson;
}

/** The engine could not preview a stack; its own words are in the message. */
export class PreviewError extends Error {
  override readonly name = "PreviewError";
}

/** Milliseconds; a preview takes five seconds. */
const timeLimit = 600_000;

/**
 * Previews stacks, several at a time, and tells when each is done. Policies are not asked here:
 * what the preview says is judged afterwards, by stack and together.
 *
 * @throws PreviewError naming every stack that can't be previewed
 */
export async function previewStacks(
  workspace: Workspace,
  stacks: readonly string[],
  onDone: (stack: string) => void = () => undefined,
): Promise<StackPreview[]> {
  for (const stack of stacks) await workspace.prepareStack(stack);
  const results = await inTurn(stacks, async (stack) => {
    const flags = ["--json", "--show-sames", "--non-interactive"];
    const args = engineArguments(workspace, { stack, operation: "preview", flags });
    const ended = await runCommand(workspace.cli, args, {
      cwd: workspace.root,
      env: workspace.env,
      timeLimit,
    });
    onDone(stack);
    return { stack, ...ended };
  });
  const failed = results.filter(({ succeeded }) => !succeeded);
  if (failed.length > 0) {
    throw new PreviewError(failed.map(describe).join("\n\n"));
  }
  return results.map(({ stack, stdout }) => ({
    stack,
    preview: JSON.parse(stdout) as PreviewJson,
  }));
}

/** With --json the engine puts what went wrong among the diagnostics. */
function describe(result: {
  readonly stack: string;
  readonly failure: string;
  readonly stdout: string;
  readonly stderr: string;
}): string {
  return `${result.stack} can't be previewed: ${result.failure}\n${messagesIn(result.stdout)}${result.stderr}`;
}

function messagesIn(stdout: string): string {
  try {
    const { diagnostics = [] } = JSON.parse(stdout) as PreviewJson;
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    return errors.map(({ message }) => message).join("\n");
  } catch {
    return stdout;
  }
}
