// SPDX-License-Identifier: Apache-2.0
import { aborted, begun, carriedOut, founded, run, Superseded, takenOver } from "payments-journal";
import type {
  Begun,
  ChangeOrder,
  ChangeSettings,
  Ports,
  Procedure,
  Sealing,
} from "payments-journal";
import type { Logger } from "pino";
import { traced } from "./traced";

/** An order as it comes from a person, or from the decision. */
export type Wanted = Omit<ChangeOrder, "owner">;

/** What the controller works with. */
export interface ControllerOptions {
  /** Names it, anew with each start of its process. */
  readonly owner: string;
  /** The ports for a change that opens `epoch`. */
  readonly ports: (epoch: number) => Ports;
  readonly settings: ChangeSettings;
  readonly log: Logger;
  /** A step at which the process ends at once, for drills. @default - none */
  readonly exitAtStep?: string;
  /** Ends the process. */
  readonly exit: () => void;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
}

/** Steps that the story of a failover is told by, and the word for each. */
const moments: Readonly<Record<string, string>> = {
  "F1.claim": "begun",
  "F2.seal.record": "sealed",
  "F3.latch.record": "latched",
  "F3.promoted": "promoted",
  "F4.replay.record": "replayed",
  "F5.open": "opened",
  "FA.abort": "aborted",
};

/** Runs the procedures of the controller, one change at a time, and tells where they are. */
export class Controller {
  private working: Promise<void> | undefined;
  private at: { step: string; since: number } | undefined;

  constructor(private readonly options: ControllerOptions) {}

  get owner(): string {
    return this.options.owner;
  }

  /** Whether a change is being worked on here. */
  get busy(): boolean {
    return this.working !== undefined;
  }

  /** The step that is being taken, and since when, on the process's clock. */
  get current(): { readonly step: string; readonly since: number } | undefined {
    return this.at;
  }

  /** Begins a change, and carries it out in the background. */
  async begin(wanted: Wanted): Promise<Begun> {
    const order = { ...wanted, owner: this.owner };
    return await this.started(begun(order), wanted.epoch + 1);
  }

  /** Takes the change under way back to the old region, where that is allowed. */
  async abort(epoch: number): Promise<Begun> {
    return await this.started(aborted({ owner: this.owner }), epoch + 1);
  }

  /** Makes the first epoch. */
  async found(region: string): Promise<number> {
    return (await this.follow(founded(region), 1)).epoch;
  }

  /** Goes on with the change of a controller that has died. */
  async takeOver(seen: Sealing): Promise<void> {
    try {
      this.carryOut(await this.follow(takenOver(seen, this.owner), seen.epoch + 1));
    } catch (error) {
      this.report(error);
    }
  }

  /** Carries out a change that is this controller's own, in the background. */
  carryOut(sealing: Sealing): void {
    if (this.working !== undefined) return;
    const work = this.follow(carriedOut(sealing, this.options.settings), sealing.epoch + 1);
    this.working = work
      .then(
        ({ control, report }) => this.options.log.info({ control, report }, "change done"),
        (error: unknown) => this.report(error),
      )
      .finally(() => {
        this.working = undefined;
        this.at = undefined;
      });
  }

  /** Settles when nothing is being worked on here. */
  async idle(): Promise<void> {
    await this.working;
  }

  private async started(procedure: Procedure<Begun>, epoch: number): Promise<Begun> {
    try {
      const begin = await this.follow(procedure, epoch);
      // Work on what was before still goes on: it ends by itself, since the control item is not what
      // it holds any more, and the process goes on with its own change in its next round.
      if (begin.kind === "begun") this.carryOut(begin.control);
      return begin;
    } catch (error) {
      if (!(error instanceof Superseded)) throw error;
      return { kind: "refused", problems: [error.message] };
    }
  }

  private follow<Result>(procedure: Procedure<Result>, epoch: number): Promise<Result> {
    return run(
      traced(procedure, (step) => this.stepped(step, epoch)),
      this.options.ports(epoch),
    );
  }

  private stepped(step: string, epoch: number): void {
    if (this.at?.step === step) return;
    const { exitAtStep, log, now } = this.options;
    const since = now();
    log.info({ step, epoch, at: since, ...(moments[step] && { moment: moments[step] }) }, "step");
    this.at = { step, since };
    if (step === exitAtStep) this.options.exit();
  }

  /** What ended without an end is begun again from what the control item says then. */
  private report(error: unknown): void {
    this.options.log.warn({ err: error, at: this.options.now() }, "change interrupted");
  }
}
