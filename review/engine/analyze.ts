// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { runCommand } from "../../sandbox/engine/command";
import type { EngineWorkspace } from "../../sandbox/engine/workspace";
import type { StackExport } from "../graph/exported";

/** What a rule says of a resource, as the engine reports it. */
export interface PolicyFinding {
  readonly rule: string;
  readonly urn: string;
  readonly message: string;
  readonly level: "advisory" | "mandatory";
  readonly severity: string;
}

/** Settings of rules by id, as `--policy-pack-config` takes them. */
export type PackConfig = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface PolicyEvent {
  readonly policyEvent?: {
    readonly resourceUrn?: string;
    readonly message: string;
    readonly policyName: string;
    readonly enforcementLevel: string;
    readonly severity?: string;
  };
}

/** Milliseconds; it takes two seconds for six stacks. */
const timeLimit = 300_000;

/** The engine could not run the pack. */
export class AnalysisError extends Error {
  override readonly name = "AnalysisError";
}

/**
 * Lets the engine run the pack over resources: no stack, no login, no provider, no network.
 *
 * @throws AnalysisError when it can't; findings are no error
 */
export async function analyze(
  workspace: Pick<EngineWorkspace, "cli" | "env">,
  { state, pack, config = {} }: { state: StackExport; pack: string; config?: PackConfig },
): Promise<PolicyFinding[]> {
  const folder = mkdtempSync(join(tmpdir(), "policy-analyze-"));
  try {
    const file = join(folder, "export.json");
    const settings = join(folder, "config.json");
    writeFileSync(file, JSON.stringify(state));
    writeFileSync(settings, JSON.stringify(config));
    const { succeeded, failure, stdout, stderr } = await runCommand(
      workspace.cli,
      [
        ...["policy", "analyze", "--json", "--file", file],
        ...["--policy-pack", pack, "--policy-pack-config", settings],
      ],
      { cwd: folder, env: workspace.env, timeLimit },
    );
    const events = eventsIn(stdout);
    // It ends with an error also when a mandatory rule is broken, which is an answer.
    if (events === undefined || (!succeeded && findingsIn(events).length === 0)) {
      throw new AnalysisError(`pulumi policy analyze: ${failure}\n${stderr}${stdout}`);
    }
    return findingsIn(events);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One JSON object a line; `undefined` where the engine printed something else. */
function eventsIn(text: string): PolicyEvent[] | undefined {
  try {
    return text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as PolicyEvent);
  } catch {
    return undefined;
  }
}

function findingsIn(events: readonly PolicyEvent[]): PolicyFinding[] {
  return events
    .flatMap(({ policyEvent }) => (policyEvent === undefined ? [] : [policyEvent]))
    .map((event) => ({
      rule: event.policyName,
      urn: event.resourceUrn ?? "",
      message: event.message,
      level: event.enforcementLevel === "advisory" ? "advisory" : "mandatory",
      severity: event.severity ?? "",
    }));
}
