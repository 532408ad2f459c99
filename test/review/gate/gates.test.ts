// SPDX-License-Identifier: Apache-2.0
import { changesOf } from "../../../review/diff/changes";
import { gates, rolloutOrder, type GateArgs } from "../../../review/gate/gates";
import type { Approval } from "../../../review/gate/ledgers";
import type { StackPreview } from "../../../review/graph/sources";
import { previewStep, stackPreview, urnOf } from "../../support/preview-steps";

const east = "production-us-east-1";
const west = "production-eu-west-1";
const cluster = "aws:rds/cluster:Cluster";

/** A change that every gate lets through: one update of one region. */
function args(previews: readonly StackPreview[], more: Partial<GateArgs> = {}): GateArgs {
  return {
    changes: changesOf(previews),
    failures: [],
    undecided: [],
    declared: [],
    approvals: [],
    activeRegion: "us-east-1",
    today: "2026-11-24",
    ...more,
  };
}

function step(stack: string, op: string, region: string, type = "aws:eks/nodeGroup:NodeGroup") {
  const values = (size: number) => ({ region, size });
  return previewStep(stack, op, type, "one", {
    ...(op !== "create" && { old: values(1) }),
    ...(op !== "delete" && { new: values(2) }),
  });
}

const closed = (given: GateArgs) => gates(given).filter(({ ok }) => !ok);
const harmless = stackPreview(west, step(west, "update", "eu-west-1"));

describe("gates", () => {
  it("are all open for an update in one region", () => {
    expect(gates(args([harmless])).map(({ gate, ok }) => [gate, ok])).toEqual([
      ["every-preview-ends", true],
      ["one-region-at-a-time", true],
      ["nothing-stateful-is-lost", true],
      ["mandatory-rules-are-decided", true],
    ]);
  });

  it("close on one stack's update of what carries payments in two regions", () => {
    const both = stackPreview(
      "production-global",
      step("production-global", "update", "us-east-1", "aws:ec2/route:Route"),
      previewStep("production-global", "update", "aws:ec2/route:Route", "two", {
        old: { region: "eu-west-1", size: 1 },
        new: { region: "eu-west-1", size: 2 },
      }),
    );
    expect(closed(args([both]))).toEqual([
      expect.objectContaining({
        gate: "one-region-at-a-time",
        text: "One update would touch what carries payments in several regions: production-global changes eu-west-1 and us-east-1.",
      }),
    ]);
  });

  it.each([
    ["new resources", "create", "aws:ec2/route:Route"],
    ["what carries no payments", "update", "aws:cloudwatch/metricAlarm:MetricAlarm"],
  ])("stay open for %s in two regions", (_, op, type) => {
    const stack = "production-global";
    const other = previewStep(stack, op, type, "two", {
      ...(op === "update" && { old: { region: "eu-west-1", size: 1 } }),
      new: { region: "eu-west-1", size: 2 },
    });
    expect(closed(args([stackPreview(stack, step(stack, op, "us-east-1", type), other)]))).toEqual(
      [],
    );
  });

  it("close on the deletion of a database, which an approval by name opens until its day", () => {
    const previews = [stackPreview(west, step(west, "delete", "eu-west-1", cluster))];
    const approval: Approval = {
      gate: "nothing-stateful-is-lost",
      stack: west,
      resource: `${cluster} one`,
      approver: "A. Person",
      reason: "the cluster is rebuilt under a new generation",
      expires: "2026-11-24",
    };
    const names = (given: Partial<GateArgs>) =>
      closed(args(previews, given)).map(({ gate }) => gate);
    expect(names({})).toEqual(["nothing-stateful-is-lost"]);
    expect(names({ approvals: [approval] })).toEqual([]);
    expect(names({ approvals: [approval], today: "2026-11-25" })).toEqual([
      "nothing-stateful-is-lost",
    ]);
    expect(names({ approvals: [{ ...approval, resource: `${cluster} two` }] })).toEqual([
      "nothing-stateful-is-lost",
    ]);
    expect(names({ approvals: [{ ...approval, gate: "one-region-at-a-time" }] })).toEqual([
      "nothing-stateful-is-lost",
    ]);
  });

  it("close on a preview that did not end", () => {
    const failures = [{ stacks: [west], message: "no such key" }];
    expect(closed(args([harmless], { failures }))).toEqual([
      expect.objectContaining({ gate: "every-preview-ends", text: `${west}: no such key` }),
    ]);
  });

  it("close on what is undecided and not declared", () => {
    const undecided = [
      {
        rule: "some-rule",
        urn: urnOf(west, cluster, "one"),
        message: "undecided some-rule: kmsKeyId",
        level: "advisory" as const,
        severity: "high",
      },
    ];
    const entry = { rule: "some-*", stack: "*", resource: "*", reason: "in another stack, not up" };
    expect(closed(args([harmless], { undecided })).map(({ gate }) => gate)).toEqual([
      "mandatory-rules-are-decided",
    ]);
    expect(closed(args([harmless], { undecided, declared: [entry] }))).toEqual([]);
  });
});

describe("rolloutOrder", () => {
  const changed = (stack: string) => stackPreview(stack, step(stack, "update", "us-east-1"));

  it("brings the standby's stacks up before those of the active region, whichever it is", () => {
    const stacks = [east, west, `${east}-delivery`, `${west}-delivery`].map(changed);
    const changes = changesOf(stacks);
    expect(rolloutOrder(changes, "us-east-1")).toEqual([
      ...[west, `${west}-delivery`],
      ...[east, `${east}-delivery`],
    ]);
    expect(rolloutOrder(changes, "eu-west-1").slice(0, 2)).toEqual([east, `${east}-delivery`]);
  });

  it("has nothing to order where one region changes", () => {
    expect(rolloutOrder(changesOf([changed(west)]), "us-east-1")).toEqual([]);
  });
});
