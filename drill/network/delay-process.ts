// SPDX-License-Identifier: Apache-2.0
import { DelayLine, type LinkRequest } from "./delay-line";

/** What the process of the delay line is asked for. */
export type Order = { readonly id: number } & (
  | { readonly do: "open"; readonly link: LinkRequest }
  | { readonly do: "cut" | "heal"; readonly from: string; readonly to: string }
  | { readonly do: "kill"; readonly place: string }
);

/** Its answer: `port` after `open`. */
export interface Reply {
  readonly id: number;
  readonly port?: number;
}

const line = new DelayLine(Number(process.argv[2]));

process.on("message", (order: Order) => {
  void obey(order).then((port) => {
    const reply: Reply = port === undefined ? { id: order.id } : { id: order.id, port };
    process.send?.(reply);
  });
});
process.on("disconnect", () => process.exit());

async function obey(order: Order): Promise<number | undefined> {
  switch (order.do) {
    case "open":
      return line.open(order.link);
    case "cut":
      line.cut(order.from, order.to);
      return undefined;
    case "heal":
      line.heal(order.from, order.to);
      return undefined;
    case "kill":
      line.kill(order.place);
      return undefined;
  }
}
