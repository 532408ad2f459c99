// SPDX-License-Identifier: Apache-2.0
import { changesOf } from "../../../review/diff/changes";
import type { CommentInput, PolicyViolation } from "../../../review/diff/comment";
import { renderComment, renderFullText } from "../../../review/diff/markdown";
import type { StackPreview } from "../../../review/graph/sources";
import { previewStep, stackPreview, urnOf } from "../../support/preview-steps";

const east = "production-us-east-1";
const west = "production-eu-west-1";
const inPlace = { kind: "update", inputDiff: false } as const;
const replacing = { kind: "update-replace", inputDiff: false } as const;

const nothing = stackPreview(east, previewStep(east, "same", "aws:kms/key:Key", "key"));

function shrunkNodes(nodes: number): StackPreview {
  const inputs = (desiredSize: number) => ({ region: "eu-west-1", scalingConfig: { desiredSize } });
  return stackPreview(
    west,
    previewStep(west, "update", "aws:eks/nodeGroup:NodeGroup", "payments-nodes", {
      old: inputs(9),
      new: inputs(nodes),
      detailedDiff: { "scalingConfig.desiredSize": inPlace },
      at: "components/cluster/node-group.ts#44",
    }),
  );
}

function movedVpc(): StackPreview {
  const inputs = (cidrBlock: string) => ({ region: "us-east-1", cidrBlock });
  return stackPreview(
    east,
    previewStep(east, "replace", "aws:ec2/vpc:Vpc", "payments-vpc", {
      old: inputs("10.1.0.0/16"),
      new: inputs("10.9.0.0/16"),
      detailedDiff: { cidrBlock: replacing },
      at: "components/network/vpc.ts#139",
    }),
    ...[1, 2, 3, 4, 5, 6].map((index) =>
      previewStep(east, "replace", "aws:ec2/subnet:Subnet", `payments-subnet-${index}`, {
        old: { region: "us-east-1", vpcId: "vpc-1" },
        new: { region: "us-east-1", vpcId: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
        detailedDiff: { vpcId: replacing },
      }),
    ),
  );
}

function input(previews: readonly StackPreview[], more: Partial<CommentInput> = {}): CommentInput {
  return {
    title: "production",
    base: "main (1a2b3c4)",
    stacks: changesOf(previews),
    policies: { violations: [], undecided: 0, exceptions: 0 },
    gates: [{ gate: "one-region", ok: true, text: "", fix: "" }],
    cost: undefined,
    ...more,
  };
}

const nodes = urnOf(west, "aws:eks/nodeGroup:NodeGroup", "payments-nodes");
const tooFew: PolicyViolation = {
  rule: "keep-capacity",
  urn: nodes,
  message: `keep-capacity: aws:eks/nodeGroup:NodeGroup payments-nodes of ${west}: has 3 nodes where us-east-1 has 9. A standby carries the whole load. Fix: Give it the same numbers. See docs/policies.md#keep-capacity`,
  level: "mandatory",
  file: "components/cluster/node-group.ts:44",
};

/** Lines of a comment, of its first one the mark and the words. */
function linesOf(comment: string): string[] {
  return comment.trimEnd().split("\n");
}

describe("a comment on an innocent change", () => {
  it("is short and calm", () => {
    const comment = renderComment(input([nothing, shrunkNodes(10)]));
    expect(linesOf(comment)).toEqual([
      "## ✅ 1 update in eu-west-1, nothing replaced or deleted, no policy broken",
      "",
      "production, compared with main (1a2b3c4): 1 of 2 stacks changes; 1 of 1 gates open.",
      "",
      "### `production-eu-west-1`: 1 updated",
      "",
      "|  | Resource | Old → new | Where |",
      "| --- | --- | --- | --- |",
      "| updated | `aws:eks:NodeGroup` `payments-nodes` | `scalingConfig.desiredSize`: `9` → `10` | `components/cluster/node-group.ts:44` |",
      "",
      "Unchanged: `production-us-east-1` (1).",
    ]);
  });

  it("says so where nothing changes at all", () => {
    const [first] = linesOf(renderComment(input([nothing, nothing])));
    expect(first).toBe("## ✅ No change in any of 2 stacks");
  });

  it("says what it costs", () => {
    const cost = {
      before: 10_000,
      after: 10_260.5,
      lines: [{ region: "eu-west-1", part: "nodes", before: 2_344.5, after: 2_605 }],
    };
    const comment = renderComment(input([shrunkNodes(10)], { cost }));
    expect(comment).toContain("Cost: $10,000 → $10,261 a month (estimate): **+$261**.");
    expect(comment).toContain("| eu-west-1 | nodes | $2,345 | $2,605 | +$261 |");
    expect(linesOf(comment).length).toBeLessThan(25);
  });
});

describe("a comment on a change that is wrong", () => {
  it("begins with the policy that is broken, and what to do", () => {
    const violations = [tooFew];
    const policies = { violations, undecided: 0, exceptions: 0 };
    const lines = linesOf(renderComment(input([shrunkNodes(3)], { policies })));
    expect(lines[0]).toBe("## ⛔ 1 policy is broken");
    expect(lines.slice(4, 8)).toEqual([
      "### What is wrong, and what to do",
      "",
      "- ⛔ **Policy** `keep-capacity`: has 3 nodes where us-east-1 has 9. A standby carries the whole load. `aws:eks:NodeGroup` `payments-nodes` of `production-eu-west-1` at `components/cluster/node-group.ts:44`",
      "  **Do:** Give it the same numbers. See docs/policies.md#keep-capacity",
    ]);
  });

  it("begins with what is replaced though it holds something, and what forces it", () => {
    const lines = linesOf(renderComment(input([movedVpc()])));
    expect(lines[0]).toBe(
      "## ⚠️ 1 stateful resource would be replaced and 6 other resources would be replaced",
    );
    expect(lines[6]).toBe(
      "- ⛔ **Replaced, and stateful**: `aws:ec2:Vpc` `payments-vpc` of `production-us-east-1`, forced by `cidrBlock`: `10.1.0.0/16` → `10.9.0.0/16`. Lost with it: everything that stands in it is replaced too. At `components/network/vpc.ts:139`.",
    );
  });

  it("stops what no gate has let through", () => {
    const closed = {
      gate: "stateful",
      ok: false,
      text: "No approval.",
      fix: "Approve it by name.",
    };
    const first = (gates: CommentInput["gates"]) =>
      linesOf(renderComment(input([movedVpc()], { gates })))[0];
    expect(first([])).toMatch(/^## ⛔ 1 stateful/);
    expect(first([closed])).toMatch(/^## ⛔ 1 stateful .*, 1 gate is closed and/);
    expect(renderComment(input([nothing], { gates: [closed] }))).toContain(
      "- ⛔ **Gate** `stateful`: No approval.\n  **Do:** Approve it by name.",
    );
  });

  it("has what is stateful first in its table", () => {
    const table = renderComment(input([movedVpc()])).split("| --- |\n")[1];
    expect(table).toMatch(/^\| ⛔ replaced, stateful \| `aws:ec2:Vpc`/);
  });

  it("tells the same change of many resources once", () => {
    const comment = renderComment(input([movedVpc()]));
    expect(comment).toContain("| replaced | `aws:ec2:Subnet` ×6 `payments-subnet-1`, ");
    expect(comment.match(/payments-subnet-1/g)).toHaveLength(2);
  });

  it("names what is replaced and holds nothing by type, where it is more than one kind", () => {
    const { stack, preview } = movedVpc();
    const table = previewStep(east, "replace", "aws:ec2/routeTable:RouteTable", "table", {
      old: { region: "us-east-1", vpcId: "vpc-1" },
      new: { region: "us-east-1", vpcId: "vpc-2" },
      replaceReasons: ["vpcId"],
    });
    const comment = renderComment(
      input([{ stack, preview: { steps: [...preview.steps, table] } }]),
    );
    expect(comment).toContain(
      "- ⚠️ **Replaced**: 7 resources of `production-us-east-1` that hold nothing: `aws:ec2:RouteTable` ×1, `aws:ec2:Subnet` ×6. The table below has them.",
    );
  });

  it("is never calm about a preview that stopped, though it shows no change", () => {
    const failures = [{ stacks: [west], message: "the stack cannot run\n  - nodes" }];
    const comment = renderComment({ ...input([nothing, stackPreview(west)]), failures });
    expect(linesOf(comment)[0]).toBe("## ⛔ 1 stack can't be previewed");
    expect(comment).toContain(
      "- ⛔ **Can't be previewed**: `production-eu-west-1`. The engine says: the stack cannot run",
    );
    expect(comment).not.toContain("`production-eu-west-1` (");
  });

  it("tells the same finding about many resources once", () => {
    const violations = ["a", "b", "c"].map((name) => ({
      ...tooFew,
      urn: urnOf(west, "aws:eks/nodeGroup:NodeGroup", name),
      message: tooFew.message.replace("payments-nodes", name),
    }));
    const policies = { violations, undecided: 0, exceptions: 0 };
    const comment = renderComment(input([shrunkNodes(3)], { policies }));
    expect(comment).toContain("- ⛔ **Policy** `keep-capacity` ×3: has 3 nodes");
    expect(linesOf(comment)[0]).toBe("## ⛔ 1 policy is broken");
  });

  it("only warns of what is deleted and can be made again, and of advice", () => {
    const record = previewStep(east, "delete", "aws:route53/record:Record", "secondary");
    const violations = [{ ...tooFew, level: "advisory" as const }];
    const policies = { violations, undecided: 0, exceptions: 0 };
    const comment = renderComment(input([stackPreview(east, record)], { policies }));
    expect(linesOf(comment)[0]).toBe(
      "## ⚠️ 1 resource would be deleted and 1 policy advises against it",
    );
    expect(comment).toContain("| deleted | `aws:route53:Record` `secondary` |  |  |");
  });

  it("closes what is new, since it is long and seldom wrong", () => {
    const created = [1, 2, 3].map((index) =>
      previewStep(east, "create", "aws:kms/key:Key", `key-${index}`, { at: "stacks/base.ts#5" }),
    );
    const comment = renderComment(input([stackPreview(east, ...created)]));
    expect(linesOf(comment)[0]).toMatch(/^## ✅ 3 new, nothing replaced/);
    expect(comment).toContain(
      "<details><summary>Created: 3</summary>\n\n| Resource | Where |\n| --- | --- |\n| `aws:kms:Key` ×3 `key-1`, `key-2`, `key-3` | `stacks/base.ts:5` |\n\n</details>",
    );
  });
});

describe("a comment on much", () => {
  it("says how much is left out, and where it is", () => {
    const updates = Array.from({ length: 3_000 }, (_, index) =>
      previewStep(east, "update", "aws:iam/role:Role", `role-${index}`, {
        old: { description: `before ${index}` },
        new: { description: `after ${index}` },
      }),
    );
    const all = input([stackPreview(east, ...updates)], { fullText: "the artifact diff.md" });
    const comment = renderComment(all);
    expect(comment).toContain("… and 2940 more: see the artifact diff.md.");
    expect(renderFullText(all)).toContain("role-2999");
  });

  it("is the same whatever the order of findings and steps", () => {
    const violations = [tooFew, { ...tooFew, rule: "another" }];
    const policies = { violations, undecided: 1, exceptions: 2 };
    const turned = { ...policies, violations: [...violations].reverse() };
    const { stack, preview } = movedVpc();
    const backwards = { stack, preview: { steps: [...preview.steps].reverse() } };
    expect(renderComment(input([backwards], { policies: turned }))).toBe(
      renderComment(input([movedVpc()], { policies })),
    );
  });
});
