// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";

import { callCloud, Unreachable } from "../../../sandbox/provider/calls";
import { type Fault, FaultList } from "../../../sandbox/provider/fault-list";
import { Crash, propagationAttempts } from "../../../sandbox/provider/faults";
import type { ProviderDefinition } from "../../../sandbox/provider/provider";
import type { ResourceType } from "../../../sandbox/provider/resource-type";
import { text, type Properties } from "../../../sandbox/provider/values";
import { StandIn } from "../../support/stand-in";

const role = "test:iam/role:Role";
const other = "test:iam/policy:Policy";
const cluster = "test:eks/cluster:Cluster";

const type = (token: string): ResourceType => ({
  token,
  source: "https://example.com/type",
  id: ({ inputs, unique }) => text(inputs, "name") ?? unique(8),
  outputs: ({ id }) => ({ arn: `arn:${id}` }),
});

const definition: ProviderDefinition = {
  name: "test",
  version: "1.0.0",
  typeOf: (token) => type(token),
  invokes: {},
  placeOf: ({ region }) => String(region),
  outageOf: ({ kind, region }) =>
    region === "mars-1" ? { message: `no way to ${kind}`, forget: kind === "read" } : undefined,
};

let stand: StandIn;
let faults: FaultList;
beforeEach(() => {
  stand = new StandIn(definition);
  faults = new FaultList(stand.cloud);
});
afterEach(() => stand.dispose());

const target = (token: string) => ({ urn: `urn::p::${token}::it`, token, name: "it" });

/** Creates as the stand-in's service does. */
function create(
  token: string,
  inputs: Properties = {},
  configuration: Properties = {},
  ended?: AbortSignal,
) {
  const instance = {
    ...stand.instance,
    configuration: { ...stand.instance.configuration, ...configuration },
  };
  const about = { target: target(token), kind: "create", inputs } as const;
  const provider = { definition, handler: stand.handler, ...(ended && { ended }) };
  return callCloud(provider, instance, about, () =>
    stand.handler.create(instance, about.target, inputs),
  );
}

const add = (fault: Parameters<FaultList["add"]>[0]): Promise<Fault> => faults.add(fault);
const made = (token: string): string[] => stand.cloud.list(token).map(({ id }) => id);

describe("a fault", () => {
  it("strikes as often as it was set to, and no more", async () => {
    await add({ kind: "error", code: "Oops", text: "no", times: 2 });
    await expect(create(role)).rejects.toThrow("api error Oops: no (a fault of the sandbox)");
    await expect(create(role)).rejects.toThrow("Oops");
    await create(role);
    expect(made(role)).toHaveLength(1);
    expect(faults.all()).toEqual([]);
  });

  it.each<[string, Partial<Fault>]>([
    ["type", { type: cluster }],
    ["beginning of a type", { type: "test:eks/*" }],
    ["call", { calls: ["delete"] }],
    ["place", { place: "eu-west-1" }],
  ])("leaves alone what is of another %s", async (_, only) => {
    await add({ kind: "error", ...only });
    await create(role);
    expect(made(role)).toHaveLength(1);
    expect(faults.all()).toHaveLength(1);
  });

  it.each<[string, Partial<Fault>]>([
    ["type", { type: role }],
    ["beginning of a type", { type: "test:iam/*" }],
    ["call", { calls: ["create"] }],
    ["place", { place: "us-east-1" }],
  ])("strikes what is of its %s", async (_, only) => {
    await add({ kind: "error", ...only });
    await expect(create(role)).rejects.toThrow("InternalFailure");
    expect(made(role)).toEqual([]);
  });

  it("can be taken away", async () => {
    await add({ kind: "error" });
    await faults.clear();
    await create(role);
    expect(made(role)).toHaveLength(1);
  });

  it("is seen by every process: it is on the cloud's disk", async () => {
    await add({ kind: "crash" });
    expect(new FaultList(stand.in("eu-west-1").cloud).all()).toEqual(faults.all());
  });
});

describe("a crash", () => {
  it("comes when the work is done", async () => {
    await add({ kind: "crash" });
    await expect(create(role)).rejects.toThrow(Crash);
    expect(made(role)).toHaveLength(1);
  });

  it("or before it", async () => {
    await add({ kind: "crash", when: "before" });
    await expect(create(role)).rejects.toThrow(Crash);
    expect(made(role)).toEqual([]);
  });
});

describe("throttling", () => {
  it("is outlasted by the provider while it is shorter than its attempts, and not any longer", () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 8 }), fc.nat({ max: 8 }), async (tries, times) => {
        await faults.clear();
        await add({ kind: "throttling", times: Math.max(times, 1) });
        const outcome = create(role, {}, { maxRetries: tries });
        if (Math.max(times, 1) < tries) {
          await outcome;
        } else {
          await expect(outcome).rejects.toThrow(
            `exceeded maximum number of attempts, ${tries}, https response error StatusCode: 400, ` +
              "RequestID: , api error Throttling: Rate exceeded",
          );
        }
      }),
      { numRuns: 30 },
    ));

  it("is tried 25 times where the provider isn't told otherwise", async () => {
    await add({ kind: "throttling", times: 24 });
    await create(role);
    await add({ kind: "throttling", times: 25 });
    await expect(create(role)).rejects.toThrow("attempts, 25,");
    expect(faults.all()).toEqual([]);
  });
});

describe("a slow call", () => {
  it("has done its work while its answer is awaited", async () => {
    await add({ kind: "slow", milliseconds: 300 });
    const answer = create(role);
    const first = await Promise.race([answer.then(() => "answer"), object()]);
    expect(first).toBe("object");
    await answer;
  });

  it("goes no further when the provider ends before it", async () => {
    await add({ kind: "slow", when: "before", milliseconds: 60_000 });
    const life = new AbortController();
    const call = create(role, {}, {}, life.signal);
    while (faults.all().length > 0) await new Promise((again) => setTimeout(again, 5));
    life.abort();
    await expect(call).rejects.toThrow("aborted");
    expect(made(role)).toEqual([]);
  });

  async function object(): Promise<string> {
    while (made(role).length === 0) await new Promise((again) => setTimeout(again, 5));
    return "object";
  }
});

describe("propagation", () => {
  it("makes another service wait for a new object, by id or by ARN", async () => {
    await add({ kind: "propagation", type: role, uses: 2, times: 2 });
    await create(role, { name: "one" });
    await create(role, { name: "two" });
    await create(cluster, { name: "by-id", roles: { of: ["one"] } });
    await create(cluster, { name: "by-arn", roleArn: "arn:two" });
    expect(made(cluster)).toEqual(["by-arn", "by-id"]);
  });

  it("fails in AWS's words when it lasts longer than the provider waits", async () => {
    await add({ kind: "propagation", type: role, uses: propagationAttempts });
    await create(role, { name: "one" });
    await expect(create(cluster, { roleArn: "arn:one" })).rejects.toThrow(
      "api error InvalidParameterException: arn:one could not be assumed because it does not exist",
    );
    expect(made(cluster)).toEqual([]);
    // What failed has used it up: the next goes through.
    await create(cluster, { roleArn: "arn:one" });
  });

  it("doesn't concern its own service, nor what names another object", async () => {
    await add({ kind: "propagation", type: role, uses: propagationAttempts });
    await create(role, { name: "one" });
    await create(other, { role: "one" });
    await create(cluster, { roleArn: "arn:two" });
    expect([made(other), made(cluster)]).toMatchObject([[expect.anything()], [expect.anything()]]);
  });
});

describe("an outage", () => {
  it("lets no call through, and no fault is used up", async () => {
    await add({ kind: "error" });
    await expect(create(role, { region: "mars-1" })).rejects.toThrow(
      new Unreachable({ message: "no way to create" }),
    );
    expect(stand.cloud.all()).toEqual([]);
    expect(faults.all()).toHaveLength(1);
  });
});
