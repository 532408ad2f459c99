// SPDX-License-Identifier: Apache-2.0
import { pathToFileURL } from "node:url";

/**
 * How a TypeScript program of this repository is run by Node, wherever it is run from. What is
 * JavaScript already is run as it is.
 */
export function typescript(
  file: string,
  args: readonly string[] = [],
): { readonly command: string; readonly args: readonly string[] } {
  if (file.endsWith(".js")) return { command: process.execPath, args: [file, ...args] };
  const loader = pathToFileURL(require.resolve("tsx")).href;
  return {
    command: process.execPath,
    args: ["--conditions=payments-source", "--import", loader, file, ...args],
  };
}
