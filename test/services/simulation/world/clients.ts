// SPDX-License-Identifier: Apache-2.0
import type { PlannedOperation, RegionName } from "../engine/plan";
import type { Random } from "../engine/random";
import { otherThan } from "./databases";
import type { Pod, Reply, Request } from "./pod";
import { deadlines, type World } from "./world";

const finalStatuses: readonly string[] = ["succeeded", "declined", "needs_review"];

/** How long a client waits before it asks again, in milliseconds. */
const patience = [80, 400] as const;

/** What clients see of a process. */
export interface Reachable {
  readonly host: Pick<Pod["host"], "isUp" | "guard">;
  handle: Pod["handle"];
}

/** The clients: each asks for one thing, and asks again with the same key until it knows. */
export class Clients {
  /** Operations that wait for a final answer still. */
  readonly open = new Set<string>();
  /** When a payment was last accepted by each epoch's processes for the first time. */
  readonly firstAccepted = new Map<number, number>();
  /** Ids of payments, by their keys, as the clients were told them. */
  private readonly payments = new Map<string, string>();
  private readonly random: Random;

  constructor(
    private readonly world: World,
    private readonly pods: Readonly<Record<RegionName, readonly Reachable[]>>,
    /** Where the latch sends clients now. */
    private readonly pointed: () => RegionName,
  ) {
    this.random = world.random("clients");
  }

  plan(operation: PlannedOperation): void {
    const name = operation.kind === "pay" || operation.kind === "refund";
    if (name) this.open.add(operation.key);
    this.world.timeline.at(operation.at, () => {
      this.ask(operation, operation.astray, 0);
    });
  }

  private ask(operation: PlannedOperation, astray: boolean, tries: number): void {
    const { world, random } = this;
    const again = () => {
      world.timeline.after(random.between(...patience), () => {
        this.ask(operation, random.chance(0.05), tries + 1);
      });
    };
    const payment = this.payments.get(operation.of) ?? "";
    if (operation.kind !== "pay" && payment === "") {
      // What a payment's client was never told can't be refunded or read.
      if (this.open.has(operation.of)) again();
      else this.open.delete(operation.key);
      return;
    }
    const region = astray ? otherThan(this.pointed()) : this.pointed();
    const asked = world.timeline.now;
    let waiting = true;
    world.timeline.after(deadlines.client, () => {
      if (!waiting) return;
      waiting = false;
      this.next(operation, tries, again);
    });
    const hear = (reply: Reply, epoch: number, toldAt: number) => {
      if (world.trace) {
        world.trace(`client ${operation.kind} ${operation.key}: ${JSON.stringify(reply)}`);
      }
      this.judge(operation, reply, epoch, { asked, at: toldAt });
      if (!waiting) return;
      waiting = false;
      if (!this.isEnd(operation, reply)) this.next(operation, tries, again);
    };
    this.send(region, { operation, payment, bodyHash: bodyHashOf(operation) }, hear);
  }

  private next(operation: PlannedOperation, tries: number, again: () => void): void {
    // A read, or a try with another body, is content with what it gets.
    const once = operation.kind !== "pay" && operation.kind !== "refund";
    if (!once || tries < 2) again();
  }

  private send(
    region: RegionName,
    request: Request,
    hear: (reply: Reply, epoch: number, toldAt: number) => void,
  ): void {
    const { world, random } = this;
    const pods = this.pods[region];
    const pod = pods[random.below(pods.length)];
    world.network.carry("client", region, () => {
      if (!pod?.host.isUp) return;
      pod.host.guard(() => {
        pod.handle(request, (reply, epoch) => {
          const toldAt = world.timeline.now;
          world.network.carry(region, "client", () => {
            hear(reply, epoch, toldAt);
          });
        });
      })();
    });
  }

  /** Looks at an answer, also at one that its client no longer waits for. */
  private judge(
    operation: PlannedOperation,
    reply: Reply,
    epoch: number,
    { asked, at }: { readonly asked: number; readonly at: number },
  ): void {
    const { judge, network } = this.world;
    const { key, kind } = operation;
    if (kind === "other-body" && reply.kind === "answered") {
      judge.report("I11", `${operation.of} was answered to another body`);
      return;
    }
    if (reply.kind !== "answered") {
      if (reply.kind === "pending" && kind === "pay") this.payments.set(key, reply.view.id);
      return;
    }
    const { id, status, amount } = reply.view;
    const of = kind === "read" ? operation.of : key;
    if (kind === "pay") this.payments.set(key, id);
    if (!this.firstAccepted.has(epoch)) this.firstAccepted.set(epoch, at);
    if (!finalStatuses.includes(status)) return;
    const told = { key: of, operation: id, status, amount, asked, at };
    judge.told(told, epoch, network.journalDownFor > 0);
  }

  private isEnd(operation: PlannedOperation, reply: Reply): boolean {
    const isFinal =
      reply.kind === "refused" ||
      reply.kind === "key-reused" ||
      (reply.kind === "answered" && finalStatuses.includes(reply.view.status));
    if (isFinal) this.open.delete(operation.key);
    return isFinal;
  }
}

function bodyHashOf(operation: PlannedOperation): string {
  return `${operation.kind}:${operation.amount}`;
}
