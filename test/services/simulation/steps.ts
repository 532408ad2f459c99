// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { root } from "./protocol/loader";

const folders = ["services/journal/core", "services/payments-api/operations"];

/**
 * Names of steps that are written in the sources of the procedures, so that one which no schedule
 * reaches is noticed: first arguments of ports' names, and of the helpers that take one.
 */
export function stepsInSources(): readonly string[] {
  const found = new Set<string>();
  for (const folder of folders) {
    for (const file of readdirSync(path.join(root, folder), {
      recursive: true,
      encoding: "utf8",
    })) {
      if (!file.endsWith(".ts")) continue;
      const text = readFileSync(path.join(root, folder, file), "utf8");
      // Examples in comments are nobody's steps.
      const source = text.replaceAll(/^\s*\*.*$/gm, "");
      const calls = source.matchAll(
        /\b(?:journal|databases|database|standby|latch|pager|clock|operations|log|processors|wall)\(\s*"([^"]+)"\s*\)/g,
      );
      for (const [, step] of calls) if (step !== undefined) found.add(step);
    }
  }
  return [...found].sort();
}
