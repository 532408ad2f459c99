// SPDX-License-Identifier: Apache-2.0
import { withWorkspace } from "../../sandbox/cli/session";
import { stacksOf } from "../../sandbox/cli/stacks";
import { sandboxFolder } from "../../sandbox/engine/workspace";
import { WorkingCopy } from "../../sandbox/working-copy";
import type { Topology } from "../../stacks/topology";
import type { Compliance } from "../compliance/compliance";
import { judgedByPack } from "../compliance/judged-by-pack";
import { previewStacks } from "../engine/preview";
import { stacksInSandbox } from "../engine/states";
import type { StackPreview, StackResources } from "../graph/sources";
import { resourcesAfter } from "../graph/resources";
import { copySandbox, sandboxOfBase, type Base } from "./base";

/** Everything that is known of a change. */
export interface Review {
  readonly topology: Topology;
  readonly base: Base | undefined;
  readonly previews: readonly StackPreview[];
  readonly before: readonly StackResources[];
  readonly after: readonly StackResources[];
  readonly compliance: Compliance;
}

/**
 * Previews what is in the working tree against the base, in a sandbox that is thrown away, and lets
 * the policies judge what would be.
 *
 * @param base what is deployed; `undefined` for nothing
 * @throws BaseError when the base can't be brought up, TopologyError when the change is none
 */
export async function reviewOf(
  topology: Topology,
  base: Base | undefined,
  report: (message: string) => void,
): Promise<Review> {
  const { environment } = topology;
  const kept = base && (await sandboxOfBase(base, environment, report));
  const copy = new WorkingCopy();
  try {
    if (kept !== undefined) copySandbox(kept, sandboxFolder(copy.folder, environment));
    return await withWorkspace(
      topology,
      async (workspace) => {
        const before = kept === undefined ? [] : await stacksInSandbox(workspace, topology);
        report(`previewing ${environment}`);
        const previews = await previewStacks(workspace, stacksOf(topology));
        const after = previews.map(({ stack, preview, failure }) => {
          const known = before.find((one) => one.stack === stack)?.resources ?? [];
          return { stack, resources: resourcesAfter(preview, failure === undefined ? [] : known) };
        });
        report("asking the policies");
        const compliance = await judgedByPack(workspace, after);
        return { topology, base, previews, before, after, compliance };
      },
      copy.folder,
    );
  } finally {
    copy.remove();
  }
}
