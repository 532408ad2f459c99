// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from "node:child_process";

import { ensureInstalled, root } from "./install.mjs";

/** Runs the property test of small mistakes with its whole report; the argument is a seed. */

ensureInstalled();
const [seed] = process.argv.slice(2);
const { status } = spawnSync(
  "npx",
  ["jest", "test/stacks/graph/mistakes", "--selectProjects", "graph"],
  {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
    env: {
      ...process.env,
      MISTAKES_REPORT: "1",
      ...(seed === undefined ? {} : { MISTAKES_SEED: seed }),
    },
  },
);
process.exitCode = status ?? 1;
