// SPDX-License-Identifier: Apache-2.0
import { createInterface } from "node:readline";

import { removeFolder } from "./folder";
import { signalTree } from "./process-tree";

/**
 * Outlives the process that started it, by moments: when that one is gone, for whatever reason, its
 * end of the pipe closes, and what it had started is ended and removed. Each line it is told is a
 * word and a value: `watch PID`, `forget PID`, `keep FOLDER`, `drop FOLDER`.
 */
const pids = new Set<number>();
const folders = new Set<string>();

const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const word = line.slice(0, line.indexOf(" "));
  const value = line.slice(word.length + 1);
  if (word === "watch") pids.add(Number(value));
  if (word === "forget") pids.delete(Number(value));
  if (word === "keep") folders.add(value);
  if (word === "drop") folders.delete(value);
});
lines.on("close", () => {
  for (const pid of pids) signalTree(pid, "SIGKILL");
  for (const folder of folders) removeFolder(folder);
});
