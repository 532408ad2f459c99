// SPDX-License-Identifier: Apache-2.0
import type { ExportedResource, StackExport } from "./exported";
import { redacted } from "./redact";

/**
 * One export of several stacks, as `pulumi policy analyze --file` reads it. Identity is added to
 * what a pack sees, since references across stacks are by id. Sorted, so that the same stacks give
 * the same text.
 */
export function mergedExport(stacks: readonly (readonly ExportedResource[])[]): StackExport {
  const resources = stacks
    .flat()
    .map((resource) => redacted(withIdentity(resource)) as ExportedResource)
    .sort(inOrder);
  return { version: 3, deployment: { manifest: { time: "2026-01-01T00:00:00Z" }, resources } };
}

function withIdentity(resource: ExportedResource): ExportedResource {
  const { id, outputs } = resource;
  return id === undefined ? resource : { ...resource, outputs: { ...outputs, id } };
}

/** A parent and a provider come before what needs them: the engine reads a state in one pass. */
function inOrder(one: ExportedResource, other: ExportedResource): number {
  const rank = (resource: ExportedResource) =>
    resource.type === "pulumi:pulumi:Stack"
      ? 0
      : resource.type.startsWith("pulumi:providers:")
        ? 1
        : 2;
  const ranks = rank(one) - rank(other);
  return ranks !== 0 ? ranks : one.urn < other.urn ? -1 : 1;
}
