// SPDX-License-Identifier: Apache-2.0
import { engineCommand } from "../engine";
import { measure } from "../measure";
import type { FloorFlags, MeasuredStack, Platform } from "../platform";
import { profileOfProgram } from "../profile/recorded";
import type { Case, Ratio, Suite } from "../suite";

/** What a preview may take, in times of the engine's own work, where a region's stack is. */
const mostOverFloor = 1.4;

/** The preview of every stack of production against what the engine itself needs for it. */
export function stacksSuite(platform: Platform): Suite {
  return {
    name: "stacks",
    cases: platform.stacks.flatMap((stack) => [
      previewCase(platform, stack, previewSample(stack.scope), platform.workspace.root),
      ...(["equal", "default"] as const).map((flags) =>
        previewCase(platform, stack, floorSample(stack.scope, flags), stack.floors[flags]),
      ),
    ]),
    ratios: platform.stacks.flatMap((stack) => [
      overFloor(platform, stack, "equal"),
      overFloor(platform, stack, "default"),
    ]),
    notes: platform.stacks.map(
      ({ name, resources }) =>
        `${name} and its floor ask the engine for the same ${resources} resources`,
    ),
  };
}

/** Name of the sample of a stack's preview. */
export function previewSample(scope: string): string {
  return `preview of ${scope}`;
}

/** Name of the sample of a floor's preview. */
export function floorSample(scope: string, flags: FloorFlags): string {
  return `floor of ${scope}, ${flags} flags`;
}

function previewCase(
  { workspace }: Platform,
  stack: MeasuredStack,
  sample: string,
  folder: string,
): Case {
  return {
    gives: [sample],
    warmUp: true,
    run: async () => {
      const taken = await measure(engineCommand(workspace, "preview", stack.name, { folder }));
      return { [sample]: { ...taken, resources: stack.resources } };
    },
  };
}

function overFloor(platform: Platform, stack: MeasuredStack, flags: FloorFlags): Ratio {
  const { topology, workspace } = platform;
  const isRegion = topology.regions.some(({ name }) => name === stack.scope);
  return {
    what: `preview of ${stack.scope} / its floor, ${flags} flags`,
    of: [previewSample(stack.scope)],
    over: [floorSample(stack.scope, flags)],
    perResource: false,
    target: isRegion && flags === "equal" ? mostOverFloor : undefined,
    profile: async () => [
      await profileOfProgram(workspace, stack.name, workspace.root, `preview of ${stack.scope}`),
      await profileOfProgram(workspace, stack.name, stack.floors[flags], "its floor"),
    ],
  };
}
