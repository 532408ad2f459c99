// SPDX-License-Identifier: Apache-2.0
import { stacksOf } from "../../sandbox/cli/stacks";
import { staging } from "../../stacks/environments/staging";
import { Checkout } from "../support/checkout";
import { headings, outcome, stepsOf } from "../support/engine-output";
import { cliTimeLimit } from "../support/fixture-project";

const topologyFile = "stacks/environments/staging.ts";
const done = { code: 0, output: "" };

jest.setTimeout(cliTimeLimit);

/** Ordered: every test goes on from where the one before left the environment. */
describe("staging in the real engine", () => {
  let checkout: Checkout;

  beforeAll(() => {
    checkout = new Checkout();
  });
  afterAll(() => checkout.remove());

  const sandbox = (...args: string[]) => checkout.sandbox([...args, "--environment", "staging"]);

  it("comes up while another process brings up a stack of production, and neither loses anything", async () => {
    const [all, base] = await Promise.all([sandbox("up"), checkout.sandbox(["up", "base"])]);
    expect([outcome(all), outcome(base)]).toEqual([done, done]);
    expect(headings(all)).toEqual(stacksOf(staging));
    // Everything that either state knows is in its cloud, as it was made.
    const [found, baseFound] = await Promise.all([
      sandbox("refresh", "--expect-no-changes"),
      checkout.sandbox(["refresh", "base", "--expect-no-changes"]),
    ]);
    expect([outcome(found), outcome(baseFound)]).toEqual([done, done]);
  });

  it("shows a change that AWS makes in place as an update", async () => {
    const undo = checkout.edit(topologyFile, "maximum: 4", "maximum: 5");
    const ended = await sandbox("preview", "us-east-1", "--json");
    undo();
    expect(outcome(ended)).toEqual(done);
    const component = "payments:cluster:NodeGroup$eks:index:ManagedNodeGroup";
    const urn = (types: string) =>
      `urn:pulumi:staging-us-east-1::payments::${types}::payments-nodes`;
    expect(stepsOf(ended)).toEqual({
      [urn(component)]: { op: "update", properties: {} },
      [urn(`${component}$aws:eks/nodeGroup:NodeGroup`)]: {
        op: "update",
        properties: { "scalingConfig.maxSize": "update" },
      },
    });
  });

  it("shows another range of the VPC as its replacement", async () => {
    const undo = checkout.edit(topologyFile, "10.11.0.0/16", "10.13.0.0/16");
    const json = await sandbox("preview", "us-east-1", "--json");
    const diff = await sandbox("preview", "us-east-1", "--diff");
    undo();
    expect([outcome(json), outcome(diff)]).toEqual([done, done]);
    const steps = Object.entries(stepsOf(json));
    const vpc = steps.find(([urn]) => urn.endsWith("$aws:ec2/vpc:Vpc::payments-network"));
    expect(vpc?.[1]).toEqual({
      op: "replace",
      properties: { cidrBlock: "update-replace" },
    });
    const block =
      /\+-aws:ec2\/vpc:Vpc: \(replace\)\n(?: {6,}.*\n)*? +~ cidrBlock *: "10\.11\.0\.0\/16" => "10\.13\.0\.0\/16"/;
    expect(diff.stdout).toMatch(block);
  });

  it("is destroyed in reverse order, to an empty cloud but for keys that await their deletion", async () => {
    const ended = await sandbox("destroy");
    expect(outcome(ended)).toEqual(done);
    // The writer is in the first region, so that reversed is the order that AWS allows.
    expect(headings(ended).filter((title) => title.endsWith(": destroy"))).toEqual(
      stacksOf(staging)
        .reverse()
        .map((stack) => `${stack}: destroy`),
    );
    const left = checkout
      .cloud("staging")
      .all()
      // No program made the adopted zone.
      .filter(({ type, urn }) => !(type === "aws:route53/zone:Zone" && urn === ""))
      .filter(({ type }) => type !== "leftover:kms/keyPendingDeletion")
      .map(({ place, type, id }) => `${place} ${type} ${id}`);
    expect(left).toEqual([]);
    expect(checkout.changes()).toBe("");
  });
});
