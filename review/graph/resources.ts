// SPDX-License-Identifier: Apache-2.0
import type { ExportedResource, PreviewJson, PreviewStep, StackExport } from "./exported";

/** The resources that a stack has. */
export function resourcesOfState(state: StackExport): ExportedResource[] {
  return [...(state.deployment.resources ?? [])];
}

/** The resources that a stack would have after an update, by its preview. */
export function resourcesOfPreview({ steps }: PreviewJson): ExportedResource[] {
  return steps.flatMap((step) => {
    const resource = afterStep(step);
    return resource === undefined ? [] : [resource];
  });
}

/**
 * The same where the preview may have stopped halfway: what it did not come to stays as it was.
 *
 * @param before the stack's resources; none where the preview came to its end
 */
export function resourcesAfter(
  preview: PreviewJson,
  before: readonly ExportedResource[],
): ExportedResource[] {
  const seen = new Set(preview.steps.map(({ urn }) => urn));
  return [...resourcesOfPreview(preview), ...before.filter(({ urn }) => !seen.has(urn))];
}

/**
 * What is not changed keeps its outputs. Where something is, the new inputs are the newest that is
 * known of it, which is also what the engine shows to a policy pack at preview.
 */
function afterStep({ op, oldState, newState }: PreviewStep): ExportedResource | undefined {
  if (newState === undefined) return undefined;
  const stays = op === "same" || op === "update" || op === "refresh" || op === "read";
  if (!stays || oldState === undefined) return { ...newState, outputs: newState.inputs ?? {} };
  return {
    ...newState,
    ...(oldState.id !== undefined && { id: oldState.id }),
    outputs: { ...oldState.outputs, ...newState.inputs },
  };
}
