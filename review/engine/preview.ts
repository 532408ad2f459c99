// SPDX-License-Identifier: Apache-2.0
import { runCommand } from "../../sandbox/engine/command";
import { engineArguments } from "../../sandbox/engine/run";
import type { Workspace } from "../../sandbox/engine/workspace";
import type { PreviewJson } from "../graph/exported";
import { inTurn } from "./in-turn";

/** A stack, and what a preview says of it. */
export interface StackPreview {
  readonly stack: string;
  /** Where the engine stopped at an error, what it had found until then. */
  readonly preview: PreviewJson;
  /** The engine's words where it stopped. */
  readonly failure?: string;
}

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
    const words = [...errorsIn(preview), ended.stderr.trim()].filter((text) => text !== "");
    return {
      stack,
      preview: preview ?? { steps: [] },
      failure: words.length > 0 ? words.join("\n") : ended.failure,
    };
  });
}

/** With --json the engine puts what went wrong among the diagnostics. */
function errorsIn(preview: PreviewJson | undefined): string[] {
  const errors = (preview?.diagnostics ?? []).filter(({ severity }) => severity === "error");
  return errors.map(({ message }) => message.replace(/^error: /, "").trim());
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
