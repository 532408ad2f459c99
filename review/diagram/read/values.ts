// SPDX-License-Identifier: Apache-2.0
import type { Graph, Resource } from "../../../policy/lib/graph";
import { Undecidable, type Value } from "../../../policy/lib/value";

/** A text that is known and not empty; a drawing leaves out what is not. */
export function textOf(value: Value): string | undefined {
  const text = value.isKnown ? value.text() : undefined;
  return text === "" ? undefined : text;
}

/** A number that is known. */
export function numberOf(value: Value): number | undefined {
  return value.isKnown ? value.number() : undefined;
}

/** What a list that is known holds. */
export function itemsOf(value: Value): Value[] {
  return value.isKnown ? value.items() : [];
}

/**
 * What a value refers to, nothing where that can't be said. Where it isn't known yet, a program may
 * have taken it from something else that refers to the same: the association of a subnet takes the
 * route table's id from a route, so as to wait for it.
 */
export function referentsOf(
  graph: Graph,
  value: Value,
  ...types: readonly string[]
): readonly Resource[] {
  const direct = referentsIfKnown(graph, value, types);
  if (direct.length > 0 || value.isKnown) return direct;
  const between = graph.find(value.urn)?.dependenciesOf(value.property) ?? [];
  return between
    .flatMap((urn) => graph.find(urn) ?? [])
    .flatMap((resource) => referentsIfKnown(graph, resource.at(value.property), types));
}

function referentsIfKnown(graph: Graph, value: Value, types: readonly string[]): Resource[] {
  try {
    return graph.referents(value, ...types);
  } catch (error) {
    if (error instanceof Undecidable) return [];
    throw error;
  }
}

/** Region in which a resource stands, where that is known. */
export function regionOf(resource: Resource): string | undefined {
  return textOf(resource.region);
}

/** The values without repetition, sorted. */
export function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== undefined))].sort();
}
