// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { documentation } from "./lib/documentation";
import { ruleGroups, rules } from "./rules";
import { wholeEnvironment } from "./lib/whole-environment";

/** Writes what is said of the rules elsewhere: the page about them, and the pack's configuration. */
const root = resolve(__dirname, "..");
for (const [path, text] of [
  ["docs/policies.md", documentation(ruleGroups)],
  ["policy/environment.json", `${JSON.stringify(wholeEnvironment(rules), null, 2)}\n`],
] as const) {
  writeFileSync(join(root, path), text);
  process.stdout.write(`${path}\n`);
}
