// SPDX-License-Identifier: Apache-2.0
import { isRegional } from "../../policy/lib/region";
import { policyGraph } from "../graph/policy-graph";
import { nameOf, type ExportedResource, type PreviewStep } from "../graph/exported";
import { placesOf, type Place, type Places } from "../graph/places";
import type { StackPreview } from "../graph/sources";
import { lossOf } from "../stateful";
import { propertyChanges, type PropertyChange } from "./property-changes";

/** What would become of one resource. */
export interface ResourceChange {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** `undefined` where it stands in no region, or that is not known. */
  readonly region: string | undefined;
  /** What is lost with it; `undefined` where a new one is as good. */
  readonly loss: string | undefined;
  /** Sorted by path; none of what is created or deleted. */
  readonly properties: readonly PropertyChange[];
  /** Where the program makes it. */
  readonly place?: Place;
  /** The line in `stacks/` that asks for it, where that is another. */
  readonly caller?: Place;
}

/** What would become of one stack's resources; components are not among them. Sorted by URN. */
export interface StackChanges {
  readonly stack: string;
  readonly created: readonly ResourceChange[];
  readonly updated: readonly ResourceChange[];
  readonly replaced: readonly ResourceChange[];
  readonly deleted: readonly ResourceChange[];
  readonly unchanged: number;
}

type Kind = "created" | "updated" | "replaced" | "deleted" | "unchanged";

/**
 * What the engine's operations come to. A replacement is several steps of one resource; what is
 * left out (the discarding of what was read) changes nothing.
 *
 * @see https://github.com/pulumi/pulumi/blob/master/sdk/go/common/display/operation_types.go
 */
const kinds: Readonly<Record<string, Kind>> = {
  create: "created",
  import: "created",
  update: "updated",
  replace: "replaced",
  "create-replacement": "replaced",
  "delete-replaced": "replaced",
  "import-replacement": "replaced",
  "read-replacement": "unchanged",
  delete: "deleted",
  same: "unchanged",
  read: "unchanged",
  refresh: "unchanged",
};

/** What would change, stack by stack in the order given. */
export function changesOf(previews: readonly StackPreview[]): StackChanges[] {
  return previews.map(({ stack, preview }) => {
    const steps = mainSteps(preview.steps);
    const states = preview.steps.flatMap((step) => stateOf(step) ?? []);
    const known = { regions: regionsOf(states), places: placesOf(states) };
    const of = (kind: Kind): ResourceChange[] =>
      steps
        .filter((step) => kinds[step.op] === kind)
        .map((step) => changeOf(step, known))
        .sort((one, other) => (one.urn < other.urn ? -1 : 1));
    return {
      stack,
      created: of("created"),
      updated: of("updated"),
      replaced: of("replaced"),
      deleted: of("deleted"),
      unchanged: steps.filter(({ op }) => kinds[op] === "unchanged").length,
    };
  });
}

/**
 * One step for each resource: of a replacement's steps the one that says most. Components are left
 * out, since what is done to them is done to what stands in them.
 */
function mainSteps(steps: readonly PreviewStep[]): PreviewStep[] {
  const byUrn = new Map<string, PreviewStep>();
  for (const step of steps) {
    const isComponent = stateOf(step)?.custom === false;
    if (isComponent || kinds[step.op] === undefined) continue;
    const known = byUrn.get(step.urn);
    if (known === undefined || weightOf(step) > weightOf(known)) byUrn.set(step.urn, step);
  }
  return [...byUrn.values()];
}

function weightOf(step: PreviewStep): number {
  const both = step.oldState !== undefined && step.newState !== undefined ? 4 : 0;
  const says = Object.keys(step.detailedDiff ?? {}).length > 0 ? 2 : 0;
  return both + says + ((step.replaceReasons ?? []).length > 0 ? 1 : 0);
}

function changeOf(
  step: PreviewStep,
  {
    regions,
    places,
  }: {
    readonly regions: ReadonlyMap<string, string>;
    readonly places: ReadonlyMap<string, Places>;
  },
): ResourceChange {
  const state = stateOf(step);
  const type = state?.type ?? typeIn(step.urn);
  const kind = kinds[step.op];
  const { place, caller } = places.get(step.urn) ?? {};
  return {
    urn: step.urn,
    type,
    name: nameOf(step.urn),
    region: regions.get(step.urn),
    loss: lossOf(type),
    properties: kind === "updated" || kind === "replaced" ? propertyChanges(step) : [],
    ...(place && { place }),
    ...(caller && !isSame(caller, place) && { caller }),
  };
}

/** What a resource would be, or was where it would be no more. */
function stateOf({ newState, oldState }: PreviewStep): ExportedResource | undefined {
  return newState ?? oldState;
}

function regionsOf(states: readonly ExportedResource[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { urn, type, region } of policyGraph(states).resources) {
    const name = isRegional(type) && region.isKnown ? region.text() : undefined;
    if (name !== undefined) found.set(urn, name);
  }
  return found;
}

function isSame(one: Place, other: Place | undefined): boolean {
  return one.file === other?.file && one.line === other.line;
}

function typeIn(urn: string): string {
  return (urn.split("::")[2] ?? "").split("$").at(-1) ?? "";
}
