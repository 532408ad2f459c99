// SPDX-License-Identifier: Apache-2.0
import { fork, type ChildProcess } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { join } from "node:path";

import { guard } from "../parts/guard";
import type { LoadOrder, LoadReply } from "./main";
import type { LoadSettings, LoadSummary } from "./settings";

/** The clients, in a process of their own, so that nothing else of the drill delays them. */
export class Load {
  private readonly replies = new EventEmitter();

  constructor(
    private readonly child: ChildProcess,
    routed: (region: string, at: number) => void,
  ) {
    child.on("message", (reply: LoadReply) => {
      if (reply.said === "routed") routed(reply.region, reply.at);
      else this.replies.emit(reply.said, reply.summary);
    });
    child.once("exit", () => {
      this.replies.emit("error", new Error("the process of the clients ended by itself"));
    });
  }

  /** What was seen since the last call, or since the start. */
  async measure(): Promise<LoadSummary> {
    return this.ask({ do: "measure" }, "summary");
  }

  /** Ends arrivals, lets the clients ask again for so long, and closes the history. */
  async settle(milliseconds: number): Promise<LoadSummary> {
    const summary = await this.ask({ do: "settle", milliseconds }, "settled");
    this.child.removeAllListeners("exit");
    this.child.disconnect();
    return summary;
  }

  /** Ends the process, whatever it is at. */
  kill(): void {
    this.child.removeAllListeners("exit");
    this.child.kill("SIGKILL");
  }

  private async ask(order: LoadOrder, answer: "summary" | "settled"): Promise<LoadSummary> {
    const heard = once(this.replies, answer);
    this.child.send(order);
    const [summary] = (await heard) as [LoadSummary];
    return summary;
  }
}

/**
 * Lets clients arrive from now on.
 *
 * @param routed - told when the public name says another region, with the time in the history
 */
export async function startLoad(
  settings: LoadSettings,
  routed: (region: string, at: number) => void = () => undefined,
): Promise<Load> {
  const child = fork(join(__dirname, "main.ts"), {
    execArgv: ["--import", "tsx"],
    cwd: join(__dirname, "..", ".."),
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  if (child.pid !== undefined) guard().watch(child.pid);
  await once(child, "spawn");
  const load = new Load(child, routed);
  const order: LoadOrder = { do: "start", settings };
  child.send(order);
  return load;
}
