// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";

import { ensureInstalled, root } from "./install.mjs";

/** Runs a TypeScript program of this repository, which reads our services from source, to its end. */
export function runFromSource(file) {
  ensureInstalled();
  const args = ["--conditions=payments-source", "--import", "tsx", file, ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: "inherit",
    // Else a warning about coming versions of Node is the first thing to be read.
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  child.once("close", (code) => process.exit(code ?? 1));
}
