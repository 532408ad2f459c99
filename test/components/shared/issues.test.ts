// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

import { formatIssue, formatIssues } from "../../../components/shared/issues";
import { assertNoIssues } from "../../../components/shared/validation";
import { record } from "../../support/mocks";

const overlap = {
  path: "regions[1].cidr",
  problem: "overlaps regions[0].cidr (10.0.0.0/16)",
  got: "10.0.128.0/17",
  fix: "choose a disjoint block",
};

describe("formatIssue", () => {
  it("tells path, problem, value got and fix", () => {
    expect(formatIssue(overlap)).toBe(
      'regions[1].cidr: overlaps regions[0].cidr (10.0.0.0/16), got "10.0.128.0/17"; choose a disjoint block',
    );
  });

  it("says nothing of a value where there is none, and 'nothing' where it is undefined", () => {
    expect(formatIssue({ path: "a", problem: "is missing", fix: "give one" })).toBe(
      "a: is missing; give one",
    );
    expect(formatIssue({ path: "a", problem: "is missing", got: undefined, fix: "give one" })).toBe(
      "a: is missing, got nothing; give one",
    );
  });

  it("shortens a long value", () => {
    const text = formatIssue({ ...overlap, got: "x".repeat(1000) });
    expect(text).toContain(`got "${"x".repeat(119)}…; `);
  });
});

describe("formatIssues", () => {
  it("lists every problem under the headline", () => {
    const text = formatIssues("invalid arguments", [
      overlap,
      { ...overlap, path: "regions[2].cidr" },
    ]);
    expect(text.split("\n").map((line) => line.split(":")[0])).toEqual([
      "invalid arguments",
      "  - regions[1].cidr",
      "  - regions[2].cidr",
    ]);
  });
});

describe("assertNoIssues", () => {
  class Picky extends pulumi.ComponentResource {
    constructor(issues: Parameters<typeof assertNoIssues>[1]) {
      super("payments:shared:Picky", "picky");
      assertNoIssues(this, issues);
    }
  }

  it("stops a component with one error that Pulumi shows without a stack", async () => {
    const built = record(() => new Picky([overlap, overlap]));
    await expect(built).rejects.toThrow(formatIssues("invalid arguments", [overlap, overlap]));
    await expect(record(() => new Picky([overlap]))).rejects.toBeInstanceOf(pulumi.ResourceError);
  });

  it("lets a component without issues be", async () => {
    await expect(record(() => new Picky([]))).resolves.toHaveLength(1);
  });
});
