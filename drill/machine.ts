// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from "node:child_process";
import { cpus, release, totalmem, type } from "node:os";
import { join } from "node:path";

import { installed } from "./parts";
import type { Results } from "./report/results";

/** What the drill ran on. */
export function machine(): Results["machine"] {
  const { postgres, redis } = installed();
  return {
    processor: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryBytes: totalmem(),
    system: `${type()} ${release()}`,
    versions: {
      "Node.js": process.versions.node,
      PostgreSQL: version(join(postgres, "postgres")),
      Redis: version(redis),
    },
  };
}

function version(program: string): string {
  const text = execFileSync(program, ["--version"], { encoding: "utf8" });
  return /\d+(\.\d+)+/.exec(text)?.[0] ?? text.trim();
}
