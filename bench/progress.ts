// SPDX-License-Identifier: Apache-2.0
import { clearLine, cursorTo } from "node:readline";

/** Says on one line of a terminal what is being done; elsewhere it is quiet. */
export interface Progress {
  show(what: string): void;
  /** Leaves the line empty, for other output. */
  clear(): void;
}

export function progressOn(output: NodeJS.WriteStream): Progress {
  const clear = (): void => {
    if (!output.isTTY) return;
    clearLine(output, 0);
    cursorTo(output, 0);
  };
  return {
    clear,
    show: (what) => {
      clear();
      // A line that wraps could not be cleared.
      if (output.isTTY) output.write(what.slice(0, output.columns - 1));
    },
  };
}
