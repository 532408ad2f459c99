// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import * as fc from "fast-check";

import { mergedExport } from "../../review/graph/merge";
import { Checkout } from "../support/checkout";
import { goodStacks, placeSandbox } from "../support/good-stacks";
import { brokenStacks } from "../support/judged-stacks";
import { mutants } from "./mutants";

jest.setTimeout(300_000);

/** By the commands that a user types, in a sandbox where production and staging are up. */
describe("the pack in the real engine", () => {
  let checkout: Checkout;

  beforeAll(() => {
    checkout = new Checkout();
    placeSandbox(checkout.path(".sandbox"));
  });
  afterAll(() => checkout.remove());

  /** What `npm run compliance` says of production with one mistake in it. */
  async function compliance(rule: string, ...args: readonly string[]) {
    const mutant = mutants.find((one) => one.rule === rule);
    if (mutant === undefined) throw new RangeError(`no mistake for ${rule}`);
    const name = `production-${mutant.scope}`;
    const folder = checkout.path(`broken-${rule}`);
    mkdirSync(folder, { recursive: true });
    for (const { stack, resources } of brokenStacks(goodStacks("production"), name, mutant.make)) {
      const text = JSON.stringify(mergedExport([resources]));
      writeFileSync(join(folder, `${stack}.json`), text);
    }
    return checkout.npm("compliance", "--from", folder, ...args);
  }

  it("stops an update before it changes a resource that breaks a rule, and says what to do", async () => {
    const undo = checkout.edit(
      "components/shared/encryption-key.ts",
      "enableKeyRotation: true",
      "enableKeyRotation: false",
    );
    const preview = await checkout.sandbox(["preview", "us-east-1"]);
    const up = await checkout.sandbox(["up", "us-east-1"]);
    const without = await checkout.sandbox(["preview", "us-east-1", "--no-policies"]);
    undo();
    expect([preview.code, up.code, without.code]).toEqual([1, 1, 0]);
    expect(preview.stdout).toMatch(
      /\[mandatory\] .*rotate-keys[^]*enableKeyRotation is false\. .* Fix: .* See docs\/policies\.md#rotate-keys and https:/,
    );
    const after = await checkout.sandbox(["preview", "us-east-1", "--expect-no-changes"]);
    expect(after.code).toBe(0);
  });

  it("finds production and staging compliant, every stack alone and all together", async () => {
    const all = await Promise.all(
      ["production", "staging"].map((name) => checkout.npm("compliance", "--environment", name)),
    );
    for (const { code, stdout } of all) {
      expect([code, stdout]).toEqual([
        0,
        expect.stringMatching(
          /^compliant: 6 stacks, \d+ rules, 0 broken, 0 undecided, 0 exceptions in force\n$/,
        ),
      ]);
    }
  });

  it.each([
    ["a rule about a resource", "spread-caches-over-zones"],
    ["a rule about a stack", "pair-failover-records"],
    ["a rule about an environment", "keep-networks-disjoint"],
  ])("finds what breaks %s by pulumi policy analyze", async (_, rule) => {
    const { code, stdout } = await compliance(rule);
    expect(code).toBe(1);
    expect(stdout).toContain(`mandatory: ${rule}: `);
    expect(stdout).toContain("NOT compliant");
  });

  it("says the same, byte for byte, however often it is asked and in whatever order", async () => {
    const first = await compliance("pair-failover-records", "--json");
    expect((await compliance("pair-failover-records", "--json")).stdout).toBe(first.stdout);
    const resources = goodStacks("production").flatMap((stack) => stack.resources);
    const text = JSON.stringify(mergedExport([resources]));
    fc.assert(
      fc.property(fc.shuffledSubarray([...resources], { minLength: resources.length }), (other) => {
        expect(JSON.stringify(mergedExport([other]))).toBe(text);
      }),
      { numRuns: 5 },
    );
  });

  it("takes an exception until its day, and refuses one that is late or not needed", async () => {
    const rule = "pair-failover-records";
    const entry = (more: string) =>
      `exceptions:\n  - rule: ${rule}\n    stack: production-global\n    reason: the peer is being moved to another account\n    owner: platform team\n    ${more}\n`;
    const write = (text: string) => writeFileSync(checkout.path("policy", "exceptions.yaml"), text);
    write(entry('resource: "aws:route53/record:Record *"\n    expires: 2999-01-01'));
    const excused = await compliance(rule);
    const unused = await checkout.npm("compliance");
    write(entry('resource: "aws:route53/record:Record *"\n    expires: 2020-01-01'));
    const expired = await compliance(rule);
    write("");
    expect([excused.code, excused.stdout]).toEqual([
      0,
      expect.stringContaining("1 exceptions in force"),
    ]);
    expect([unused.code, unused.stdout]).toEqual([
      1,
      expect.stringContaining("unused exception: "),
    ]);
    expect([expired.code, expired.stdout]).toEqual([
      1,
      expect.stringMatching(/mandatory: pair-failover-records: [^]*expired exception: /),
    ]);
  });
});
