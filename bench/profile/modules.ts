// SPDX-License-Identifier: Apache-2.0

/** What V8 writes with --cpu-prof: only what is read here. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
  }[];
  /** Node that ran at each look. */
  readonly samples?: readonly number[];
  /** Microseconds before each look. */
  readonly timeDeltas?: readonly number[];
}

/** Where a process spent its own time. */
export interface Profile {
  readonly title: string;
  readonly seconds: number;
  /** Seconds by module, the largest first; time in what a module calls is not its own. */
  readonly modules: readonly (readonly [module: string, seconds: number])[];
}

/** Adds up a profile by module: a package, a folder of the repository, or a part of Node. */
export function byModule(title: string, profile: CpuProfile, folder: string): Profile {
  const { nodes, samples = [], timeDeltas = [] } = profile;
  const modules = new Map(
    nodes.map(({ id, callFrame }) => [
      id,
      moduleOf(callFrame.url, folder) ?? callFrame.functionName,
    ]),
  );
  const seconds = new Map<string, number>();
  samples.forEach((id, index) => {
    const module = modules.get(id) ?? "(unknown)";
    seconds.set(module, (seconds.get(module) ?? 0) + (timeDeltas[index] ?? 0) / 1e6);
  });
  const sorted = [...seconds].sort(([, one], [, other]) => other - one);
  return { title, seconds: sorted.reduce((sum, [, own]) => sum + own, 0), modules: sorted };
}

/** The innermost package of a path; undefined for V8's own, such as the garbage collector. */
function moduleOf(url: string, folder: string): string | undefined {
  if (url === "") return undefined;
  if (url.startsWith("node:")) return "node";
  const path = url.replace(/^file:\/\//, "");
  const [, inPackage] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
  if (inPackage !== undefined) return inPackage;
  return path.startsWith(folder) ? (path.slice(folder.length + 1).split("/")[0] ?? path) : path;
}
