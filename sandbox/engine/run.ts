// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync, rmSync } from "node:fs";
import { constants } from "node:os";

import { EventLogReader, type Changes, type Progress } from "./event-log";
import type { EngineWorkspace } from "./workspace";

/** The engine's commands that run against a cloud. */
export type Operation = "up" | "preview" | "refresh" | "destroy" | "import";

export interface RunArgs {
  readonly stack: string;
  readonly operation: Operation;
  /** Further flags for the engine, as the user gave them. */
  readonly flags: readonly string[];
  /** Folder of the policy pack by which it is judged; where it only reads, there is nothing to judge. @default - none */
  readonly policyPack?: string | undefined;
  /** Environment variables for the engine on top of the workspace's. @default - none */
  readonly variables?: Readonly<Record<string, string>>;
  /**
   * Follows the command. With it the engine's own output goes to `logs/<stack>.log`, without it to
   * the terminal.
   */
  readonly onProgress?: (progress: Progress) => void;
}

export interface RunResult {
  /** The engine's exit code: 1 is an error, 7 a change where none was expected. */
  readonly code: number;
  /** What the engine did, by kind of step; empty when it was not followed. */
  readonly changes: Changes;
  readonly seconds: number;
  /** Where the engine's output went, when it did not go to the terminal. */
  readonly log: string | undefined;
}

const pollInterval = 100;

/** Runs one engine command on one stack. */
export async function runEngine(workspace: EngineWorkspace, args: RunArgs): Promise<RunResult> {
  const started = performance.now();
  // A preview takes no lock and changes nothing, and so it leaves what is there as it is.
  if (args.operation !== "preview") await workspace.recover(args.stack);
  const { code, changes, log } =
    args.onProgress === undefined
      ? { code: await onTerminal(workspace, args), changes: {}, log: undefined }
      : await followed(workspace, args, args.onProgress);
  return { code, changes, log, seconds: (performance.now() - started) / 1_000 };
}

/** What the engine is called with. */
export function engineArguments(
  workspace: Pick<EngineWorkspace, "qualified" | "configFile">,
  { stack, operation, flags, policyPack }: RunArgs,
): string[] {
  // Nobody is asked: the sandbox can be made again. Nor does `up` preview first: a preview is a
  // command of its own.
  const unattended = {
    up: ["--yes", "--skip-preview"],
    preview: [],
    refresh: ["--yes", "--skip-preview"],
    destroy: ["--yes", "--skip-preview"],
    // The program has the code already, and says what is protected.
    import: ["--yes", "--skip-preview", "--generate-code=false", "--protect=false"],
  };
  return [
    operation,
    ...["--stack", workspace.qualified(stack)],
    ...["--config-file", workspace.configFile(stack)],
    ...unattended[operation],
    ...(policyPack !== undefined && isJudged(operation) ? ["--policy-pack", policyPack] : []),
    ...flags,
  ];
}

/** The commands for which the engine takes a pack. */
function isJudged(operation: Operation): boolean {
  return operation === "up" || operation === "preview";
}

function onTerminal(workspace: EngineWorkspace, args: RunArgs): Promise<number> {
  const child = spawn(workspace.cli, engineArguments(workspace, args), {
    cwd: workspace.root,
    env: { ...workspace.env, ...args.variables },
    stdio: "inherit",
  });
  return exitCodeOf(child);
}

async function followed(
  workspace: EngineWorkspace,
  args: RunArgs,
  onProgress: (progress: Progress) => void,
): Promise<Pick<RunResult, "code" | "changes" | "log">> {
  const log = workspace.path("logs", `${args.stack}.log`);
  const events = workspace.path("logs", `${args.stack}.events`);
  rmSync(events, { force: true });
  const file = openSync(log, "w");
  const child = spawn(
    workspace.cli,
    [...engineArguments(workspace, args), "--non-interactive", "--event-log", events],
    {
      cwd: workspace.root,
      env: { ...workspace.env, ...args.variables },
      stdio: ["ignore", file, file],
    },
  );
  closeSync(file);
  const reader = new EventLogReader(events);
  const poll = setInterval(() => onProgress(reader.read().progress), pollInterval);
  try {
    const code = await exitCodeOf(child);
    const counter = reader.read();
    onProgress(counter.progress);
    return { code, changes: counter.changes, log };
  } finally {
    clearInterval(poll);
    rmSync(events, { force: true });
  }
}

/**
 * Waits for the engine, and passes on a request to stop. The engine finishes what it has begun at
 * the first request and gives up at the second, so it must not get one twice: on a terminal Ctrl-C
 * reaches it directly.
 */
function exitCodeOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const interrupt = () => {
      if (!process.stdin.isTTY) child.kill("SIGINT");
    };
    const terminate = () => child.kill("SIGINT");
    process.on("SIGINT", interrupt).on("SIGTERM", terminate);
    const forget = () => process.off("SIGINT", interrupt).off("SIGTERM", terminate);
    child.once("error", (error) => {
      forget();
      reject(error);
    });
    child.once("close", (code, signal) => {
      forget();
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
