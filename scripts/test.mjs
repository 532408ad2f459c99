// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ensureInstalled, root } from "./install.mjs";

/** Runs everything to its end, whatever fails, and closes with the counts on one line. */

ensureInstalled();
const reports = mkdtempSync(join(tmpdir(), "test-reports-"));
const total = { passed: 0, failed: 0, skipped: 0 };
for (const step of [
  staticCheck("format"),
  staticCheck("lint"),
  staticCheck("types"),
  staticCheck("workflows"),
  jest("unit"),
  jest("simulation"),
  jest("services"),
  jest("graph"),
  jest("review"),
  jest("engine"),
]) {
  process.stdout.write(`\n# ${step.name}\n`);
  const counts = step.count(await run("npm", step.args));
  for (const kind of Object.keys(total)) total[kind] += counts[kind];
}
rmSync(reports, { recursive: true, force: true });
process.stdout.write(
  `\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`,
);
process.exitCode = total.failed === 0 ? 0 : 1;

/** A check that passes or fails as a whole. */
function staticCheck(name) {
  return {
    name,
    args: ["run", "--silent", name],
    count: (succeeded) => ({ passed: Number(succeeded), failed: Number(!succeeded), skipped: 0 }),
  };
}

/** Tests that jest counts. */
function jest(name) {
  const report = join(reports, `${name}.json`);
  return {
    name: `${name} tests`,
    args: ["run", "--silent", `test:${name}`, "--", "--json", `--outputFile=${report}`],
    count: (succeeded) => {
      const counts = countsIn(report);
      // A jest that failed without a failed test has not run them all.
      return succeeded || counts.failed > 0 ? counts : { ...counts, failed: 1 };
    },
  };
}

function countsIn(report) {
  try {
    const result = JSON.parse(readFileSync(report, "utf8"));
    return {
      passed: result.numPassedTests,
      failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
      skipped: result.numPendingTests + result.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit" });
    child.once("error", () => resolve(false));
    child.once("close", (code) => resolve(code === 0));
  });
}
