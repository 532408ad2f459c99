// SPDX-License-Identifier: Apache-2.0
import type { Control } from "../store";
import { isSealing } from "./control";
import type { RegionState } from "./ports";

/** All that the reconciler compares. */
export interface Seen {
  readonly control: Control;
  /** Milliseconds for which the control item has been in this epoch and phase, as seen from here. */
  readonly phaseFor: number;
  /** Milliseconds after which a change under way has taken too long. */
  readonly longestChange: number;
  /** State of each region's database, by region. */
  readonly databases: Readonly<Record<string, RegionState>>;
  /** Whether clients are kept away from a region, by region; absent where that can't be seen. */
  readonly retired: Readonly<Record<string, boolean>>;
  /**
   * The epoch that the active region's database serves, as its fence says, seen after the control item.
   *
   * @default - that can't be seen
   */
  readonly served?: number;
}

/** Something that a person has to look at. */
export interface Finding {
  /** The same for as long as it is the same matter: it is paged once. */
  readonly subject: string;
  readonly detail: string;
}

/**
 * Compares what is with what the control item says. It reports, and repairs nothing: what disagrees
 * may be the last good copy of the data.
 */
export function reconciled(seen: Seen): readonly Finding[] {
  return [...slowChange(seen), ...wrongWriter(seen), ...wrongLatch(seen), ...lostFence(seen)];
}

function slowChange({ control, phaseFor, longestChange }: Seen): Finding[] {
  if (!isSealing(control) || phaseFor <= longestChange) return [];
  const { kind, target, step, promotion } = control.change;
  return [
    {
      subject: `the ${kind} to ${target} takes too long`,
      detail: `nothing is acknowledged since ${phaseFor} ms; last step ${step}, promotion ${promotion}`,
    },
  ];
}

function wrongWriter({ control, databases }: Seen): Finding[] {
  const findings: Finding[] = [];
  const writers = Object.keys(databases).filter((region) => databases[region]?.role === "writer");
  const expected = control.active;
  if (writers.length > 1) {
    findings.push({
      subject: `two databases accept writes: ${writers.join(", ")}`,
      detail: `the journal names ${expected}; compare the other with the journal, then rebuild it`,
    });
  }
  if (isSealing(control)) return findings;
  const role = databases[expected]?.role;
  if (role === "standby") {
    findings.push({
      subject: `the database of ${expected} is a standby`,
      detail: `the journal says that ${expected} writes in epoch ${control.epoch}`,
    });
  }
  if (role !== "writer" && writers.length === 1 && writers[0] !== expected) {
    findings.push({
      subject: `the database of ${writers[0]} accepts writes`,
      detail: `the journal says that ${expected} writes in epoch ${control.epoch}`,
    });
  }
  return findings;
}

function wrongLatch({ control, retired }: Seen): Finding[] {
  if (isSealing(control) || retired[control.active] !== true) return [];
  return [
    {
      subject: `clients are kept away from ${control.active}`,
      detail: `the journal says that ${control.active} writes in epoch ${control.epoch}`,
    },
  ];
}

/**
 * The fence is raised before an epoch opens: a database that is behind in an open one has lost that, and
 * whatever was committed after it. What to do is for a person to say. A roll replays from checkpoints,
 * which speak of the standby; if the standby had seen what was lost, the roll would skip it.
 */
function lostFence({ control, databases, served }: Seen): Finding[] {
  const { active, epoch } = control;
  const writes = !isSealing(control) && databases[active]?.role === "writer";
  if (!writes || served === undefined || served >= epoch) return [];
  return [
    {
      subject: `the database of ${active} came back without its last commits`,
      detail:
        `it serves epoch ${served}, and the journal says ${epoch}: no payment is taken; order a ` +
        `failover, or a roll where the standby certainly never had more than this database has`,
    },
  ];
}
