// SPDX-License-Identifier: Apache-2.0
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import { guard } from "../parts/guard";
import { loopback } from "../parts/ports";
import type { LinkRequest } from "./delay-line";
import type { Order, Reply } from "./delay-process";

type Unnumbered = Order extends infer One ? (One extends Order ? Omit<One, "id"> : never) : never;

/** The network between the drill's places, in a process of its own. */
export class Network {
  private readonly waiting = new Map<number, (reply: Reply) => void>();
  private last = 0;

  constructor(private readonly child: ChildProcess) {
    child.on("message", (reply: Reply) => {
      this.waiting.get(reply.id)?.(reply);
      this.waiting.delete(reply.id);
    });
  }

  /** Where those in one place find a server of another. */
  async link(request: LinkRequest): Promise<{ readonly host: string; readonly port: number }> {
    const { port } = await this.ask({ do: "open", link: request });
    if (port === undefined) throw new Error(`no link from ${request.from} to ${request.to}`);
    return { host: loopback, port };
  }

  /** Holds all that goes from one place to the other, this way only. Nothing is reset. */
  async cut(from: string, to: string): Promise<void> {
    await this.ask({ do: "cut", from, to });
  }

  /** Holds all that goes between two places. */
  async part(one: string, other: string): Promise<void> {
    await Promise.all([this.cut(one, other), this.cut(other, one)]);
  }

  /** Lets what was held between two places arrive, both ways, late as it is. */
  async heal(one: string, other: string): Promise<void> {
    await Promise.all([
      this.ask({ do: "heal", from: one, to: other }),
      this.ask({ do: "heal", from: other, to: one }),
    ]);
  }

  /** Loses what is under way to and from a place, and resets its connections. */
  async kill(place: string): Promise<void> {
    await this.ask({ do: "kill", place });
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await ended;
  }

  private ask(order: Unnumbered): Promise<Reply> {
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, resolve);
      this.child.send({ ...order, id }, (error) => {
        if (error !== null) reject(error);
      });
    });
  }
}

/**
 * Starts the network.
 *
 * @param delay - milliseconds from one place to another, each way
 */
export async function startNetwork({ delay = 40 } = {}): Promise<Network> {
  const child = fork(join(__dirname, "delay-process.ts"), [String(delay)], {
    execArgv: ["--import", "tsx"],
    cwd: join(__dirname, "..", ".."),
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  if (child.pid !== undefined) guard().watch(child.pid);
  await once(child, "spawn");
  return new Network(child);
}
