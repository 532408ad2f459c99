// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { join } from "node:path";

import { ensureInstalled, root } from "./install.mjs";

/** Runs the bench of the payment API in a process of its own, which reads our services from source. */

ensureInstalled();
const args = [
  "--conditions=payments-source",
  "--import",
  "tsx",
  join("bench", "payments", "bench.ts"),
];
const child = spawn(process.execPath, [...args, ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
  // Else a warning about coming versions of Node is the first thing to be read.
  env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.once("close", (code) => process.exit(code ?? 1));
