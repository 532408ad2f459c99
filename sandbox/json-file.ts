// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";

import { replaceFile } from "./replace-file";

/** What a JSON file holds, or undefined where there is no such file. */
export function readJson<T>(file: string): T | undefined {
  const content = unlessMissing(() => readFileSync(file, "utf8"));
  return content === undefined ? undefined : (JSON.parse(content) as T);
}

/** Writes a JSON file as a whole. */
export function writeJson(file: string, value: unknown): void {
  replaceFile(file, `${JSON.stringify(value, null, 2)}\n`);
}

/** What a read of the disk gives, or undefined where the file or folder isn't there. */
export function unlessMissing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
