// SPDX-License-Identifier: Apache-2.0
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

import type { Network } from "../../drill/network/network";
import { loopback } from "../../drill/parts";
import { firstRegion, otherRegion } from "../../drill/platform/places";
import { spreadOf } from "../statistics";

/** Bytes that go to the other region and come back, over the same line as the journal's. */
export class RoundTrip {
  private constructor(
    private readonly socket: Socket,
    private readonly server: { close(): void },
  ) {}

  static async over(network: Network): Promise<RoundTrip> {
    const server = createServer((client) => {
      client.setNoDelay(true);
      client.pipe(client);
    });
    server.listen(0, loopback);
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const link = await network.link({ from: firstRegion, to: otherRegion, host: loopback, port });
    const socket = connect(link);
    socket.setNoDelay(true);
    // The delay line accepts before the far end has: the first bytes wait for that.
    socket.write("0");
    await once(socket, "data");
    return new RoundTrip(socket, server);
  }

  /** Milliseconds of a round trip: the middle of some, one after another. */
  async measure(times: number): Promise<number> {
    const taken: number[] = [];
    for (let time = 0; time < times; time += 1) {
      const began = performance.now();
      this.socket.write("0");
      await once(this.socket, "data");
      taken.push(performance.now() - began);
    }
    return spreadOf(taken).median;
  }

  stop(): Promise<void> {
    this.socket.destroy();
    this.server.close();
    return Promise.resolve();
  }
}
