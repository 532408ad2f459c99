// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";

import { changesOf, type StackChanges } from "../../../review/diff/changes";
import type { PreviewStep } from "../../../review/graph/exported";
import { previewStep, stackPreview, urnOf, type StepParts } from "../../support/preview-steps";

const stack = "production-eu-west-1";
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

function changes(...steps: readonly PreviewStep[]): StackChanges {
  const [found] = changesOf([stackPreview(stack, ...steps)]);
  if (found === undefined) throw new Error("no stack");
  return found;
}

/** What an update of a resource changes, as one text each. */
function updated(parts: StepParts, type = "aws:eks/nodeGroup:NodeGroup"): string[] {
  const [change] = changes(previewStep(stack, "update", type, "it", parts)).updated;
  return (change?.properties ?? []).map(
    ({ path, before, after }) => `${path}: ${before} -> ${after}`,
  );
}

const update = { kind: "update", inputDiff: false } as const;
const replaces = { kind: "update-replace", inputDiff: false } as const;

describe("what changes in a stack", () => {
  it("is told by what the engine would do; a component is no resource", () => {
    const found = changes(
      previewStep(stack, "same", "aws:kms/key:Key", "same"),
      previewStep(stack, "read", "aws:ec2/vpc:Vpc", "read"),
      previewStep(stack, "create", "aws:kms/key:Key", "new"),
      previewStep(stack, "import", "aws:kms/key:Key", "taken"),
      previewStep(stack, "update", "aws:kms/key:Key", "other", { new: { a: 1 } }),
      previewStep(stack, "delete", "aws:kms/key:Key", "gone"),
      previewStep(stack, "create", "payments:network:Vpc", "component", { custom: false }),
    );
    expect({
      created: found.created.map(({ name }) => name),
      updated: found.updated.map(({ name }) => name),
      deleted: found.deleted.map(({ name }) => name),
      unchanged: found.unchanged,
    }).toEqual({ created: ["new", "taken"], updated: ["other"], deleted: ["gone"], unchanged: 2 });
  });

  it("counts the steps of a replacement as one, and says what forces it", () => {
    const parts = { old: { cidrBlock: "10.1.0.0/16" }, new: { cidrBlock: "10.3.0.0/16" } };
    const found = changes(
      previewStep(stack, "delete-replaced", "aws:ec2/vpc:Vpc", "vpc", parts),
      previewStep(stack, "create-replacement", "aws:ec2/vpc:Vpc", "vpc", parts),
      previewStep(stack, "replace", "aws:ec2/vpc:Vpc", "vpc", {
        ...parts,
        detailedDiff: { cidrBlock: replaces },
      }),
    );
    expect(found.deleted).toEqual([]);
    expect(found.replaced).toMatchObject([
      {
        name: "vpc",
        loss: "everything that stands in it is replaced too",
        properties: [
          {
            path: "cidrBlock",
            before: "10.1.0.0/16",
            after: "10.3.0.0/16",
            forcesReplacement: true,
          },
        ],
      },
    ]);
  });

  it("takes what forces a replacement from the reasons where the details don't say", () => {
    const [change] = changes(
      previewStep(stack, "replace", "aws:ec2/subnet:Subnet", "subnet", {
        old: { vpcId: "vpc-1", mapPublicIpOnLaunch: true },
        new: { vpcId: unknown, mapPublicIpOnLaunch: false },
        replaceReasons: ["vpcId"],
      }),
    ).replaced;
    expect(change?.properties).toEqual([
      { path: "mapPublicIpOnLaunch", before: "true", after: "false", forcesReplacement: false },
      {
        path: "vpcId",
        before: "vpc-1",
        after: "(known after update)",
        forcesReplacement: true,
      },
    ]);
  });

  it("has the line that makes a resource, and the one in stacks/ that asks for it", () => {
    const [change] = changes(
      previewStep(stack, "create", "aws:ec2/vpc:Vpc", "vpc", {
        at: "components/network/vpc.ts#139",
        from: [
          "components/network/vpc.ts#139",
          "stacks/region/network.ts#12",
          "stacks/region.ts#3",
        ],
      }),
    ).created;
    expect(change).toMatchObject({
      place: { file: "components/network/vpc.ts", line: 139 },
      caller: { file: "stacks/region/network.ts", line: 12 },
    });
  });

  it("has no line outside the project, and no caller that is the line itself", () => {
    const found = changes(
      previewStep(stack, "create", "aws:ec2/vpc:Vpc", "one", { at: "../../tmp/x/y.ts#1" }),
      previewStep(stack, "create", "aws:ec2/vpc:Vpc", "two", {
        at: "stacks/base.ts#7",
        from: ["stacks/base.ts#7"],
      }),
    );
    expect(found.created.map(({ place, caller }) => [place?.file, caller?.file])).toEqual([
      [undefined, undefined],
      ["stacks/base.ts", undefined],
    ]);
  });

  it("has the region of what stands in one", () => {
    const inRegion = { new: { region: "eu-west-1" } };
    const found = changes(
      previewStep(stack, "create", "aws:ec2/vpc:Vpc", "vpc", inRegion),
      previewStep(stack, "create", "aws:iam/role:Role", "role", inRegion),
    );
    expect(found.created.map(({ region }) => region)).toEqual(["eu-west-1", undefined]);
  });

  it("has why the preview stopped, with names instead of URNs", () => {
    const urn = urnOf(stack, "payments:edge:Public$aws:lb/loadBalancer:LoadBalancer", "public");
    const diagnostics = [
      {
        severity: "error",
        message: `error: unable to replace resource "${urn}". To unprotect the resource, …\n`,
      },
      { severity: "warning", message: "careful" },
    ];
    const [found] = changesOf([{ stack, preview: { steps: [], diagnostics } }]);
    expect(found?.errors).toEqual([
      'unable to replace resource "aws:lb/loadBalancer:LoadBalancer public".',
    ]);
  });

  it("is in the same order whatever the order of the steps", () => {
    const steps = ["a", "b", "c", "d"].map((name) =>
      previewStep(stack, "create", "aws:kms/key:Key", name),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(steps, { minLength: 4 }), (shuffled) => {
        expect(changes(...shuffled)).toEqual(changes(...steps));
      }),
    );
  });
});

describe("what changes in a resource", () => {
  it("is what the provider says, with the inputs before and after", () => {
    expect(
      updated({
        old: { scalingConfig: { desiredSize: 9, minSize: 6 }, version: "1" },
        new: { scalingConfig: { desiredSize: 3, minSize: 6 }, version: "2" },
        detailedDiff: { "scalingConfig.desiredSize": update },
      }),
    ).toEqual(["scalingConfig.desiredSize: 9 -> 3"]);
  });

  it("is found in the inputs where the provider says nothing", () => {
    expect(
      updated({
        old: { tags: { a: "1", b: "2" }, subnetIds: ["one", "two", "three"] },
        new: { tags: { a: "1", c: "3" }, subnetIds: ["two", "three"] },
      }),
    ).toEqual([
      "subnetIds[0]: one -> undefined",
      "tags.b: 2 -> undefined",
      "tags.c: undefined -> 3",
    ]);
  });

  it("is looked up in a policy's JSON", () => {
    const policy = (actions: readonly string[]) => ({
      policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: actions }] }),
    });
    const parts = { old: policy(["kms:Decrypt"]), new: policy(["kms:Decrypt", "kms:*"]) };
    const expected = ["policy.Statement[0].Action[1]: undefined -> kms:*"];
    expect(updated(parts)).toEqual(expected);
    expect(updated({ ...parts, detailedDiff: { policy: update } })).toEqual(expected);
  });

  it("is what the provider has seen where the inputs are the same", () => {
    expect(
      updated({
        old: { minSize: 6 },
        new: { minSize: 6 },
        outputs: { minSize: 2 },
        detailedDiff: { minSize: update },
      }),
    ).toEqual(["minSize: 2 -> 6"]);
  });

  it.each<[string, StepParts]>([
    ["a name", { old: { masterPassword: "hunter2" }, new: { masterPassword: "hunter3" } }],
    [
      "the engine",
      {
        old: { value: { ...secret, ciphertext: "hunter2" } },
        new: { value: { ...secret, ciphertext: "hunter3" } },
        detailedDiff: { value: update },
      },
    ],
    [
      "the variable's name",
      {
        old: { env: [{ name: "DB_PASSWORD", value: "hunter2" }] },
        new: { env: [{ name: "DB_PASSWORD", value: "hunter3" }] },
      },
    ],
    [
      "a name inside JSON",
      {
        old: { text: '{"db":{"token":{"of":"hunter2"}}}' },
        new: { text: '{"db":{"token":{"of":"hunter3"}}}' },
      },
    ],
  ])("is not shown where it is a secret by %s", (_, parts) => {
    const found = updated(parts);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/: \(secret\) -> \(another secret\)$/);
  });

  it("shows an address without the password in it", () => {
    const before = { address: "postgres://app:hunter2@db:5432" };
    expect(updated({ old: before, new: {} })).toEqual([
      "address: postgres://(secret)@db:5432 -> undefined",
    ]);
  });

  it("never shows a secret, wherever it stands", () => {
    const key = fc.constantFrom("password", "authToken", "userData", "clientSecret");
    const deep = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        fc.integer(),
        fc.dictionary(key, fc.constant("hunter2")),
        fc.array(tie("tree"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom("a", "b"), tie("tree")),
        tie("tree").map((inside) => JSON.stringify(inside)),
      ),
    })).tree;
    fc.assert(
      fc.property(deep, deep, (before, after) => {
        const found = updated({ old: { it: before }, new: { it: after } });
        expect(found.join("\n")).not.toContain("hunter2");
      }),
    );
  });

  it("keeps the name of what can't be seen to differ", () => {
    expect(
      updated({
        old: { policy: '{"a":1}' },
        new: { policy: '{ "a": 1 }' },
        diffReasons: ["policy"],
      }),
    ).toEqual(['policy: {"a":1} -> {"a":1}']);
  });
});
