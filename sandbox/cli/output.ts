// SPDX-License-Identifier: Apache-2.0

/** Ends quietly when whoever reads the output has seen enough: `… | head`. */
export function endWithReader(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });
}
