// SPDX-License-Identifier: Apache-2.0
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";

const repository = resolve(__dirname, "..");
const leftOut = ["node_modules", ".git", ".sandbox", "coverage"];

/** Copies the repository as it is now to a new temporary folder, its dependencies linked. */
export function copyRepository(prefix: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), prefix)));
  cpSync(repository, folder, {
    recursive: true,
    filter: (source) => !leftOut.includes(relative(repository, source)),
  });
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/**
 * The repository as it is now, in a temporary folder: the sandbox of whoever works here stays as it
 * is, and files can be changed for one purpose. It goes with this process at the latest.
 */
export class WorkingCopy {
  readonly folder: string;
  readonly remove = (): void => {
    process.off("exit", this.remove);
    rmSync(this.folder, { recursive: true, force: true });
  };

  constructor() {
    this.folder = copyRepository("working-copy-");
    process.on("exit", this.remove);
  }

  has(...parts: string[]): boolean {
    return existsSync(this.path(...parts));
  }

  read(file: string): string {
    return readFileSync(this.path(file), "utf8");
  }

  write(file: string, content: string): void {
    writeFileSync(this.path(file), content);
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }
}
