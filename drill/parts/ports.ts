// SPDX-License-Identifier: Apache-2.0
import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Everything of the drill listens here, and is reached from this machine only. */
export const loopback = "127.0.0.1";

/**
 * Below the ports that Linux gives to outgoing connections (32768 and up by default), so that a
 * server which is stopped for a while finds its own port free when it comes back.
 *
 * @see https://www.kernel.org/doc/html/latest/networking/ip-sysctl.html
 */
const lowest = 20_000;
const highest = 32_767;

/** A port of the loopback address that nobody listens on. Another process may still be faster. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 200; tries++) {
    const port = randomInt(lowest, highest + 1);
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port of ${loopback} found between ${lowest} and ${highest}`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, loopback, () => server.close(() => resolve(true)));
  });
}
