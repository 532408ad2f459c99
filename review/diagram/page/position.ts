// SPDX-License-Identifier: Apache-2.0
import type { ExportedResource } from "../../graph/exported";

/** A line of the program. */
export interface Position {
  readonly file: string;
  readonly line: number;
}

/** Programs of others: what is installed, and the sandbox's stand-ins for components. */
const notOurs = /^\.\.\/|(^|\/)node_modules\/|^sandbox\//;

/**
 * Where the program makes a resource, or else the nearest component around it that the program
 * makes itself.
 */
export function positionOf(
  resource: ExportedResource,
  byUrn: ReadonlyMap<string, ExportedResource>,
): Position | undefined {
  const calls = [resource, ...(resource.stackTrace ?? [])].map((call) => call.sourcePosition);
  const own = calls.map(parsed).find((position) => position !== undefined);
  if (own !== undefined) return own;
  const parent = byUrn.get(resource.parent ?? "");
  return parent === undefined ? undefined : positionOf(parent, byUrn);
}

/** `project:///components/network/vpc.ts#139,12` */
function parsed(text: string | undefined): Position | undefined {
  const [, file = "", line = ""] = /^project:\/\/\/([^#]+)#(\d+)/.exec(text ?? "") ?? [];
  return file === "" || notOurs.test(file) ? undefined : { file, line: Number(line) };
}
