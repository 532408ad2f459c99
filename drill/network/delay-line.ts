// SPDX-License-Identifier: Apache-2.0
import { once } from "node:events";
import { createServer, type AddressInfo, type Server } from "node:net";

import { Connection } from "./connection";
import { Path } from "./path";

/** A port of this machine behind which a server of another place is. */
export interface LinkRequest {
  /** The place of those who connect. */
  readonly from: string;
  /** The place of the server. */
  readonly to: string;
  readonly host: string;
  readonly port: number;
}

interface Link {
  readonly request: LinkRequest;
  readonly server: Server;
  readonly connections: Set<Connection>;
}

/** The lines between places: every byte from one to another takes its time, or waits for a cut to end. */
export class DelayLine {
  private readonly paths = new Map<string, Path>();
  private readonly links: Link[] = [];

  /** @param delay - milliseconds from one place to another; a round trip takes twice as long */
  constructor(private readonly delay: number) {}

  /** Opens a link, and answers with the port on which it listens. */
  async open(request: LinkRequest): Promise<number> {
    const { from, to, host, port } = request;
    const route = { host, port, there: this.path(from, to), back: this.path(to, from) };
    const connections = new Set<Connection>();
    const server = createServer({ allowHalfOpen: true }, (client) => {
      connections.add(new Connection(client, route, (ended) => connections.delete(ended)));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    this.links.push({ request, server, connections });
    return (server.address() as AddressInfo).port;
  }

  /** Nothing arrives any more at `to` that comes from `from`; the other way is as it was. */
  cut(from: string, to: string): void {
    this.path(from, to).hold();
  }

  /** What was held between the two, this way, arrives. */
  heal(from: string, to: string): void {
    this.path(from, to).heal();
  }

  /** A place is without power: what is under way from it or to it is lost, every connection reset. */
  kill(place: string): void {
    for (const { request, connections } of this.links) {
      if (request.from !== place && request.to !== place) continue;
      for (const connection of [...connections]) connection.drop();
    }
  }

  private path(from: string, to: string): Path {
    const name = `${from} > ${to}`;
    const path = this.paths.get(name) ?? new Path(from === to ? 0 : this.delay);
    this.paths.set(name, path);
    return path;
  }
}
