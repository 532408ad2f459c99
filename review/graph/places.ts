// SPDX-License-Identifier: Apache-2.0
import type { ExportedResource } from "./exported";

/** A line of the program, by its path from the repository's root. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** Where the program makes a resource, and the line in `stacks/` that asks for it. */
export interface Places {
  readonly place: Place | undefined;
  readonly caller: Place | undefined;
}

/**
 * Where the program makes each resource, by URN. What a remote component makes has no line in the
 * program: it counts as made where the nearest component around it is that has one.
 */
export function placesOf(resources: readonly ExportedResource[]): ReadonlyMap<string, Places> {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const withPlace = (resource: ExportedResource | undefined): ExportedResource | undefined =>
    resource === undefined || ownPlace(resource) !== undefined
      ? resource
      : withPlace(byUrn.get(resource.parent ?? ""));
  return new Map(
    resources.map((resource) => {
      const made = withPlace(resource);
      return [resource.urn, { place: made && ownPlace(made), caller: callerOf(made) }];
    }),
  );
}

/** `components/network/vpc.ts:139` */
export function placeText({ file, line }: Place): string {
  return `${file}:${line}`;
}

/** Where it is made, or the nearest line of the program that led there. */
function ownPlace({ sourcePosition, stackTrace = [] }: ExportedResource): Place | undefined {
  const calls = [sourcePosition, ...stackTrace.map((call) => call.sourcePosition)];
  return calls.map(placeIn).find((place) => place !== undefined);
}

/** Programs of others: what is installed, and the sandbox's stand-ins for remote components. */
const notOurs = /^\.\.|(^|\/)node_modules\/|^sandbox\//;

/** The file and line of `project:///components/network/vpc.ts#139,12`; none outside the project. */
function placeIn(position: string | undefined): Place | undefined {
  const [, file, line] = /^project:\/\/\/([^#]+)#(\d+)/.exec(position ?? "") ?? [];
  return file === undefined || notOurs.test(file) ? undefined : { file, line: Number(line) };
}

function callerOf(resource: ExportedResource | undefined): Place | undefined {
  return (resource?.stackTrace ?? [])
    .map(({ sourcePosition }) => placeIn(sourcePosition))
    .find((place) => place?.file.startsWith("stacks/"));
}
