// SPDX-License-Identifier: Apache-2.0
import { measure, type Command } from "../measure";
import type { Platform } from "../platform";
import type { Ratio, Suite } from "../suite";
import { WorkingCopy } from "../../sandbox/working-copy";
import { floorSample } from "./stacks";

const first = "npm start, from nothing";
const second = "npm start, again";

/** What a newcomer waits for, dependencies and CLI being there; against the engine's own work. */
export function startSuite({ stacks }: Platform): Suite {
  const overFloors = (sample: string): Ratio => ({
    what: `${sample} / the previews of all floors`,
    of: [sample],
    over: stacks.map(({ scope }) => floorSample(scope, "equal")),
    perResource: false,
    target: undefined,
  });
  return {
    name: "start",
    cases: [
      {
        gives: [first, second],
        warmUp: false,
        run: async () => {
          const copy = new WorkingCopy();
          try {
            return { [first]: await measure(start(copy)), [second]: await measure(start(copy)) };
          } finally {
            copy.remove();
          }
        },
      },
    ],
    ratios: [overFloors(first), overFloors(second)],
    notes: [
      "start: production, all stacks in order; its time and memory include the stand-ins, the floors' don't",
    ],
  };
}

function start(copy: WorkingCopy): Command {
  return {
    name: "npm start",
    file: process.execPath,
    args: [copy.path("scripts", "start.mjs")],
    cwd: copy.folder,
    env: process.env,
  };
}
