// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { Checkout, type Ended } from "../../support/checkout";
import { goodStacksFolder } from "../../support/good-stacks";

jest.setTimeout(300_000);

const topology = "stacks/environments/production.ts";

/** Pull requests against a production that is up, by the commands that a workflow runs. */
describe("a pull request", () => {
  let checkout: Checkout;

  beforeAll(() => {
    checkout = new Checkout();
    const head = execFileSync("git", ["rev-parse", "HEAD"], {
      cwd: checkout.folder,
      encoding: "utf8",
    }).trim();
    // What bringing the base up would give, which another test does.
    cpSync(
      join(goodStacksFolder(), "sandbox", "production"),
      checkout.path(".sandbox", "bases", head, "production"),
      { recursive: true, verbatimSymlinks: true },
    );
  });
  afterAll(() => checkout.remove());

  /** The comment on a change, and what the gates say of it. */
  async function reviewed(
    file: string,
    from: string,
    to: string,
  ): Promise<{ comment: string; diff: Ended; gate: Ended }> {
    const undo = checkout.edit(file, from, to);
    const diff = await checkout.npm("diff", "--base", "HEAD");
    undo();
    const previews = checkout.path(".sandbox", "diff", "production", "previews");
    const gate = await checkout.npm("gate", "--from", previews);
    const comment = readFileSync(checkout.path(".sandbox/diff/production/comment.md"), "utf8");
    expect(comment).toBe(diff.stdout);
    return { comment, diff, gate };
  }

  it("that shrinks the standby's nodes breaks the rule that both regions carry the load", async () => {
    const { comment, gate } = await reviewed(
      "stacks/region/cluster.ts",
      "instanceTypes: instanceTypes[nodeArgs.architecture],",
      "instanceTypes: instanceTypes[nodeArgs.architecture],\n" +
        '      ...(region.name === "eu-west-1" && { minimum: 2, desired: 2 }),',
    );
    expect(firstLine(comment)).toBe("");
    expect(comment).toContain("");
    expect(gate.code).toBe(0);
  });

  it("that shrinks them in the topology is refused before anything is previewed", async () => {
    const { comment, gate } = await reviewed(topology, "desired: 9", "desired: 9 - 2");
    expect(firstLine(comment)).toBe("");
    expect(gate.code).toBe(1);
  });

  it("that opens PostgreSQL to the world breaks the rule about ingress, at its line", async () => {
    const { comment } = await reviewed(
      "components/data/client-access.ts",
      "referencedSecurityGroupId: args.clientSecurityGroupIds[client],",
      'cidrIpv4: "0.0.0.0/0",',
    );
    expect(firstLine(comment)).toBe("");
  });

  it("that moves a VPC's range shows the replacement, which is stateful and stopped", async () => {
    const { comment, gate } = await reviewed(topology, "10.2.0.0/16", "10.3.0.0/16");
    expect(firstLine(comment)).toBe("");
    expect(gate.code).toBe(1);
  });

  it("that removes the secondary record breaks the rule about failover pairs", async () => {
    const { comment } = await reviewed(
      "components/edge/failover-records.ts",
      'const secondary = this.createRecord(name, "SECONDARY", args);',
      "const secondary = primary;",
    );
    expect(firstLine(comment)).toBe("");
  });

  it("that is innocent gets a short and calm comment", async () => {
    const { comment, gate } = await reviewed(topology, "maximum: 18", "maximum: 20");
    expect(firstLine(comment)).toBe("");
    expect(comment.split("\n").length).toBeLessThan(30);
    expect(gate.code).toBe(0);
  });
});

function firstLine(comment: string): string {
  return comment.split("\n")[0] ?? "";
}
