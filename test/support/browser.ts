// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

import { chromium, type Browser } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome"];

/**
 * Starts the machine's own Chromium. Where there is none and nobody has to be asked, as in CI, it is
 * installed from Debian's packages.
 *
 * @throws Error that says what to install
 */
export async function startBrowser(): Promise<Browser> {
  const executablePath = findBrowser() ?? install();
  // Chromium refuses to run as root with its sandbox on; the pages are our own.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath, args });
}

function findBrowser(): string | undefined {
  return process.env["CHROME_PATH"] ?? names.map(find).find((path) => path !== undefined);
}

function install(): string {
  if (process.getuid?.() === 0 && find("apt-get") !== undefined) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    execFileSync("apt-get", ["update", "--quiet"], { env, stdio: "ignore" });
    const packages = ["chromium", "fonts-dejavu-core"];
    execFileSync("apt-get", ["install", "--yes", "--no-install-recommends", ...packages], {
      env,
      stdio: "ignore",
    });
  }
  const path = findBrowser();
  if (path !== undefined) return path;
  throw new Error(
    `the tests of the picture need a browser: install Chromium (Debian's package is "chromium"), ` +
      `or set CHROME_PATH; looked for ${names.join(", ")} on PATH`,
  );
}

function find(name: string): string | undefined {
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
