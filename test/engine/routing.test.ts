// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";

import { stateOf, type CloudObject } from "../../sandbox/provider/cloud";
import { text, textsWithin } from "../../sandbox/provider/values";
import { Checkout } from "../support/checkout";
import { outcome, stepsOf } from "../support/engine-output";
import { cliTimeLimit } from "../support/fixture-project";
import { productionWithEveryRouting } from "../support/topologies";

const topologyFile = "stacks/environments/staging.ts";
const done = { code: 0, output: "" };
const groupType = "aws:globalaccelerator/endpointGroup:EndpointGroup";
const recordType = "aws:route53/record:Record";
const [us, eu] = ["us-east-1", "eu-west-1"] as const;

jest.setTimeout(cliTimeLimit);

/** Ordered: every test goes on from where the one before left the environment. */
describe("staging with a service of every routing, in the real engine", () => {
  let checkout: Checkout;

  beforeAll(() => {
    checkout = new Checkout();
    const topology = readFileSync(checkout.path(topologyFile), "utf8");
    const services = /services: \[[^\]]*\],/.exec(topology)?.[0] ?? "";
    const lines = productionWithEveryRouting().services.map((one) => `    ${JSON.stringify(one)},`);
    checkout.edit(topologyFile, services, `services: [\n${lines.join("\n")}\n  ],`);
  });
  afterAll(() => checkout.remove());

  const sandbox = (...args: string[]) => checkout.sandbox([...args, "--environment", "staging"]);
  const cloud = () => checkout.cloud("staging");
  const up = async (...args: string[]) => outcome(await sandbox("up", ...args));
  const edit = (from: string, to: string) => checkout.edit(topologyFile, from, to);

  const groupOf = (service: string, region: string): CloudObject => {
    const found = cloud()
      .list(groupType)
      .filter(({ urn }) => urn.endsWith(`-${service}-group-${region}`));
    const [group] = found;
    if (group === undefined || found.length > 1) throw new Error(`${found.length} groups`);
    return group;
  };
  const balancerIn = (region: string): string =>
    cloud()
      .list("aws:lb/loadBalancer:LoadBalancer", region)
      .filter(({ inputs }) => inputs.internal !== true)
      .map(({ id }) => id)[0] ?? "";
  /** The dial of a service's group in a region, and its endpoints. */
  const opened = (service: string, region: string) => {
    const { trafficDialPercentage, ...rest } = stateOf(groupOf(service, region));
    const endpoints = textsWithin(rest, "endpointConfigurations.endpointId");
    return [trafficDialPercentage, endpoints];
  };
  /** What a failover controller does by one `UpdateEndpointGroup`. */
  const dial = async (region: string, percentage: number, endpoints: readonly object[]) => {
    const { id } = groupOf("payments", region);
    const set = (property: string, value: unknown) =>
      sandbox("cloud", "set", id, property, JSON.stringify(value));
    const ended = [
      await set("trafficDialPercentage", percentage),
      await set("endpointConfigurations", endpoints),
    ];
    expect(ended.map(outcome)).toEqual([done, done]);
  };
  const endpoint = (region: string) => ({
    endpointId: balancerIn(region),
    weight: 128,
    clientIpPreservationEnabled: false,
  });
  const publicRecord = (service: string) => {
    const found = cloud()
      .list(recordType)
      .filter(({ inputs }) => inputs.name === `${service}.staging.pay.example.com`);
    expect(found).toHaveLength(1);
    return textsWithin(found[0]?.inputs ?? {}, "aliases.name")[0] ?? "";
  };

  it("comes up, and a second time changes nothing", async () => {
    for (const stack of ["base", us, eu, "global"]) expect(await up(stack)).toEqual(done);
    expect(await up("global", "--expect-no-changes")).toEqual(done);
  });

  it("opens one region for payments, and both for what is active in both", () => {
    expect(opened("payments", us)).toEqual([100, [balancerIn(us)]]);
    expect(opened("payments", eu)).toEqual([0, []]);
    for (const region of [us, eu]) {
      expect(opened("prices", region)).toEqual([100, [balancerIn(region)]]);
    }
  });

  it("answers each public name with what chooses its region", () => {
    const names = ["payments", "ledger", "status", "prices", "reports"].map(publicRecord);
    expect(names).toEqual([
      expect.stringMatching(/\.awsglobalaccelerator\.com$/),
      "ledger.failover.staging.pay.example.com",
      "status.latency.staging.pay.example.com",
      expect.stringMatching(/\.awsglobalaccelerator\.com$/),
      expect.stringMatching(/\.elb\.us-east-1\.amazonaws\.com$/),
    ]);
  });

  it("leaves a failover where it is: neither up nor refresh moves payments back", async () => {
    await dial(us, 0, []);
    await dial(eu, 100, [endpoint(eu)]);
    expect(await up("global", "--expect-no-changes")).toEqual(done);
    expect(outcome(await sandbox("refresh", "global"))).toEqual(done);
    expect(await up("global", "--expect-no-changes")).toEqual(done);
    expect(opened("payments", us)).toEqual([0, []]);
    expect(opened("payments", eu)).toEqual([100, [balancerIn(eu)]]);
  });

  it("changes no dial when activeRegion follows", async () => {
    const undo = edit(`activeRegion: "${us}"`, `activeRegion: "${eu}"`);
    const ended = await sandbox("preview", "global", "--json");
    undo();
    expect(stepsOf(ended)).toEqual({});
  });

  it("repairs the groups of a service that is active in both regions", async () => {
    const { id } = groupOf("prices", eu);
    const ended = await sandbox("cloud", "set", id, "trafficDialPercentage", "0");
    expect(outcome(ended)).toEqual(done);
    expect(await up("global", "--refresh")).toEqual(done);
    expect(opened("prices", eu)).toEqual([100, [balancerIn(eu)]]);
  });

  it.each([
    ["latency", "anycast"],
    ["anycast", "failover"],
    ["failover", "latency"],
  ])("goes from %s to %s by one setting, its public name changed in place", async (from, to) => {
    const named = `"name":"status","routing":`;
    edit(`${named}"${from}"`, `${named}"${to}"`);
    const before = publicRecord("status");
    const steps = Object.entries(stepsOf(await sandbox("preview", "global", "--json")));
    const [, step] =
      steps.find(([urn]) => urn.endsWith("::payments-public-name-status-alias")) ?? [];
    expect(step?.op).toBe("update");
    expect(steps.filter(([, { op }]) => op.includes("replace"))).toEqual([]);
    expect(await up("global")).toEqual(done);
    expect(publicRecord("status")).not.toBe(before);
  });

  it("leaves nothing of the routings that it had", () => {
    const accelerators = cloud().list("aws:globalaccelerator/accelerator:Accelerator");
    expect(accelerators.map(({ inputs }) => inputs.name).sort()).toEqual([
      "staging-payments",
      "staging-prices",
    ]);
    const names = cloud()
      .list(recordType)
      .map(({ inputs }) => text(inputs, "name") ?? "")
      .filter((name) => name.startsWith("status.") && !name.includes(".internal."));
    expect(names.sort()).toEqual([
      `status.${eu}.staging.pay.example.com`,
      "status.latency.staging.pay.example.com",
      "status.latency.staging.pay.example.com",
      "status.staging.pay.example.com",
      `status.${us}.staging.pay.example.com`,
    ]);
  });

  it("refuses latency for payments, in words, and registers nothing", async () => {
    const undo = edit(
      `"name":"payments","tier":1,"routing":"anycast"`,
      `"name":"payments","tier":1,"routing":"latency"`,
    );
    const { code, stdout, stderr } = await sandbox("preview", "global");
    undo();
    expect(code).not.toBe(0);
    expect(`${stdout}${stderr}`).toContain("would take a payment twice");
  });

  it("is destroyed: accelerators after what hangs on them", async () => {
    expect(outcome(await sandbox("destroy"))).toEqual(done);
    const left = cloud()
      .all()
      .filter(({ type }) => type.startsWith("aws:globalaccelerator/") || type === recordType);
    expect(left).toEqual([]);
  });
});
