// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { join } from "node:path";

import { ensureInstalled, root } from "./install.mjs";

/** Runs the drill in a process of its own, which reads our services from source. */

ensureInstalled();
const args = ["--conditions=payments-source", "--import", "tsx", join("drill", "main.ts")];
const child = spawn(process.execPath, [...args, ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.once("close", (code) => process.exit(code ?? 1));
