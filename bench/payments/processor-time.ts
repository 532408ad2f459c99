// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";

import { identity, processLines, systemValue, type ProcessLine } from "../process-tree";

/** Processor time in seconds, by the part of the platform that took it. */
export type TimeByPart = ReadonlyMap<string, number>;

/** What a part's command line has in it, and what it is called. */
const parts: readonly (readonly [string, string])[] = [
  ["payments/api.ts", "payment API"],
  ["postgres", "PostgreSQL"],
  ["redis", "Redis"],
  ["valkey", "Redis"],
  ["dynalite", "journal's stand-in"],
  ["delay-process", "network's stand-in"],
  ["processors/main", "processors' stand-in"],
  ["load/main", "clients"],
];

/**
 * What was taken while something was done; empty where the system has no /proc. A process that ends
 * meanwhile takes what it took with it.
 */
export async function timeByPart(work: () => Promise<unknown>): Promise<TimeByPart> {
  const before = processLines();
  await work();
  const ticks = ticksByPart({ before, after: processLines() }, process.pid, commandOf);
  const perSecond = systemValue("CLK_TCK");
  return new Map([...ticks].map(([part, taken]) => [part, taken / perSecond]));
}

/** Adds up clock ticks between two looks, of what is below a process, by the child that it is below. */
export function ticksByPart(
  looks: { readonly before: readonly ProcessLine[]; readonly after: readonly ProcessLine[] },
  root: number,
  commandOf: (pid: number) => string,
): Map<string, number> {
  const parents = new Map(looks.after.map(({ pid, parent }) => [pid, parent]));
  const earlier = new Map(looks.before.map((line) => [identity(line), line.ticks]));
  const ticks = new Map<string, number>();
  for (const line of looks.after) {
    const child = childOf(root, line.pid, parents);
    if (child === undefined) continue;
    const part = partOf(commandOf(child));
    const taken = line.ticks - (earlier.get(identity(line)) ?? 0);
    ticks.set(part, (ticks.get(part) ?? 0) + taken);
  }
  return ticks;
}

/** The child of a process that another one is, or is below; undefined when it is below none. */
function childOf(
  root: number,
  pid: number,
  parents: ReadonlyMap<number, number>,
): number | undefined {
  const parent = parents.get(pid);
  if (parent === undefined) return undefined;
  return parent === root ? pid : childOf(root, parent, parents);
}

function partOf(command: string): string {
  return parts.find(([has]) => command.includes(has))?.[1] ?? "other";
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    // It has ended since it was listed.
    return "";
  }
}
