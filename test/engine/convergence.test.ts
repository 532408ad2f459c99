// SPDX-License-Identifier: Apache-2.0
import { text } from "../../sandbox/provider/values";
import { Checkout, type Ended } from "../support/checkout";
import { outcome, stepsOf } from "../support/engine-output";
import { cliTimeLimit } from "../support/fixture-project";

const topologyFile = "stacks/environments/staging.ts";
const done = { code: 0, output: "" };
const regions = ["us-east-1", "eu-west-1"] as const;
const instanceType = "aws:rds/instance:Instance";

/** All that may follow the active region in a region's stack. */
const followers: readonly string[] = [
  "aws:cloudwatch/dashboard:Dashboard dashboardBody",
  "aws:cloudwatch/metricAlarm:MetricAlarm threshold",
];

jest.setTimeout(2 * cliTimeLimit);

/** Staging in a clone of its own: the regions' stacks, and what they stand on. */
class Environment {
  readonly checkout = new Checkout();

  sandbox(...args: string[]): Promise<Ended> {
    return this.checkout.sandbox([...args, "--environment", "staging"]);
  }

  async does(...args: string[]): Promise<void> {
    expect(outcome(await this.sandbox(...args))).toEqual(done);
  }

  /** Brings the base stack and the regions up, the founding one first. */
  async up(): Promise<void> {
    for (const stack of ["base", ...regions]) await this.does("up", stack);
  }

  /** What happens behind Pulumi's back, and what a refresh then takes into the state. */
  async failover(database: string): Promise<void> {
    await this.does("cloud", "promote", database);
    await Promise.all(["base", ...regions].map((stack) => this.does("refresh", stack)));
  }

  /** What a preview of both regions would do, each kind of change once: operation, type, property. */
  async preview(): Promise<string[]> {
    const found = await Promise.all(
      regions.map(async (region) => {
        const ended = await this.sandbox("preview", region, "--json");
        expect(outcome(ended)).toEqual(done);
        return Object.entries(stepsOf(ended)).flatMap(([urn, { op, properties }]) =>
          Object.keys(properties).map((path) => [region, op, typeOf(urn), path].join(" ")),
        );
      }),
    );
    return [...new Set(found.flat())].sort();
  }

  setActive(from: string, to: string): void {
    this.checkout.edit(topologyFile, `activeRegion: "${from}"`, `activeRegion: "${to}"`);
  }

  async upBoth(): Promise<void> {
    await Promise.all(regions.map((region) => this.does("up", region)));
  }

  instances(): Record<string, string | undefined> {
    const instances = this.checkout.cloud("staging").list(instanceType);
    return Object.fromEntries(
      instances.map(({ inputs }): [string, string | undefined] => [
        text(inputs, "identifier") ?? "",
        text(inputs, "replicateSourceDb"),
      ]),
    );
  }
}

function typeOf(urn: string): string {
  return urn.split("::").at(-2)?.split("$").at(-1) ?? "";
}

/** Labels, dashboards and thresholds of both regions, changed in place, and nothing else. */
const flipped = regions
  .flatMap((region) => followers.map((follower) => `${region} update ${follower}`))
  .sort();

/** Ordered: every test goes on from where the one before left the environment. */
describe("after a failover of an Aurora global database", () => {
  let environment: Environment;
  beforeAll(() => {
    environment = new Environment();
    const { checkout } = environment;
    checkout.edit(topologyFile, 'engine: "rds"', 'engine: "aurora-global"');
    checkout.edit(topologyFile, '    promotion: "takes minutes, and AWS promises no bound",\n', "");
    checkout.edit(topologyFile, '    storage: { allocated: "20 GiB", maximum: "100 GiB" },\n', "");
    checkout.edit(topologyFile, "db.t4g.medium", "db.r7g.large");
  });
  afterAll(() => environment.checkout.remove());

  it("the program changes what follows the active region, and nothing of the database", async () => {
    await environment.up();
    await environment.failover("staging-payments-g1");
    expect(await environment.preview()).toEqual([]);
    environment.setActive("us-east-1", "eu-west-1");
    expect(await environment.preview()).toEqual(flipped);
    await environment.upBoth();
  });

  it("and again after the failback", async () => {
    await environment.failover("staging-payments-g1");
    expect(await environment.preview()).toEqual([]);
    environment.setActive("eu-west-1", "us-east-1");
    expect(await environment.preview()).toEqual(flipped);
  });
});

/** Ordered too. */
describe("after a failover of RDS", () => {
  let environment: Environment;
  beforeAll(() => {
    environment = new Environment();
  });
  afterAll(() => environment.checkout.remove());

  it("the program changes what follows the active region, and nothing of the database", async () => {
    await environment.up();
    await environment.failover("staging-payments-eu-west-1-g1-1");
    expect(await environment.preview()).toEqual([]);
    environment.setActive("us-east-1", "eu-west-1");
    expect(await environment.preview()).toEqual(flipped);
    await environment.upBoth();
  });

  it("the old region's database is rebuilt as a replica of the promoted one, which stays", async () => {
    const { checkout } = environment;
    checkout.edit(topologyFile, "    storage: {", '    sourceRegion: "eu-west-1",\n    storage: {');
    const [own, rebuilt] = ["instances: 3 },", "instances: 3, generation: 2 },"];
    const line = 'and two warm ones.\n      database: { instanceClass: "db.t4g.medium", ';
    checkout.edit(topologyFile, `${line}${own}`, `${line}${rebuilt}`);
    const steps = await environment.preview();
    expect(steps.filter((step) => step.startsWith("eu-west-1"))).toEqual([]);
    expect(steps).toContain(`us-east-1 replace ${instanceType} identifier`);
    await environment.does("up", "us-east-1");
    const promoted = "staging-payments-eu-west-1-g1-1";
    expect(environment.instances()).toEqual({
      "staging-payments-us-east-1-g2-1": `arn:aws:rds:eu-west-1:444455556666:db:${promoted}`,
      "staging-payments-us-east-1-g2-2": "staging-payments-us-east-1-g2-1",
      "staging-payments-us-east-1-g2-3": "staging-payments-us-east-1-g2-1",
      [promoted]: undefined,
      "staging-payments-eu-west-1-g1-2": promoted,
      "staging-payments-eu-west-1-g1-3": promoted,
    });
  });

  it("and again after the failback to the rebuilt one", async () => {
    await environment.failover("staging-payments-us-east-1-g2-1");
    expect(await environment.preview()).toEqual([]);
    environment.setActive("eu-west-1", "us-east-1");
    expect(await environment.preview()).toEqual(flipped);
    // Naming the new source, before its old one is rebuilt in its turn, changes nothing either.
    environment.checkout.edit(topologyFile, '    sourceRegion: "eu-west-1",\n', "");
    const lagging =
      'instances: 3 },\n      cache: { nodeType: "cache.t4g.small", nodes: 2 },\n    },\n  ],';
    environment.checkout.edit(
      topologyFile,
      lagging,
      lagging.replace("instances: 3 }", "instances: 3, generation: 3 }"),
    );
    const steps = await environment.preview();
    expect(steps.filter((step) => step.startsWith("us-east-1"))).toEqual(
      flipped.filter((step) => step.startsWith("us-east-1")),
    );
    expect(steps).toContain(`eu-west-1 replace ${instanceType} identifier`);
  });
});
