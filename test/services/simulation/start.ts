// SPDX-License-Identifier: Apache-2.0
import { SourceLoader } from "./protocol/loader";

// The simulation itself is loaded as the protocol is: a loader that keeps the names of functions, as
// the one that runs this file does, halves its speed.
const loader = new SourceLoader();
const { main } = loader.load("test/services/simulation/main.ts") as {
  main: (args: readonly string[]) => number;
};
try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  // A mistake in the command line is told in a line, a mistake of ours with its stack.
  const isUsage = error instanceof RangeError || (error instanceof TypeError && "code" in error);
  console.error(isUsage ? error.message : error);
  process.exitCode = 2;
}
