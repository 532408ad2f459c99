// SPDX-License-Identifier: Apache-2.0

/** A title between the engine's outputs; on stderr, so that what goes out with --json stays JSON. */
export function heading(text: string): void {
  process.stderr.write(`\n# ${text}\n`);
}
