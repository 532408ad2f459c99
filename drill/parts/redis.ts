// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { installed } from "./installed";
import { LocalServer } from "./local-server";
import { freePort, loopback } from "./ports";

/** A Redis, or a Valkey, that keeps nothing on disk. */
export class Redis extends LocalServer {
  get url(): string {
    return `redis://${this.host}:${this.port}`;
  }
}

/**
 * Starts an empty Redis on a free port.
 *
 * @throws Error when none is installed, or it does not answer
 */
export async function startRedis({ name = "redis" } = {}): Promise<Redis> {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  const port = await freePort();
  const redis = new Redis({
    name,
    command: installed().redis,
    args: [
      ...["--bind", loopback, "--port", String(port), "--dir", folder],
      ...["--save", "", "--appendonly", "no"],
    ],
    folder,
    port,
    answers: () => ping(port),
  });
  await redis.start();
  return redis;
}

/** Settles when the server says PONG. */
function ping(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, loopback, () => socket.write("PING\r\n"));
    socket.setTimeout(2_000, () => socket.destroy(new Error("no answer to PING")));
    socket.once("error", reject);
    socket.once("data", (data) => {
      socket.destroy();
      if (data.toString().startsWith("+PONG")) resolve();
      else reject(new Error(data.toString()));
    });
  });
}
