// SPDX-License-Identifier: Apache-2.0
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import { startNetwork, type Network } from "../../../drill/network/network";

let network: Network;
let echo: Server;
let address: { host: string; port: number };
/** What came to the server, over all connections, in order. */
let received: string;
const sockets: Socket[] = [];

beforeEach(async () => {
  received = "";
  echo = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (data) => {
      received += data.toString();
      socket.write(data);
    });
  });
  echo.listen(0, "127.0.0.1");
  await once(echo, "listening");
  network = await startNetwork();
  const { port } = echo.address() as AddressInfo;
  address = await network.link({ from: "us", to: "eu", host: "127.0.0.1", port });
});

afterEach(async () => {
  await network.stop();
  for (const socket of sockets.splice(0)) socket.destroy();
  echo.close();
});

function dial(): { socket: Socket; heard: () => string; reset: () => boolean } {
  const socket = connect(address);
  sockets.push(socket);
  let heard = "";
  let reset = false;
  socket.on("data", (data) => (heard += data.toString()));
  socket.on("error", () => (reset = true));
  return { socket, heard: () => heard, reset: () => reset };
}

/** How long until the condition holds; the test's own time limit ends the wait. */
async function elapsed(condition: () => boolean): Promise<number> {
  const start = performance.now();
  while (!condition()) await sleep(1);
  return performance.now() - start;
}

/** A connection over which a first word has gone there and back. */
async function established(): Promise<ReturnType<typeof dial>> {
  const client = dial();
  client.socket.write("hi ");
  await elapsed(() => client.heard() === "hi ");
  return client;
}

describe("the network between places", () => {
  it("takes a round trip to connect, and another for an answer", async () => {
    const client = dial();
    client.socket.write("x");
    expect(await elapsed(() => client.heard() === "x")).toBeGreaterThanOrEqual(158);
  });

  it("takes a round trip for an answer on an open connection", async () => {
    const client = await established();
    client.socket.write("x");
    expect(await elapsed(() => client.heard() === "hi x")).toBeGreaterThanOrEqual(79);
  });

  it("carries many bytes at once, all of them and in order", async () => {
    const client = await established();
    const sent = Array.from({ length: 2_000 }, (_, at) => `${at},`.repeat(2_000)).join("");
    client.socket.write(sent);
    await elapsed(() => client.heard().length >= sent.length + 3);
    expect(client.heard() === `hi ${sent}`).toBe(true);
  });

  it("holds what is sent during a cut, resets nothing, and delivers it late", async () => {
    const client = await established();
    await network.part("us", "eu");
    client.socket.write("late");
    await sleep(300);
    expect([received, client.reset()]).toEqual(["hi ", false]);
    await network.heal("us", "eu");
    await elapsed(() => client.heard() === "hi late");
    expect(received).toBe("hi late");
  });

  it("holds what was under way when the cut came", async () => {
    const client = await established();
    client.socket.write("underway");
    await sleep(5);
    await network.part("us", "eu");
    await sleep(200);
    expect(received).toBe("hi ");
    await network.heal("us", "eu");
    await elapsed(() => client.heard() === "hi underway");
  });

  it("cuts one way only: the server hears, and its answer does not come", async () => {
    const client = await established();
    await network.cut("eu", "us");
    client.socket.write("x");
    await elapsed(() => received === "hi x");
    await sleep(200);
    expect(client.heard()).toBe("hi ");
    await network.heal("us", "eu");
    await elapsed(() => client.heard() === "hi x");
  });

  it("gives no answer to new connections during a cut, and never sends what one that gave up wrote", async () => {
    await network.part("us", "eu");
    const impatient = dial();
    impatient.socket.write("never");
    const patient = dial();
    patient.socket.write("patient");
    await sleep(100);
    impatient.socket.destroy();
    await sleep(100);
    expect([received, patient.reset()]).toEqual(["", false]);
    await network.heal("us", "eu");
    await elapsed(() => patient.heard() === "patient");
    await sleep(200);
    expect(received).toBe("patient");
  });

  it("delivers what was sent on an open connection whose client has gone since", async () => {
    const client = await established();
    await network.part("us", "eu");
    client.socket.write("put");
    await sleep(20);
    client.socket.destroy();
    await network.heal("us", "eu");
    await elapsed(() => received === "hi put");
  });

  it("loses all that is under way, and resets, when a place is killed", async () => {
    const client = await established();
    await network.part("us", "eu");
    client.socket.write("lost");
    await sleep(50);
    await network.kill("us");
    await elapsed(client.reset);
    await network.heal("us", "eu");
    await sleep(200);
    expect(received).toBe("hi ");
  });

  it("tells the client, a round trip later, that nobody listens there", async () => {
    echo.close();
    await once(echo, "close");
    const client = dial();
    expect(await elapsed(client.reset)).toBeGreaterThanOrEqual(79);
  });

  it("delays nothing within a place", async () => {
    const { port } = echo.address() as AddressInfo;
    address = await network.link({ from: "eu", to: "eu", host: "127.0.0.1", port });
    await network.part("us", "eu");
    const client = dial();
    client.socket.write("near");
    await elapsed(() => client.heard() === "near");
  });
});
