// SPDX-License-Identifier: Apache-2.0
import { CommanderError } from "commander";

import { drill } from "./drill";
import { readOptions, type DrillOptions } from "./options";
import { ensureInstalled } from "./parts";
import type { Results } from "./report/results";
import { writeReport } from "./report/write-report";

/** Says what is going on, where somebody watches. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`${text}\n`);
}

async function main(): Promise<number> {
  let options: DrillOptions;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    throw error;
  }
  await ensureInstalled();
  const results = await drill(options, progress);
  const { html, json } = await writeReport(results, options.folder);
  process.stdout.write(
    options.json ? `${JSON.stringify(results)}\n` : `${table(results)}\n${html}\n${json}\n`,
  );
  return results.scenarios.every(({ passed }) => passed) ? 0 : 1;
}

function table({ scenarios, baselines }: Results): string {
  return [
    ...scenarios.map(({ name, passed, happened, promises }) =>
      [
        `${passed ? "kept  " : "BROKEN"} ${name}: ${happened}`,
        ...promises.flatMap(({ findings }) => findings.map((text) => `         ${text}`)),
      ].join("\n"),
    ),
    ...baselines.map(
      ({ kind, fault, acknowledged, lost, rate, p50, p99 }) =>
        `${kind}, ${fault}: ${lost} of ${acknowledged} lost; ${Math.round(rate)}/s, ` +
        `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`,
    ),
  ].join("\n");
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);
