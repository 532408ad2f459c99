// SPDX-License-Identifier: Apache-2.0
import type { Call } from "payments-journal";

import { Stops } from "../engine/crashes";
import type { Plan, RegionName } from "../engine/plan";
import { Random } from "../engine/random";
import type { StepCoverage } from "../engine/step-coverage";
import { Timeline } from "../engine/timeline";
import type { Protocol } from "../protocol/protocol";
import { Databases } from "./databases";
import type { Host, Perform } from "./host";
import { SimulatedJournal } from "./journal";
import { Judge } from "./judge";
import { Network } from "./network";
import { StoreState } from "./store";

/** How long a caller waits, in milliseconds. */
export const deadlines = { database: 250, journal: 300, processor: 1_200, client: 2_000 } as const;

/** Milliseconds since 1970 at which every schedule begins. */
export const dawn = 1_800_000_000_000;

/** Everything that one schedule is played in, apart from those who act in it. */
export class World {
  readonly timeline = new Timeline();
  readonly network: Network;
  readonly journal: SimulatedJournal;
  readonly databases: Databases<StoreState>;
  readonly judge: Judge;
  readonly stops: Stops;
  private readonly abandoned = new Set<string>();
  /** Tells what happens, to whoever replays a schedule to understand it. */
  readonly trace: ((line: string) => void) | undefined;
  /** Milliseconds that each database's clock is wrong by. */
  readonly databaseClockError: Record<RegionName, number> = { east: 0, west: 0 };

  constructor(
    readonly plan: Plan,
    readonly protocol: Protocol,
    readonly coverage: StepCoverage,
    tell?: (line: string) => void,
  ) {
    const { timeline } = this;
    this.trace =
      tell &&
      ((line) => {
        tell(`${timeline.now.toFixed(1).padStart(9)} ${line}`);
      });
    this.network = new Network(timeline, this.random("network"), plan.faults);
    this.journal = new SimulatedJournal(
      () => timeline.now,
      (refund) => {
        this.judge.report("I4", `${refund} is durable, and the capture that it refunds is not`);
      },
    );
    this.databases = new Databases(
      timeline,
      this.network,
      () => new StoreState(protocol),
      "east",
      plan.faults,
    );
    this.judge = new Judge(timeline, this.journal);
    this.stops = new Stops(plan.faults, coverage);
  }

  /** Logs of processes that are gone: their newest start writes another. */
  abandonedLogs(): ReadonlySet<string> {
    return this.abandoned;
  }

  /** A process has come to its end, or its log has: somebody may seal it. */
  abandon(log: string): void {
    this.abandoned.add(log);
  }

  /** Random numbers for one part of the world. */
  random(part: string): Random {
    return new Random(this.plan.seed, part);
  }

  unavailable(reason: string): Error {
    return new this.protocol.Unavailable(reason);
  }

  /** Whether an error is one that the protocol knows how to live with. */
  isExpected(error: unknown): boolean {
    const { Unavailable, Fenced } = this.protocol;
    return error instanceof Unavailable || error instanceof Fenced;
  }

  databaseTime(region: RegionName): number {
    return dawn + this.timeline.now + this.databaseClockError[region];
  }

  /** Does a call of the journal's port for a process. */
  callJournal(host: Host): Perform {
    const methods = this.journal as unknown as Record<string, (...args: unknown[]) => unknown>;
    return (call, answered, failed) => {
      this.network.send({
        step: call.step,
        from: host.region,
        to: "journal",
        act: () => invoke(methods, call),
        answered,
        failed,
        deadline: deadlines.journal,
        unknown: () => this.unavailable("the journal did not answer"),
      });
    };
  }

  /** Asks a region's database for something. */
  askDatabase(
    host: Host,
    step: string,
    region: RegionName,
    act: () => unknown,
    answered: (answer: unknown) => void,
    failed: (error: unknown) => void,
  ): void {
    this.network.send({
      step,
      from: host.region,
      to: region,
      act: () => {
        if (!this.databases.answers(region)) throw this.unavailable("the database is down");
        return act();
      },
      answered,
      failed,
      deadline: deadlines.database,
      unknown: () => this.unavailable("the database did not answer"),
    });
  }

  /** Whether a region's process may be served by its database, which has to be the one that writes. */
  requireWriter(region: RegionName): void {
    if (this.databases.role(region) === "writer" && this.databases.serves(region)) return;
    throw this.unavailable("the database does not write");
  }
}

/** Calls the method that a call names. */
export function invoke(
  methods: Readonly<Record<string, (...args: unknown[]) => unknown>>,
  call: Call,
): unknown {
  const method = methods[call.method];
  if (!method) throw new TypeError(`step ${call.step}: no ${call.port}.${call.method}`);
  return method.apply(methods, [...call.args]);
}
