// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";

import type { Moment, MomentName } from "../history/event";
import { firstRegion, peerOf, regionNames, type RegionName } from "../platform/places";

/** What the lines of a controller's log have, as far as they tell of a change of epoch. */
const line = z.object({
  /** Milliseconds since 1970. */
  time: z.number(),
  /** Of the process that wrote it. */
  region: z.string(),
  moment: z.string().optional(),
  step: z.string().optional(),
  /** With `detected` the epoch that is lost, with a step the one that is to be opened. */
  epoch: z.number().optional(),
  control: z
    .object({ epoch: z.number(), active: z.enum(regionNames), phase: z.string() })
    .optional(),
});

type Line = z.infer<typeof line>;

/** The words of the log that the history has too, for the region that loses and the one that gains. */
const ofOld: Readonly<Record<string, MomentName>> = { sealed: "sealed" };
const ofNew: Readonly<Record<string, MomentName>> = { promoted: "promoted", replayed: "replayed" };

/** What is known of the changes of epoch from elsewhere. */
export interface Known {
  /** What counts as 0 in the history, in milliseconds since 1970. */
  readonly origin: number;
  /** The control item when all was over. */
  readonly last: { readonly epoch: number; readonly active: RegionName };
}

/**
 * The moments that controllers tell of. A step is logged before it is taken: that of recording what was
 * done comes after it was done. An epoch is open when its controller says that the change is done.
 *
 * @param logs - the whole text of each controller's log
 */
export function momentsFromLogs(logs: readonly string[], { origin, last }: Known): Moment[] {
  const lines = logs.flatMap(linesOf).sort((a, b) => a.time - b.time);
  const writers = new Map<number, RegionName>([
    [1, firstRegion],
    [last.epoch, last.active],
  ]);
  for (const { control } of lines) {
    if (control?.phase === "ACTIVE") writers.set(control.epoch, control.active);
  }
  const told = new Set<string>();
  const moments: Moment[] = [{ at: 0, what: "opened", region: firstRegion, epoch: 1 }];
  for (const one of lines) {
    const moment = momentOf(one, writers);
    if (moment === undefined) continue;
    // Two controllers may both tell of it; when one of them knew it first, it was so.
    const name = `${moment.what} ${moment.epoch} ${moment.region}`;
    if (told.has(name)) continue;
    told.add(name);
    moments.push({ at: one.time - origin, ...moment });
  }
  return moments;
}

function momentOf(
  { moment = "", epoch, control }: Line,
  writers: ReadonlyMap<number, RegionName>,
): Omit<Moment, "at"> | undefined {
  if (control?.phase === "ACTIVE") {
    return { what: "opened", region: control.active, epoch: control.epoch };
  }
  if (epoch === undefined) return undefined;
  if (moment === "detected") {
    const region = writers.get(epoch);
    return region && { what: "detected", region, epoch };
  }
  const [old, next] = [ofOld[moment], ofNew[moment]];
  const loser = writers.get(epoch - 1);
  // A change that was called off opened its epoch where it was.
  const gainer = writers.get(epoch);
  if (old !== undefined && loser !== undefined) {
    return { what: old, region: loser, epoch: epoch - 1 };
  }
  if (next !== undefined && gainer !== undefined) return { what: next, region: gainer, epoch };
  if (moment === "aborted" && loser !== undefined) {
    return { what: "refused", region: peerOf(loser) };
  }
  return undefined;
}

function linesOf(log: string): Line[] {
  return log.split("\n").flatMap((text) => {
    if (!text.startsWith("{")) return [];
    try {
      const read = line.safeParse(JSON.parse(text));
      return read.success ? [read.data] : [];
    } catch {
      // The last line of a process that was killed may be half a line.
      return [];
    }
  });
}
