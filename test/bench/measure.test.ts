// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { measure, MeasurementError, type Command } from "../../bench/measure";

function node(name: string, program: string): Command {
  return { name, file: process.execPath, args: ["-e", program], cwd: __dirname, env: process.env };
}

describe("measure", () => {
  it("runs them at the same time, and ends with the last", async () => {
    const folder = mkdtempSync(join(tmpdir(), "measure-"));
    const file = (name: string) => JSON.stringify(join(folder, name));
    // Each waits for the other's file, so one after the other would never end.
    const meet = (own: string, other: string) =>
      `const fs = require("fs"); fs.writeFileSync(${file(own)}, "");
       const look = setInterval(() => fs.existsSync(${file(other)}) && clearInterval(look), 10);`;
    const sample = await measure(node("one", meet("a", "b")), node("other", meet("b", "a")));
    expect(sample.seconds).toBeGreaterThan(0);
    rmSync(folder, { recursive: true });
  });

  it("fails with the output of the commands that failed, and no figure", async () => {
    const failing = node("the bad one", 'console.log("why"); process.exit(3)');
    const failed = measure(node("the good one", ""), failing);
    await expect(failed).rejects.toThrow(MeasurementError);
    await expect(failed).rejects.toThrow("the bad one: exit 3\nwhy\n");
  });
});
