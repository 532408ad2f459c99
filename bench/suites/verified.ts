// SPDX-License-Identifier: Apache-2.0
import { parse, stringify } from "yaml";

import { readyPolicyPack } from "../../sandbox/engine/policy-pack";
import { scopeName, stackName } from "../../stacks/topology";
import { engineCommand } from "../engine";
import { measure, type Command } from "../measure";
import type { Platform } from "../platform";
import { profileOfProgram } from "../profile/recorded";
import type { Case, Ratio, Suite } from "../suite";
import { WorkingCopy } from "../../sandbox/working-copy";
import { previewSample } from "./stacks";

/** What a preview with types and policies checked may take, in times of a stock project's. */
const mostOverStock = 0.5;

const ofProgram = "preview, types of the program beside it";
const ofAll = "preview, types of the repository beside it";
const stock = "stock preview";

/** The loader's tsconfig, which covers the program alone, with the check switched on again. */
const programTypes = ["-p", "tsconfig.pulumi.json", "--noCheck", "false"];

/**
 * A region's preview with everything checked: types by tsc beside it, policies by the pack. Against
 * the same in the project that `pulumi new` makes, where ts-node checks types inside the preview.
 */
export function verifiedSuite({ topology, copy, workspace }: Platform): Suite {
  const scope = { region: topology.foundingRegion, delivery: false };
  const stack = stackName(topology, scope);
  const policyPack = readyPolicyPack(copy.folder);
  const preview = (folder: string): Command =>
    engineCommand(workspace, "preview", stack, { folder, policyPack });
  const stockCopy = stockProject();
  return {
    name: "verified",
    cases: [
      checkedCase(ofProgram, typeCheck(copy, programTypes), preview(copy.folder)),
      checkedCase(ofAll, typeCheck(copy, []), preview(copy.folder)),
      checkedCase(stock, preview(stockCopy.folder)),
    ],
    ratios: [
      {
        ...overStock(ofProgram),
        target: mostOverStock,
        profile: async () => [
          await profileOfProgram(workspace, stack, workspace.root, "preview without tsc"),
          await profileOfProgram(workspace, stack, stockCopy.folder, "stock preview"),
        ],
      },
      overStock(ofAll),
      overStock(previewSample(scopeName(scope))),
    ],
    notes: [
      `verified: ${stack}; a stock project checks the program's types, inside the preview`,
      policyPack === undefined
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

/** Commands that run side by side. */
function checkedCase(sample: string, ...commands: readonly Command[]): Case {
  return {
    gives: [sample],
    warmUp: true,
    run: async () => ({ [sample]: await measure(...commands) }),
  };
}

function overStock(sample: string): Ratio {
  return {
    what: `${sample} / stock preview`,
    of: [sample],
    over: [stock],
    perResource: false,
    target: undefined,
  };
}

/** `tsc --noEmit`, without npx. */
function typeCheck(copy: WorkingCopy, args: readonly string[]): Command {
  return {
    name: "tsc --noEmit",
    file: process.execPath,
    args: [copy.path("node_modules", "typescript", "bin", "tsc"), "--noEmit", ...args],
    cwd: copy.folder,
    env: process.env,
  };
}
