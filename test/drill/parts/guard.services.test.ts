// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

import { processTree } from "../../../drill/parts/process-tree";

const root = join(__dirname, "..", "..", "..");

/** Starts servers, one of them paused, says what they are, and waits to be ended. */
const program = `
const { startPostgres, startRedis } = require("./drill/parts");
void (async () => {
  const servers = await Promise.all([startPostgres(), startRedis()]);
  servers[0].pause();
  console.log(JSON.stringify(servers.map(({ pid, folder }) => ({ pid, folder }))));
  setInterval(() => undefined, 1000);
})();
`;

interface Running {
  readonly pid: number;
  readonly folder: string;
}

describe("guard", () => {
  it.each(["SIGKILL", "SIGTERM", "SIGINT"] as const)(
    "ends and removes every server when the process that started them ends by %s",
    async (signal) => {
      const child = spawn(process.execPath, ["--require", "tsx/cjs", "--eval", program], {
        cwd: root,
        stdio: ["ignore", "pipe", "inherit"],
      });
      const [line] = await createInterface({ input: child.stdout })
        [Symbol.asyncIterator]()
        .next()
        .then(({ value }) => [String(value)]);
      const servers = JSON.parse(line ?? "[]") as Running[];
      expect(servers.map(({ pid }) => processTree(pid).length > 0)).toEqual([true, true]);
      child.kill(signal);
      // The test's own time limit ends the wait.
      while (servers.some(({ pid, folder }) => processTree(pid).length > 0 || existsSync(folder))) {
        await sleep(50);
      }
    },
  );
});
