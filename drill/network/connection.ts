// SPDX-License-Identifier: Apache-2.0
import { connect, type Socket } from "node:net";

import type { Path } from "./path";

/**
 * The most bytes under way in one direction of a connection; the sender's own kernel keeps the rest,
 * as it does when a receiver's window is full.
 */
const window = 8 * 1024 * 1024;

/** Where a connection goes, and over what. */
export interface Route {
  readonly host: string;
  readonly port: number;
  /** From the client to the server. */
  readonly there: Path;
  readonly back: Path;
}

/** One connection of a client, carried to its server over two paths. */
export class Connection {
  private server: Socket | undefined;
  private established = false;
  /** What the client wrote before its connection was established, which a real one could not yet. */
  private early: Buffer[] = [];

  constructor(
    private readonly client: Socket,
    route: Route,
    private readonly ended: (connection: Connection) => void,
  ) {
    client.setNoDelay(true);
    client.on("data", (chunk: Buffer) => {
      if (!this.established) this.early.push(chunk);
      else if (this.server !== undefined) carry(chunk, client, this.server, route.there);
    });
    client.on("end", () => {
      // It gave up before the server's answer: what it wrote was never sent.
      if (!this.established) return this.drop();
      route.there.send(() => this.server?.end());
    });
    client.on("error", () => route.there.send(() => this.drop()));
    client.on("close", () => this.closed(route.there));
    route.there.send(() => this.reach(route));
  }

  /** Resets both ends at once. */
  drop(): void {
    this.client.resetAndDestroy();
    this.server?.resetAndDestroy();
    this.ended(this);
  }

  /** The client's wish to connect has come to the server's place. */
  private reach(route: Route): void {
    if (this.client.destroyed) return;
    const server = connect({ host: route.host, port: route.port, allowHalfOpen: true });
    this.server = server;
    server.setNoDelay(true);
    server.on("connect", () => route.back.send(() => this.establish(route)));
    server.on("data", (chunk: Buffer) => carry(chunk, server, this.client, route.back));
    server.on("end", () => route.back.send(() => this.client.end()));
    server.on("error", () => route.back.send(() => this.drop()));
    server.on("close", () => this.closed(route.back));
  }

  private establish({ there }: Route): void {
    this.established = true;
    const { server, early } = this;
    this.early = [];
    if (server === undefined) return;
    for (const chunk of early) carry(chunk, this.client, server, there);
  }

  /** One end is closed; the other follows when the news has come to it. */
  private closed(path: Path): void {
    path.send(() => {
      this.client.end();
      this.server?.end();
      if (this.client.destroyed && (this.server?.destroyed ?? true)) this.ended(this);
    });
  }
}

/** Carries bytes, and lets the sender wait while too many of its bytes are under way. */
function carry(chunk: Buffer, from: Socket, to: Socket, path: Path): void {
  const now = (underway.get(from) ?? 0) + chunk.length;
  underway.set(from, now);
  if (now > window) from.pause();
  path.send(() => {
    const arrived = () => {
      const left = (underway.get(from) ?? 0) - chunk.length;
      underway.set(from, left);
      if (left < window && from.isPaused()) from.resume();
    };
    if (to.writable) to.write(chunk, arrived);
    else arrived();
  });
}

const underway = new WeakMap<Socket, number>();
