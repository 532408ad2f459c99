// SPDX-License-Identifier: Apache-2.0

/**
 * The one place that pins what the sandbox runs on. The Pulumi SDK and the provider packages are
 * pinned in package.json, because there npm has to read them.
 */
export const versions = {
  /**
   * The Pulumi CLI: the version that the official download gets and that a build from Go modules
   * uses (its `pkg` and `sdk` modules). Newer ones need modules that Go's proxy does not serve.
   */
  cli: "3.259.0",
  /** The oldest `pulumi` on PATH that is used. The sandbox is tested with the pinned one. */
  minimumCli: "3.259.0",
  /** The npm package `pulumi`, the official installer of the CLI. */
  installer: "3.265.0",
  /** The oldest Go toolchain that builds the CLI. */
  minimumGo: "1.25.11",
} as const;

/** -1, 0 or 1: whether `left` is older than, the same as or newer than `right` ("3.259.0"). */
export function compareVersions(left: string, right: string): -1 | 0 | 1 {
  const [a, b] = [left, right].map((version) => version.split(".").map(Number));
  for (const index of [0, 1, 2]) {
    const difference = (a?.[index] ?? 0) - (b?.[index] ?? 0);
    if (difference !== 0) return difference < 0 ? -1 : 1;
  }
  return 0;
}

/** The first `1.2.3` in a program's version line, or undefined. */
export function versionIn(text: string): string | undefined {
  return /\d+\.\d+\.\d+/.exec(text)?.[0];
}
