// SPDX-License-Identifier: Apache-2.0
import { runCommand } from "../../sandbox/engine/command";
import { engineArguments } from "../../sandbox/engine/run";
import type { Workspace } from "../../sandbox/engine/workspace";
import type { PreviewJson } from "../graph/exported";
import { errorsIn, type StackPreview } from "../graph/sources";
import { inTurn } from "./in-turn";

/** Milliseconds; a preview takes five seconds. */
const timeLimit = 600_000;

/**
 * Previews stacks, several at a time, and tells when each is done. Policies are not asked here:
 * what the preview says is judged afterwards, by stack and together.
 */
export async function previewStacks(
  workspace: Workspace,
  stacks: readonly string[],
  onDone: (stack: string) => void = () => undefined,
): Promise<StackPreview[]> {
  for (const stack of stacks) await workspace.prepareStack(stack);
  return inTurn(stacks, async (stack) => {
    const flags = ["--json", "--show-sames", "--non-interactive"];
    const args = engineArguments(workspace, { stack, operation: "preview", flags });
    const ended = await runCommand(workspace.cli, args, {
      cwd: workspace.root,
      env: workspace.env,
      timeLimit,
    });
    onDone(stack);
    const preview = parsed(ended.stdout);
    if (ended.succeeded && preview !== undefined) return { stack, preview };
    const words = [...(preview ? errorsIn(preview) : []), ended.stderr.trim()].filter(
      (text) => text !== "",
    );
    return {
      stack,
      preview: preview ?? { steps: [] },
      failure: words.length > 0 ? words.join("\n") : ended.failure,
    };
  });
}

/** `undefined` where the engine did not come so far as to print JSON. */
function parsed(text: string): PreviewJson | undefined {
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === "object" && content !== null && "steps" in content
      ? (content as PreviewJson)
      : undefined;
  } catch {
    return undefined;
  }
}
