// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from "node:crypto";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Ending of a copy that is being written; whoever lists a folder leaves such names out. */
export const unfinished = ".tmp";

/** Writes a file as a whole: whoever reads meanwhile gets the old content or the new. */
export function replaceFile(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${randomUUID()}${unfinished}`;
  writeFileSync(temporary, content);
  renameSync(temporary, file);
}
