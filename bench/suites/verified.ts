// SPDX-License-Identifier: Apache-2.0
import { parse, stringify } from "yaml";

import { scopeName, stackName } from "../../stacks/topology";
import { engineCommand } from "../engine";
import { measure, type Command } from "../measure";
import { policyPackOf, type Platform } from "../platform";
import { profileOfProgram } from "../profile/recorded";
import type { Suite } from "../suite";
import { WorkingCopy } from "../working-copy";
import { previewSample } from "./stacks";

/** What a preview with types and policies checked may take, in times of a stock project's. */
const mostOverStock = 0.5;

const verified = "verified preview";
const stock = "stock preview";

/**
 * A region's preview with everything checked: types by tsc beside it, policies by the pack. Against
 * the same in the project that `pulumi new` makes, where ts-node checks types inside the preview.
 */
export function verifiedSuite({ topology, copy, workspace }: Platform): Suite {
  const scope = { region: topology.foundingRegion, delivery: false };
  const stack = stackName(topology, scope);
  const pack = policyPackOf(copy);
  const flags = pack === undefined ? [] : ["--policy-pack", pack];
  const preview = (folder: string): Command =>
    engineCommand(workspace, "preview", stack, { folder, flags });
  const stockCopy = stockProject();
  return {
    name: "verified",
    cases: [
      {
        gives: [verified],
        warmUp: true,
        run: async () => ({ [verified]: await measure(typeCheck(copy), preview(copy.folder)) }),
      },
      {
        gives: [stock],
        warmUp: true,
        run: async () => ({ [stock]: await measure(preview(stockCopy.folder)) }),
      },
    ],
    ratios: [
      {
        what: "preview with tsc beside it / stock Pulumi set-up",
        of: [verified],
        over: [stock],
        perResource: false,
        target: mostOverStock,
        profile: async () => [
          await profileOfProgram(workspace, stack, workspace.root, "preview without tsc"),
          await profileOfProgram(workspace, stack, stockCopy.folder, "stock preview"),
        ],
      },
      {
        what: "preview alone / stock Pulumi set-up",
        of: [previewSample(scopeName(scope))],
        over: [stock],
        perResource: false,
        target: undefined,
      },
    ],
    notes: [
      `verified: ${stack}; tsc checks all of the repository, tests and sandbox included`,
      pack === undefined
        ? "verified: no policy pack yet"
        : "verified: both sides run the policy pack",
    ],
  };
}

/** The repository with the runtime that a new project has: no options. */
function stockProject(): WorkingCopy {
  const copy = new WorkingCopy();
  const project = parse(copy.read("Pulumi.yaml")) as Readonly<Record<string, unknown>>;
  copy.write("Pulumi.yaml", stringify({ ...project, runtime: "nodejs" }));
  return copy;
}

/** `npm run types`, without npm. */
function typeCheck(copy: WorkingCopy): Command {
  return {
    name: "tsc --noEmit",
    file: process.execPath,
    args: [copy.path("node_modules", "typescript", "bin", "tsc"), "--noEmit"],
    cwd: copy.folder,
    env: process.env,
  };
}
