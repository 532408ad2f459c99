// SPDX-License-Identifier: Apache-2.0
import { monotonic } from "../clock";
import { Clients } from "./clients";
import { PublicName } from "./public-name";
import type { LoadSettings, LoadSummary } from "./settings";

/** What the process of the clients is asked for. */
export type LoadOrder =
  | { readonly do: "start"; readonly settings: LoadSettings }
  | { readonly do: "measure" }
  | { readonly do: "settle"; readonly milliseconds: number };

/** What it says. */
export type LoadReply =
  | { readonly said: "summary"; readonly summary: LoadSummary }
  | { readonly said: "settled"; readonly summary: LoadSummary }
  /** The name says another region. */
  | { readonly said: "routed"; readonly region: string; readonly at: number };

let clients: Clients | undefined;
let name: PublicName | undefined;

process.on("message", (order: LoadOrder) => void obey(order));
process.on("disconnect", () => process.exit());

async function obey(order: LoadOrder): Promise<void> {
  switch (order.do) {
    case "start": {
      const { settings } = order;
      name = new PublicName(settings.latchUrl, (index) => {
        const region = settings.regions[index].name;
        say({ said: "routed", region, at: monotonic() - settings.origin });
      });
      name.start();
      clients = new Clients(settings, name);
      await clients.arrive();
      return;
    }
    case "measure":
      if (clients !== undefined) say({ said: "summary", summary: clients.measure() });
      return;
    case "settle":
      if (clients === undefined) return;
      await clients.settle(order.milliseconds);
      name?.stop();
      await clients.close();
      say({ said: "settled", summary: clients.measure() });
  }
}

function say(reply: LoadReply): void {
  process.send?.(reply);
}
