// SPDX-License-Identifier: Apache-2.0
import type { LogEntry, Procedure } from "payments-journal";

import type { Answer } from "../../../../services/payments-api/operations/payments";
import type { Context } from "../../../../services/payments-api/operations/ports";
import type { Notification } from "../../../../services/payments-api/operations/processor";
import type { PlannedOperation, RegionName } from "../engine/plan";
import { Host } from "./host";
import { staleBound } from "./judge";
import { LogDriver } from "./log-driver";
import { paymentPorts } from "./payment-ports";
import { processorFacts, type SimulatedProcessors } from "./processors";
import type { World } from "./world";

/** What a client sends. */
export interface Request {
  readonly operation: PlannedOperation;
  /** The payment's id, for a refund and a read. */
  readonly payment: string;
  readonly bodyHash: string;
}

/** What a process answers: what the procedures say, or 503. */
export type Reply = Answer<{
  readonly id: string;
  readonly status: string;
  readonly amount: number;
}>;

const merchant = "merchant";
const lease = 1_500;
const rejoinEvery = 450;
const heartbeatEvery = 1_000;
const sweepEvery = 900;

/** One in so many requests finds its processor's circuit open, for what others have asked of it. */
const circuitOpens = 8;

/** How long an accepted operation may wait for its notification, in milliseconds. */
const acceptedFor = 20_000;

interface Session {
  readonly driver: LogDriver;
  readonly context: Context;
  over: boolean;
}

/** A process that takes payments: what a pod of the payment service is in production. */
export class Pod {
  readonly host: Host;
  private session: Session | undefined;
  private starts = 0;
  private sequence = 0;
  private admitted = 0;
  private answered = 0;

  constructor(
    name: string,
    region: RegionName,
    private readonly world: World,
    private readonly processors: SimulatedProcessors,
    private readonly window: number,
  ) {
    this.host = new Host(
      name,
      region,
      world.timeline,
      world.stops,
      () => {
        if (this.session) world.abandon(this.session.driver.log);
        this.session = undefined;
        this.join();
      },
      world.trace,
    );
  }

  /** Handles a request, and answers 503 unless it surely may say more. */
  handle(request: Request, reply: (reply: Reply, epoch: number) => void): void {
    const { session } = this;
    const unavailable: Reply = { kind: "unavailable", reason: "not here, or not now" };
    if (!session || session.over || this.isStale(session)) {
      reply(unavailable, 0);
      return;
    }
    this.admitted++;
    this.host.run(
      this.procedure(request, session.context),
      paymentPorts(this.world, this.host, session.driver, this.processors),
      (answer) => {
        this.answered++;
        // Once the session is over, all that was under way discloses nothing.
        const told = session.over || this.isStale(session) ? unavailable : answer;
        const discloses = told.kind !== "unavailable";
        if (discloses && session.driver.isFenced) {
          this.world.judge.disclosedWhenFenced(session.driver.log);
        }
        reply(told, session.driver.epoch);
      },
      (error) => {
        this.failed(error, session);
        reply(unavailable, 0);
      },
    );
  }

  /** Takes in a notification; `done` when the processor need not send it again. */
  notify(notification: Notification, done: () => void): void {
    const { session } = this;
    if (!session || session.over) return;
    this.host.run(
      this.world.protocol.notified(session.context, notification),
      paymentPorts(this.world, this.host, session.driver, this.processors),
      done,
      (error) => {
        this.failed(error, session);
      },
    );
  }

  private procedure(request: Request, context: Context): Procedure<Reply> {
    const { protocol } = this.world;
    const { kind, key, amount, outcome } = request.operation;
    const common = { merchant, key, bodyHash: request.bodyHash };
    // Ids are made anew for each try, as they are in production; the store keeps the first.
    const id = `${outcome}.${key}.${this.host.name}-${this.starts}-${this.sequence++}`;
    if (kind === "read") return protocol.read(context, merchant, request.payment);
    if (kind === "refund") {
      const { payment } = request;
      return protocol.refund(context, { ...common, id, payment, request: { amount } });
    }
    return protocol.pay(context, {
      ...common,
      id,
      ...(this.sequence % circuitOpens === 0 && { unasked: "the circuit is open" }),
      request: { amount, currency: "EUR", processor: "stripe", token: outcome },
    });
  }

  private join(): void {
    const { world, host } = this;
    const began = world.timeline.now;
    const log = `${host.name}-${++this.starts}`;
    const entry: LogEntry = { log, window: this.window, format: world.protocol.formatVersion };
    const again = () => {
      host.after(rejoinEvery, () => {
        this.join();
      });
    };
    host.run(
      world.protocol.register(host.region, entry),
      world.callJournal(host),
      (epoch) => {
        if (epoch === "not-active") again();
        else this.open(log, epoch, began);
      },
      (error) => {
        if (!world.isExpected(error)) world.judge.report("defect", String(error));
        again();
      },
    );
  }

  private open(log: string, epoch: number, began: number): void {
    const { world, host } = this;
    const writer = new world.protocol.LogWriter({ writer: log, epoch, window: this.window });
    const driver = new LogDriver(
      log,
      epoch,
      writer,
      host,
      () => world.timeline.now,
      {
        put: (slot, answered, failed) => {
          const call = { step: "put", port: "journal", method: "putSlot", args: [log, slot] };
          world.callJournal(host)(call, answered as (answer: unknown) => void, failed);
        },
        acknowledged: (position, records) => {
          world.judge.acknowledged(log, position, records, world.network.journalDownFor > 0);
        },
        fenced: () => {
          this.endSession(session);
        },
        broken: (error) => {
          world.judge.report("defect", String(error));
        },
        unavailable: (reason) => world.unavailable(reason),
      },
      began,
    );
    const context: Context = {
      epoch,
      lease: { owner: log, milliseconds: lease },
      processors: { stripe: processorFacts, adyen: processorFacts, paypal: processorFacts },
      acceptedFor,
    };
    const session: Session = { driver, context, over: false };
    this.session = session;
    this.beat(session);
    this.sweep(session);
  }

  private isStale(session: Session): boolean {
    return this.world.timeline.now - session.driver.lastAccepted >= staleBound;
  }

  private endSession(session: Session): void {
    if (session.over) return;
    session.over = true;
    this.host.after(rejoinEvery, () => {
      this.join();
    });
  }

  private failed(error: unknown, session: Session): void {
    const { world } = this;
    if (!world.isExpected(error)) {
      world.judge.report("defect", error instanceof Error ? (error.stack ?? "") : String(error));
    }
    if (error instanceof world.protocol.Fenced) this.endSession(session);
  }

  /** After a small write to the database, so that the heartbeat speaks for that too. */
  private beat(session: Session): void {
    const { world, host } = this;
    const { region } = host;
    const beat = (databaseWritable: boolean) => {
      const { admitted, answered } = this;
      if (!session.over) session.driver.heartbeat({ admitted, answered, databaseWritable });
    };
    world.askDatabase(
      host,
      "heartbeat",
      region,
      () => {
        world.requireWriter(region);
        world.databases.read(region).check(session.context.epoch);
      },
      host.guard(() => {
        beat(true);
      }),
      host.guard(() => {
        beat(false);
      }),
    );
    host.after(heartbeatEvery, () => {
      if (!session.over) this.beat(session);
    });
  }

  private sweep(session: Session): void {
    const { world, host } = this;
    const again = () => {
      host.after(sweepEvery, () => {
        if (!session.over) this.sweep(session);
      });
    };
    host.run(
      world.protocol.sweep(session.context, 10),
      paymentPorts(world, host, session.driver, this.processors),
      again,
      (error) => {
        this.failed(error, session);
        again();
      },
    );
  }
}
