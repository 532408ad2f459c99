// SPDX-License-Identifier: Apache-2.0
import { Unavailable } from "payments-journal";
import { makeServer } from "../../../../services/failover/http/server";
import type { Order, ServerParts, Status } from "../../../../services/failover/http/server";

const token = "a-token-of-the-tests-that-is-long-enough";
const regions = ["us-east-1", "eu-west-1"];

const status: Status = {
  region: "eu-west-1",
  owner: "eu-west-1/1",
  control: { epoch: 3, phase: "ACTIVE", active: "us-east-1", revision: 9 },
  probes: [{ observer: "eu-west-1", result: "good" }],
  pulses: [],
  databases: {},
  verdict: { kind: "stay", reasons: [] },
  findings: [],
  pages: [],
};

/** A server, the orders that came through it, and what it says when asked. */
function serverOf(changes: Partial<ServerParts> = {}) {
  const orders: Order[] = [];
  const server = makeServer({
    regions,
    token,
    status: () => status,
    metrics: () => Promise.resolve("failover_epoch 3\n"),
    retired: (region) => region === "eu-west-1",
    probe: (region) => Promise.resolve(region === "us-east-1" ? "good" : "bad"),
    order: (order) => {
      orders.push(order);
      return Promise.resolve({ kind: "founded", epoch: 1 });
    },
    ...changes,
  });
  const get = async (url: string) => {
    const { statusCode, body } = await server.inject({ method: "GET", url });
    return { statusCode, body };
  };
  const post = async (order: unknown, authorization: string | undefined = `Bearer ${token}`) => {
    const answer = await server.inject({
      method: "POST",
      url: "/orders",
      headers: { "content-type": "application/json", ...(authorization && { authorization }) },
      payload: JSON.stringify(order),
    });
    return { statusCode: answer.statusCode, body: answer.json<unknown>() };
  };
  return { orders, get, post };
}

describe("what the process tells over HTTP", () => {
  it("is that it lives, what it saw last, and what it measured", async () => {
    const { get } = serverOf();
    expect((await get("/healthz/live")).statusCode).toBe(200);
    expect(JSON.parse((await get("/status")).body)).toEqual(status);
    expect(await get("/metrics")).toEqual({ statusCode: 200, body: "failover_epoch 3\n" });
  });

  it.each([
    ["eu-west-1-retired", 200, true],
    ["us-east-1-retired", 404, false],
    ["eu-west-1", 404, false],
    ["ap-south-1-retired", 404, false],
  ])("is of the latch %s: %d", async (name, statusCode, retired) => {
    const answer = await serverOf().get(`/latch/${name}`);
    expect(answer.statusCode).toBe(statusCode);
    expect(JSON.parse(answer.body)).toEqual({ name, retired });
  });

  it("is neither 200 nor 404 of a latch that is not known yet: nobody is to change anything", async () => {
    const { get } = serverOf({ retired: () => undefined });
    expect((await get("/latch/us-east-1-retired")).statusCode).toBe(503);
  });

  it.each([
    ["us-east-1", 200, "good"],
    ["eu-west-1", 503, "bad"],
    ["ap-south-1", 404, "unknown"],
  ])("is how %s is as seen from here: %d", async (region, statusCode, result) => {
    const answer = await serverOf().get(`/vantage/${region}`);
    expect(answer.statusCode).toBe(statusCode);
    expect(JSON.parse(answer.body)).toEqual({ result });
  });
});

describe("an order over HTTP", () => {
  const failover = { kind: "failover", target: "eu-west-1", epoch: 3 };

  it.each([
    failover,
    { kind: "switchover", target: "eu-west-1", epoch: 3 },
    { kind: "roll", target: "us-east-1", epoch: 3 },
    { kind: "abort", epoch: 3 },
    { kind: "found", target: "us-east-1" },
  ])("is given on as it came: $kind", async (order) => {
    const { orders, post } = serverOf();
    expect(await post(order)).toEqual({ statusCode: 202, body: { kind: "founded", epoch: 1 } });
    expect(orders).toEqual([order]);
  });

  it.each([
    ["no token", ""],
    ["another token", `Bearer ${token}1`],
    ["the token in another scheme", `Basic ${token}`],
    ["the token alone", token],
  ])("does nothing with %s, also when it is a bad one", async (_, authorization) => {
    const { orders, post } = serverOf();
    const refused = { statusCode: 401, body: { problems: ["needs the bearer token ORDER_TOKEN"] } };
    expect(await post(failover, authorization)).toEqual(refused);
    expect(await post({ kind: "nothing" }, authorization)).toEqual(refused);
    expect(orders).toEqual([]);
  });

  it.each<[string, unknown, string[]]>([
    [
      "a wrong target, a wrong epoch and a word too many",
      { kind: "failover", target: "mars", epoch: 0, when: "now" },
      ["target: ", "epoch: ", "body: "],
    ],
    ["neither target nor epoch", { kind: "roll" }, ["target: ", "epoch: "]],
    ["an abort with a target", { kind: "abort", epoch: 1, target: "us-east-1" }, ["body: "]],
    ["an unknown kind", { kind: "explode" }, ["kind: "]],
    ["no object", "failover", ["body: "]],
  ])("is refused for %s, with all of it in one answer", async (_, order, beginnings) => {
    const { orders, post } = serverOf();
    const { statusCode, body } = await post(order);
    const { problems } = body as { problems: string[] };
    expect(statusCode).toBe(400);
    expect(problems.map((problem) => problem.slice(0, problem.indexOf(" ") + 1))).toEqual(
      beginnings,
    );
    expect(orders).toEqual([]);
  });

  it("names what was given and what is allowed", async () => {
    const { body } = await serverOf().post({ ...failover, target: "mars" });
    expect(body).toEqual({ problems: ['target: must be us-east-1 or eu-west-1; got "mars"'] });
  });

  it("is answered 409 with the problems when it can't be begun", async () => {
    const refused = { kind: "refused", problems: ["a roll is under way"] } as const;
    const { post } = serverOf({ order: () => Promise.resolve(refused) });
    expect(await post(failover)).toEqual({ statusCode: 409, body: refused });
  });

  it("is answered 503 while the journal can't say: it may be given again", async () => {
    const { post } = serverOf({ order: () => Promise.reject(new Unavailable("throttled")) });
    expect(await post(failover)).toEqual({ statusCode: 503, body: { problems: ["throttled"] } });
  });

  it("is answered 500 when something is wrong with the process", async () => {
    const { post } = serverOf({ order: () => Promise.reject(new TypeError("broken")) });
    expect((await post(failover)).statusCode).toBe(500);
  });
});
