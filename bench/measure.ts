// SPDX-License-Identifier: Apache-2.0
import { runCommand } from "../sandbox/engine/command";
import { UsageWatch } from "./process-tree";
import type { Sample } from "./suite";

/** A command to measure. */
export interface Command {
  /** What it is called in messages. */
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  /** Folder to run in. */
  readonly cwd: string;
  /** The whole environment. */
  readonly env: NodeJS.ProcessEnv;
}

/** What was to be measured did not work, so there is nothing to say about its time. */
export class MeasurementError extends Error {
  override readonly name = "MeasurementError";
}

/** Half an hour: the first `up` of ten regions takes minutes on a small machine. */
const timeLimit = 30 * 60_000;

/**
 * Runs commands at the same time, to the end of the last.
 *
 * @throws MeasurementError with the output of the commands that failed
 */
export async function measure(...commands: readonly Command[]): Promise<Sample> {
  const watch = new UsageWatch();
  const started = performance.now();
  const runs = commands.map(({ file, args, cwd, env }) =>
    runCommand(file, args, { cwd, env, timeLimit }),
  );
  const results = await Promise.all(runs);
  const seconds = (performance.now() - started) / 1_000;
  const usage = watch.stop();
  const failures = results.flatMap(({ succeeded, failure, stdout, stderr }, index) =>
    succeeded ? [] : [`${commands[index]?.name}: ${failure}\n${stdout}${stderr}`],
  );
  if (failures.length > 0) throw new MeasurementError(failures.join("\n"));
  return { seconds, cpuSeconds: usage?.cpuSeconds, peakBytes: usage?.peakBytes };
}
