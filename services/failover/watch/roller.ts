// SPDX-License-Identifier: Apache-2.0
import { isSealing } from "payments-journal";
import type { Pager } from "payments-journal";
import type { Logger } from "pino";
import type { Seen } from "../attendant";
import type { Controller } from "../controller";

/** What the roller acts by. */
export interface RollerParts {
  readonly controller: Pick<Controller, "begin" | "busy">;
  readonly pager: Pager;
  readonly log: Logger;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
}

/** For whom the roller acts, and when. */
export interface RollerSettings {
  /** The process's own region: it renews the epochs of the other one. */
  readonly region: string;
  readonly regions: readonly string[];
  /** Milliseconds after which an epoch is to be renewed. */
  readonly age: number;
}

/** How often a roll is tried in the time after which it is due, at most. */
const triesPerAge = 24;

/** How many times as old as it should be an epoch is when somebody is paged. */
const overdue = 2;

/**
 * Renews an epoch that has become old, in its region, while all is well: the logs and the registry of an
 * epoch grow for as long as it lasts, and with them the time that a failover takes. Its age is told by
 * the database that serves it, so that no restart of a process makes it young.
 */
export class Roller {
  private nextTry = -Infinity;
  /** The epoch whose age was paged last. */
  private pagedEpoch = 0;

  constructor(
    private readonly parts: RollerParts,
    private readonly settings: RollerSettings,
  ) {}

  /**
   * Orders a roll when one is due, after each round of the attendant.
   *
   * @throws Unavailable when the journal can't say; it is tried again later, and not at once
   */
  async round(seen: Seen): Promise<void> {
    const { control, served } = seen;
    const { age, region, regions } = this.settings;
    if (control === undefined || isSealing(control) || served === undefined) return;
    const { active, epoch } = control;
    // One region does it: the one that stands by, as with all that keeps a failover short.
    if (active === region || !regions.includes(region)) return;
    if (served.epoch !== epoch || served.age < age) return;
    const hindrances = hindrancesOf(seen, active);
    await this.pageOverdue(epoch, served.age, hindrances);
    const { controller, log, now } = this.parts;
    if (hindrances.length > 0 || controller.busy || now() < this.nextTry) return;
    this.nextTry = now() + age / triesPerAge;
    log.info({ epoch, age: served.age }, "the epoch is old: a roll is ordered");
    const begin = await controller.begin({ kind: "roll", target: active, epoch });
    if (begin.kind === "refused") log.warn({ problems: begin.problems }, "roll not begun");
  }

  private async pageOverdue(
    epoch: number,
    age: number,
    hindrances: readonly string[],
  ): Promise<void> {
    if (age < overdue * this.settings.age || this.pagedEpoch === epoch) return;
    this.pagedEpoch = epoch;
    await this.parts.pager.page(
      `epoch ${epoch} is ${Math.floor(age / 1000)} s old`,
      `it was to be renewed after ${this.settings.age / 1000} s; ` +
        (hindrances.length > 0
          ? hindrances.join("; ")
          : "no roll that was ordered came to its end"),
    );
  }
}

/** Why an epoch is left as it is: nothing is sealed where a failover may have to come next. */
function hindrancesOf({ databases, findings, pulses, verdict }: Seen, active: string): string[] {
  const { role, busy, ready } = databases[active] ?? { role: "unknown", busy: false, ready: false };
  return [
    ...(role === "writer" ? [] : [`the database of ${active} is ${role}`]),
    ...(role !== "writer" || (ready && !busy) ? [] : [`the database of ${active} is not ready`]),
    ...(pulses === "unknown" ? ["the journal can't be read"] : []),
    ...verdict.reasons,
    ...findings.map(({ subject }) => subject),
  ];
}
