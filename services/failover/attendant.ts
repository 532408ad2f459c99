// SPDX-License-Identifier: Apache-2.0
import { decided, isSealing, reconciled, undecided, Unavailable } from "payments-journal";
import type {
  Control,
  DecisionSettings,
  DecisionState,
  Finding,
  JournalStore,
  Pager,
  Probe,
  Pulse,
  RegionDatabases,
  RegionState,
  Verdict,
} from "payments-journal";
import type { ServedEpoch } from "payments-journal/adapters";
import type { Logger } from "pino";
import type { Controller } from "./controller";
import type { StampedLatch } from "./regions/stamped-latch";
import type { Observers } from "./watch/observers";
import type { Tails } from "./watch/tails";

/** The databases of both regions, and the epochs that they serve. */
export interface WatchedDatabases extends RegionDatabases {
  /** Never throws: `undefined` when the database does not say. */
  served(region: string): Promise<ServedEpoch | undefined>;
}

/** What the attendant watches with, and acts by. */
export interface AttendantParts {
  readonly journal: JournalStore;
  readonly databases: WatchedDatabases;
  readonly observers: Pick<Observers, "look">;
  readonly tails: Pick<Tails, "read">;
  readonly latch: StampedLatch;
  readonly controller: Pick<Controller, "begin" | "busy" | "carryOut" | "owner" | "takeOver">;
  readonly pager: Pager;
  readonly log: Logger;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
}

/** Whom the attendant watches, and how patient it is. Times in milliseconds. */
export interface AttendantSettings {
  /** The process's own region: it decides about the other one. */
  readonly region: string;
  readonly regions: readonly string[];
  readonly decision: DecisionSettings;
  /** Without a step for so long, a change is taken over. */
  readonly takeover: number;
  /** A change that takes longer is paged. */
  readonly longestChange: number;
}

/** What the attendant saw last, for whoever asks. */
export interface Seen {
  readonly control?: Control;
  readonly probes: readonly Probe[];
  readonly pulses: readonly Pulse[] | "unknown";
  readonly databases: Readonly<Record<string, RegionState>>;
  /** What the active region's database says of its epoch. @default - it does not say */
  readonly served?: ServedEpoch;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
}

/** Looks at the active region in rounds, and has it replaced, or a change finished, when it must be. */
export class Attendant {
  private state: DecisionState | undefined;
  private revision = { number: 0, since: 0 };
  private phase = { name: "", since: 0 };
  private paged = new Set<string>();
  /** What the last round saw. */
  seen: Seen = {
    probes: [],
    pulses: [],
    databases: {},
    verdict: { kind: "stay", reasons: [] },
    findings: [],
  };

  constructor(
    private readonly parts: AttendantParts,
    private readonly settings: AttendantSettings,
  ) {}

  /** Follows the control item: the latch, and changes that somebody has to go on with. */
  async follow(): Promise<void> {
    const control = await this.parts.journal.readControl();
    if (control === undefined) return;
    this.noted(control);
    this.parts.latch.follow(control);
    this.seen = { ...this.seen, control };
    const { controller, now } = this.parts;
    if (!isSealing(control) || controller.busy || !this.isPaired) return;
    if (control.change.owner === controller.owner) controller.carryOut(control);
    else if (now() - this.revision.since >= this.settings.takeover) {
      await controller.takeOver(control);
    }
  }

  /** Looks at everything once, and decides. */
  async round(): Promise<void> {
    const { control } = this.seen;
    if (control === undefined) return;
    const { observers, databases, now } = this.parts;
    const writing = isSealing(control) ? control.change.target : control.active;
    const [probes, pulses, served, states] = await Promise.all([
      observers.look(writing),
      this.pulses(control),
      databases.served(control.active),
      Promise.all(
        this.settings.regions.map(async (name) => [name, await databases.observe(name)] as const),
      ),
    ]);
    const byRegion = Object.fromEntries(states);
    const round = {
      at: now(),
      epoch: control.epoch,
      active: control.active,
      probes,
      pulses,
      sealing: isSealing(control),
      moving: writing !== control.active,
      databaseReachable: byRegion[writing]?.role !== "unreachable",
    };
    const before = this.state ?? undecided(round);
    const { state, verdict } = decided(before, round, this.settings.decision);
    this.state = state;
    const findings = await this.reconcile(control, byRegion, served?.epoch);
    this.seen = { ...this.seen, probes, pulses, databases: byRegion, served, verdict, findings };
    if (verdict.kind !== "fail-over" || this.settings.region === writing || !this.isPaired) return;
    await this.failOver(control, verdict);
  }

  private get isPaired(): boolean {
    return this.settings.regions.includes(this.settings.region);
  }

  private async failOver(control: Control, verdict: Verdict): Promise<void> {
    const { controller, log, now } = this.parts;
    const redirects = isSealing(control) && control.change.target === control.active;
    if (controller.busy || (isSealing(control) && !redirects)) return;
    const { epoch } = control;
    const told = { moment: "detected", at: now(), epoch, reasons: verdict.reasons };
    log.warn(told, `region ${control.active} is lost`);
    const order = { kind: "failover", target: this.settings.region, epoch } as const;
    const begin = await controller.begin(order);
    if (begin.kind === "refused") log.error({ problems: begin.problems }, "failover not begun");
  }

  private async pulses(control: Control): Promise<Pulse[] | "unknown"> {
    try {
      return await this.parts.tails.read(control.epoch);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      return "unknown";
    }
  }

  private noted(control: Control): void {
    const since = this.parts.now();
    const name = `${control.epoch} ${control.phase}`;
    if (this.phase.name !== name) this.phase = { name, since };
    if (this.revision.number !== control.revision) {
      this.revision = { number: control.revision, since };
    }
  }

  /** Pages what disagrees with the control item: once, and anew when it was gone in between. */
  private async reconcile(
    control: Control,
    databases: Readonly<Record<string, RegionState>>,
    served: number | undefined,
  ): Promise<readonly Finding[]> {
    const { latch, now, pager } = this.parts;
    const { longestChange, regions } = this.settings;
    const retired = Object.fromEntries(regions.map((name) => [name, latch.retired(name) === true]));
    const phaseFor = now() - this.phase.since;
    const findings = reconciled({ control, phaseFor, longestChange, databases, retired, served });
    for (const { subject, detail } of findings) {
      if (!this.paged.has(subject)) await pager.page(subject, detail);
    }
    this.paged = new Set(findings.map(({ subject }) => subject));
    return findings;
  }
}
