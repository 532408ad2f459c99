// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import path from "node:path";

import { root } from "./protocol/loader";

const starter = path.join(root, "scripts/simulate.mjs");

/** How many processes play at a time: one for each core. */
export const children = Math.max(1, availableParallelism());

/**
 * Runs the simulation's command in a process of its own, and parses each line that it writes.
 *
 * @throws Error with what it wrote, when it fails
 */
export function simulate<Line>(args: readonly string[]): Promise<Line[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [starter, "--json", ...args], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let errors = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) {
        const lines = output.trim().split("\n");
        resolve(lines.map((line) => JSON.parse(line) as Line));
      } else reject(new Error(`the simulation ended with ${code}: ${errors}`));
    });
  });
}
