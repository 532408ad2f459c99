// SPDX-License-Identifier: Apache-2.0
import type { CpuProfile } from "../profile/modules";

/** A function, where it is, and the seconds that were its own. */
export interface OwnTime {
  readonly name: string;
  readonly place: string;
  readonly seconds: number;
}

/**
 * A profile without what the profiler itself takes to begin, which a short one would mostly show: V8's
 * call of the inspector, which has a name and no file.
 */
export function withoutProfiler(profile: CpuProfile): CpuProfile {
  const { nodes, samples = [], timeDeltas = [] } = profile;
  const own = new Set(
    nodes
      .filter(({ callFrame }) => callFrame.functionName === "dispatch" && callFrame.url === "")
      .map(({ id }) => id),
  );
  const kept = samples.flatMap((id, index) => (own.has(id) ? [] : [index]));
  return {
    nodes,
    samples: kept.map((index) => samples[index] ?? NaN),
    timeDeltas: kept.map((index) => timeDeltas[index] ?? 0),
  };
}

/** The functions that took most time themselves, the largest first; waiting is left out. */
export function byFunction({ nodes, samples = [], timeDeltas = [] }: CpuProfile): OwnTime[] {
  const byId = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const times = new Map<string, OwnTime>();
  samples.forEach((id, index) => {
    const frame = byId.get(id);
    if (frame === undefined || frame.functionName === "(idle)") return;
    const name = frame.functionName === "" ? "(anonymous)" : frame.functionName;
    const place = shortPlace(frame.url);
    const before = times.get(`${name} ${place}`)?.seconds ?? 0;
    const seconds = before + (timeDeltas[index] ?? 0) / 1e6;
    times.set(`${name} ${place}`, { name, place, seconds });
  });
  return [...times.values()].sort((one, other) => other.seconds - one.seconds);
}

/** From the last package on, or the last folders: enough to find it. */
function shortPlace(url: string): string {
  const inPackage = url.split("node_modules/").at(-1) ?? url;
  return inPackage.split("/").slice(-4).join("/");
}
