// SPDX-License-Identifier: Apache-2.0
import type { Emphasis } from "../engine/emphasis";
import type { Edit } from "../protocol/loader";

/** A mistake in the protocol that the simulation has to find. */
export interface Mutant {
  readonly name: string;
  /** Where the mistake is made: in our sources, or in what stands for I/O of ours. */
  readonly edits: readonly Edit[];
  /** What its schedules are made to hold more of. @default - nothing */
  readonly emphasis?: Emphasis;
}

/** In the journal's core. */
export const core = (file: string, find: string, replace: string): Edit => ({
  file: `services/journal/core/${file}.ts`,
  find,
  replace,
});

/** In the payments' procedures. */
export const flow = (file: string, find: string, replace: string): Edit => ({
  file: `services/payments-api/operations/${file}.ts`,
  find,
  replace,
});

/** In the simulation's own world: stands for the adapter, the session or the table of that name. */
export const world = (file: string, find: string, replace: string): Edit => ({
  file: `test/services/simulation/world/${file}.ts`,
  find,
  replace,
});
