// SPDX-License-Identifier: Apache-2.0
import { Graph, type ResourceData } from "../../policy/lib/graph";
import { nameOf, type ExportedResource } from "./exported";
import { redacted } from "./redact";

/** The graph that the policies judge, of one stack or of several. */
export function policyGraph(resources: readonly ExportedResource[]): Graph {
  return new Graph(graphData(resources));
}

/** What the graph is made of. */
export function graphData(resources: readonly ExportedResource[]): ResourceData[] {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  return resources.map((resource) => dataOf(resource, byUrn));
}

function dataOf(
  resource: ExportedResource,
  byUrn: ReadonlyMap<string, ExportedResource>,
): ResourceData {
  const { urn, type, id, parent, dependencies, propertyDependencies, protect } = resource;
  const provider = byUrn.get(urnOfProvider(resource.provider ?? ""));
  const on = Object.entries(propertyDependencies ?? {});
  return {
    urn,
    type,
    name: nameOf(urn),
    properties: propertiesOf(resource, id),
    ...(provider && { provider: { urn: provider.urn, properties: provider.inputs ?? {} } }),
    ...(parent !== undefined && { parent }),
    dependencies: dependencies ?? [],
    propertyDependencies: Object.fromEntries(on.map(([name, urns]) => [name, urns ?? []])),
    protect: protect ?? false,
  };
}

function propertiesOf({ inputs, outputs }: ExportedResource, id: string | undefined): object {
  const all = { ...inputs, ...outputs };
  return redacted(id === undefined ? all : { ...all, id }) as object;
}

/** A provider is referred to by `<urn>::<id>`. */
function urnOfProvider(reference: string): string {
  return reference.split("::").slice(0, -1).join("::");
}
