// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

import { Checkout, type Ended } from "../../support/checkout";
import { placeSandbox } from "../../support/good-stacks";

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
    placeSandbox(checkout.path(".sandbox", "bases", head, "production"), "production");
  });
  afterAll(() => checkout.remove());

  /** The comment on a change. */
  async function reviewed(file: string, change: (text: string) => string): Promise<string> {
    const undo = checkout.change(file, change);
    const diff = await checkout.npm("diff", "--base", "HEAD");
    undo();
    const comment = readFileSync(checkout.path(".sandbox/diff/production/comment.md"), "utf8");
    expect(comment).toBe(diff.stdout);
    expect(comment.length).toBeLessThan(65_000);
    return comment;
  }

  /** What the gates say of the latest change. */
  const gate = (): Promise<Ended> =>
    checkout.npm("gate", "--from", checkout.path(".sandbox/diff/production/previews"));

  it("that shrinks the standby's nodes breaks the rule that both regions carry the load", async () => {
    const comment = await reviewed("stacks/region/cluster.ts", (text) =>
      text.replace(
        "instanceTypes: instanceTypes[nodeArgs.architecture],",
        '$&\n      ...(region.name === "eu-west-1" && { minimum: 2, desired: 2 }),',
      ),
    );
    expect(firstLine(comment)).toBe("## ⛔ 1 policy is broken");
    expect(problems(comment)).toEqual([
      expect.stringMatching(
        /^⛔ \*\*Policy\*\* `match-node-capacity`: .*`payments-nodes` of `production-eu-west-1` at `stacks\/region\/cluster\.ts:\d+`$/,
      ),
    ]);
    expect(comment).toContain("| `scalingConfig.minSize`: `6` → `2`");
  });

  it("that shrinks them in the topology is refused before anything is previewed", async () => {
    const comment = await reviewed(topology, (text) => {
      const standby = text.lastIndexOf("desired: 9");
      return `${text.slice(0, standby)}desired: 7${text.slice(standby + 10)}`;
    });
    expect(firstLine(comment)).toBe("## ⛔ 6 stacks can't be previewed");
    expect(problems(comment)).toEqual([
      expect.stringMatching(
        /^⛔ \*\*Can't be previewed\*\*: .*nodes\.desired: must equal .* \(9\): either region carries the full load, got 7/,
      ),
    ]);
    const { code, stdout } = await gate();
    expect(code).toBe(1);
    expect(stdout).toMatch(/^CLOSED {2}every-preview-ends: /m);
  });

  it("that opens PostgreSQL to the world breaks the rules about ingress, at its line", async () => {
    const comment = await reviewed("components/data/client-access.ts", (text) =>
      text.replace(
        "referencedSecurityGroupId: args.clientSecurityGroupIds[client],",
        'cidrIpv4: args.port === 5432 ? "0.0.0.0/0" : "10.0.0.0/8",',
      ),
    );
    expect(firstLine(comment)).toMatch(/^## ⛔ 3 policies are broken/);
    expect(problems(comment)).toContainEqual(
      expect.stringMatching(
        /^⛔ \*\*Policy\*\* `limit-ingress-from-anywhere`.*5432.*at `components\/data\/client-access\.ts:\d+`/,
      ),
    );
    expect(comment).toContain("**Do:**");
  });

  it("that moves a VPC's range shows the replacement, which is stateful and stopped", async () => {
    const comment = await reviewed(topology, (text) =>
      text.replaceAll("10.2.0.0/16", "10.3.0.0/16"),
    );
    expect(firstLine(comment)).toMatch(
      /^## ⛔ 1 stack can't be previewed, 1 stateful resource would be replaced, 1 gate is closed/,
    );
    expect(problems(comment)).toContainEqual(
      expect.stringMatching(
        /^⛔ \*\*Replaced, and stateful\*\*: `aws:ec2:Vpc` `payments-network` of `production-eu-west-1`, forced by `cidrBlock`: `10\.2\.0\.0\/16` → `10\.3\.0\.0\/16`\. .*everything that stands in it/,
      ),
    );
    expect(comment).toContain("Bring them up in this order");
    const { code, stdout } = await gate();
    expect(code).toBe(1);
    expect(stdout).toMatch(/^CLOSED {2}nothing-stateful-is-lost: .*payments-network/m);
  });

  it("that removes the secondary record breaks the rule about failover pairs", async () => {
    const comment = await reviewed("components/edge/failover-records.ts", (text) =>
      text.replace(
        'const secondary = this.createRecord(name, "SECONDARY", args);',
        "const secondary = primary;",
      ),
    );
    expect(firstLine(comment)).toBe("## ⛔ 1 policy is broken and 1 resource would be deleted");
    expect(problems(comment)[0]).toMatch(/^⛔ \*\*Policy\*\* `pair-failover-records`: .*SECONDARY/);
    expect(comment).toContain(
      "| deleted | `aws:route53:Record` `payments-failover-payments-secondary`",
    );
  });

  it("that is innocent gets a short and calm comment, and open gates", async () => {
    const comment = await reviewed(topology, (text) =>
      text.replaceAll("maximum: 18", "maximum: 20"),
    );
    expect(firstLine(comment)).toBe(
      "## ✅ 2 updates in eu-west-1 and us-east-1, nothing replaced or deleted, no policy broken",
    );
    expect(comment).not.toContain("⛔");
    expect(comment.split("```mermaid")[0]?.split("\n").length).toBeLessThan(12);
    expect(comment).toMatch(/Cost: \$[\d,]+ a month \(estimate\), no change\./);
    const { code, stdout } = await gate();
    expect([code, stdout]).toEqual([0, expect.stringContaining("open    one-region-at-a-time")]);
    const page = readFileSync(checkout.path(".sandbox/diff/production/platform.html"), "utf8");
    expect(page).toContain("~ update");
  });
});

function firstLine(comment: string): string {
  return comment.split("\n")[0] ?? "";
}

/** The entries of what is wrong, without what to do. */
function problems(comment: string): string[] {
  return comment
    .split("\n")
    .filter((line) => line.startsWith("- "))
    .map((line) => line.slice(2));
}
