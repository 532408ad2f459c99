// SPDX-License-Identifier: Apache-2.0
import type { PlannedChange, RegionName } from "../engine/plan";
import type { Protocol } from "../protocol/protocol";
import { Caretaker } from "./caretaker";
import { controllerPorts, Promotions } from "./controller-ports";
import { otherThan } from "./databases";
import { Host } from "./host";
import { SimulatedLatch } from "./latch";
import type { World } from "./world";

type Sealing = Parameters<Protocol["carriedOut"]>[0];

const settings = { promotionDeadline: 1_000, pollInterval: 100, drainDeadline: 1_500 };
const watchEvery = 300;

/** How long a change stands still before another controller takes it over, in milliseconds. */
const takeOverAfter = 1_000;

/** How long an order is tried again that could not be begun, in milliseconds. */
const orderLasts = 6_000;

/** The controllers: two in the west, and one in the east for the way back. */
export class Controllers {
  readonly hosts: readonly Host[];
  readonly latch: SimulatedLatch;
  private readonly controllers: readonly Controller[];

  constructor(private readonly world: World) {
    this.latch = new SimulatedLatch(world);
    const promotions = new Promotions(world);
    const regions: readonly RegionName[] = ["west", "west", "east"];
    this.controllers = regions.map(
      (region, index) =>
        new Controller(`controller-${index + 1}`, region, world, this.latch, promotions),
    );
    this.hosts = this.controllers.map(({ host }) => host);
  }

  /** Whether no change is under way, and nobody works on one. */
  get isAtRest(): boolean {
    const isBusy = this.controllers.some((controller) => controller.isBusy);
    return this.world.journal.control?.phase === "ACTIVE" && !isBusy;
  }

  begin(): void {
    for (const { host } of this.controllers) host.boot();
    this.runbook();
  }

  plan({ kind, at, controllers }: PlannedChange): void {
    this.world.timeline.at(at, () => {
      for (const controller of this.controllers) {
        if (controllers.includes(controller.host.name)) controller.order(kind);
      }
    });
  }

  /** What people do: make an old primary a replica again, and renew the epoch after a restore. */
  private runbook(): void {
    const { databases, journal, network, timeline } = this.world;
    const control = journal.control;
    if (control?.phase === "ACTIVE") {
      const active = control.active as RegionName;
      const old = otherThan(active);
      const over = journal.overSince(control.epoch - 1) ?? 0;
      const isReached = network.healed(active, old) <= timeline.now;
      if (isReached && databases.role(old) === "writer" && timeline.now - over > 1_000) {
        databases.rebuild(old);
      }
      if (databases.answers(active) && !databases.serves(active)) {
        for (const controller of this.controllers) controller.order("roll");
      }
    }
    timeline.after(500, () => {
      this.runbook();
    });
  }
}

/** One process that watches the control item, changes the epoch, and looks after the logs. */
class Controller {
  readonly host: Host;
  private starts = 0;
  /** Whether it is carrying a change out. */
  private working = false;
  private seen: { revision: number; since: number } | undefined;
  private readonly caretaker: Caretaker;

  constructor(
    name: string,
    region: RegionName,
    private readonly world: World,
    private readonly latch: SimulatedLatch,
    private readonly promotions: Promotions,
  ) {
    this.host = new Host(
      name,
      region,
      world.timeline,
      world.stops,
      () => {
        this.starts++;
        this.working = false;
        this.seen = undefined;
        this.found();
      },
      world.trace,
    );
    this.caretaker = new Caretaker(world, this.host, this.ports());
  }

  get isBusy(): boolean {
    return this.working && this.host.isUp;
  }

  order(kind: PlannedChange["kind"]): void {
    const { world, host } = this;
    if (!host.isUp) return;
    const control = world.journal.control;
    if (!control) return;
    const until = world.timeline.now + orderLasts;
    host.guard(() => {
      if (kind === "abort") this.abort();
      else this.tryOrder(kind, control.epoch, until);
    })();
  }

  private get owner(): string {
    return `${this.host.name}#${this.starts}`;
  }

  private ports(epoch?: number) {
    return controllerPorts(this.world, this.host, this.latch, this.promotions, epoch);
  }

  private found(): void {
    const { world, host } = this;
    host.run(
      world.protocol.founded("east"),
      this.ports(),
      () => {
        this.watch();
        this.caretaker.begin();
      },
      (error) => {
        this.unexpected(error);
        host.after(watchEvery, () => {
          this.found();
        });
      },
    );
  }

  private tryOrder(kind: "failover" | "switchover" | "roll", epoch: number, until: number): void {
    const { world, host } = this;
    const control = world.journal.control;
    if (this.working || control?.epoch !== epoch) return;
    const active = control.active as RegionName;
    const target = kind === "roll" ? active : otherThan(active);
    const again = () => {
      if (world.timeline.now > until) return;
      host.after(400, () => {
        this.tryOrder(kind, epoch, until);
      });
    };
    this.working = true;
    host.run(
      world.protocol.begun({ kind, target, epoch, owner: this.owner }),
      this.ports(),
      (begun) => {
        this.working = false;
        if (begun.kind === "begun") this.carryOut(begun.control);
        else again();
      },
      (error) => {
        this.working = false;
        this.unexpected(error);
        again();
      },
    );
  }

  private abort(): void {
    this.host.run(
      this.world.protocol.aborted({ owner: this.owner }),
      this.ports(),
      (begun) => {
        if (begun.kind === "begun") this.carryOut(begun.control);
      },
      (error) => {
        this.unexpected(error);
      },
    );
  }

  /** One at a time in one process: two would pass for one another. */
  private carryOut(sealing: Sealing): void {
    if (this.working) return;
    this.working = true;
    const end = () => {
      this.working = false;
      this.seen = undefined;
    };
    const work = this.world.protocol.carriedOut(sealing, settings);
    this.host.run(work, this.ports(sealing.epoch + 1), end, (error) => {
      this.unexpected(error);
      end();
    });
  }

  /** Takes over a change that stands still, its own as well when it failed in the middle. */
  private watch(): void {
    const { world, host } = this;
    host.after(watchEvery, () => {
      this.watch();
    });
    if (this.working) return;
    const look = (control: unknown) => {
      this.look(control as Sealing | undefined);
    };
    const call = { step: "watch", port: "journal", method: "readControl", args: [] };
    world.callJournal(host)(call, host.guard(look), nothing);
  }

  private look(control: Sealing | undefined): void {
    const { world, host } = this;
    if (control?.phase !== "SEALING" || this.working) {
      this.seen = undefined;
      return;
    }
    const { now } = world.timeline;
    if (this.seen?.revision !== control.revision) {
      this.seen = { revision: control.revision, since: now };
    }
    const own = control.change.owner === this.owner;
    if (own) {
      this.carryOut(control);
      return;
    }
    if (now - this.seen.since < takeOverAfter) return;
    this.working = true;
    host.run(
      world.protocol.takenOver(control, this.owner),
      this.ports(),
      (taken) => {
        this.working = false;
        this.carryOut(taken);
      },
      (error) => {
        this.working = false;
        this.seen = undefined;
        this.unexpected(error);
      },
    );
  }

  private unexpected(error: unknown): void {
    const { world } = this;
    if (world.isExpected(error) || error instanceof world.protocol.Superseded) return;
    world.judge.report("defect", error instanceof Error ? (error.stack ?? "") : String(error));
  }
}

function nothing(): void {}
