// SPDX-License-Identifier: Apache-2.0
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";

import { guard } from "../parts/guard";

const execute = promisify(execFile);
const root = join(__dirname, "..", "..");
const made = new Map<string, Promise<string>>();

/**
 * One file of JavaScript with everything that a program of this repository needs, made once for this
 * process. A dozen processes start in each scenario, and reading their sources takes each of them three
 * times as long.
 *
 * @param entry - path from the root of the repository
 * @throws Error with what esbuild says
 */
export function bundle(entry: string): Promise<string> {
  const before = made.get(entry);
  if (before !== undefined) return before;
  const making = make(entry);
  made.set(entry, making);
  return making;
}

async function make(entry: string): Promise<string> {
  // Under node_modules, where what is required at run time is found.
  const cache = join(root, "node_modules", ".cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "drill-"));
  guard().keep(folder);
  const file = join(folder, `${basename(dirname(entry))}.js`);
  const esbuild = join(dirname(require.resolve("esbuild/package.json")), "bin", "esbuild");
  await execute(
    esbuild,
    [
      ...[entry, "--bundle", "--platform=node", "--target=node20", `--outfile=${file}`],
      ...["--conditions=payments-source", "--log-level=error"],
    ],
    { cwd: root },
  );
  return file;
}
