// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { readSource, sourceOf } from "../../../review/diagram/sources";
import { resource } from "./platform.fixture";

const one = resource("base", "aws:kms/key:Key", "one", { description: "old" });
const other = resource("base", "aws:kms/key:Key", "other", {});
const stateOf = (...resources: object[]) => ({ version: 3, deployment: { resources } });
const step = (op: string, was: object | undefined, is: object | undefined) => ({
  op,
  urn: one.urn,
  oldState: was,
  newState: is,
});

describe("sourceOf", () => {
  it("reads one export, and several by stack", () => {
    expect(sourceOf(stateOf(one)).resources).toEqual([one]);
    const several = { "test-base": stateOf(one), "test-global": stateOf(other) };
    expect(sourceOf(several).resources).toEqual([one, other]);
  });

  it.each([
    ["update", "update"],
    ["replace", "replace"],
    ["create-replacement", "replace"],
    ["same", undefined],
  ])("marks by a preview's step %s", (op, mark) => {
    expect(sourceOf({ steps: [step(op, one, one)] }).marks.get(one.urn)).toBe(mark);
  });

  it("keeps what a preview deletes, with its mark", () => {
    const { resources, marks } = sourceOf({ steps: [step("delete", one, undefined)] });
    expect(resources).toEqual([one]);
    expect(marks.get(one.urn)).toBe("delete");
  });

  it("fails when the preview failed, since it does not have everything", () => {
    const diagnostics = [{ severity: "error", message: "error: the stack cannot run\n" }];
    expect(() => sourceOf({ steps: [step("same", one, one)], diagnostics })).toThrow(
      "the preview failed: error: the stack cannot run",
    );
  });

  it("marks nothing of a stack that is all new", () => {
    const { resources, marks } = sourceOf({ steps: [step("create", undefined, one)] });
    expect(resources).toHaveLength(1);
    expect(marks.size).toBe(0);
  });
});

describe("readSource", () => {
  let folder: string;
  const write = (name: string, json: unknown) =>
    writeFileSync(join(folder, name), JSON.stringify(json));

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "diagram-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it("takes the stacks of the environment alone", () => {
    const elsewhere = { ...other, urn: other.urn.replace("test-", "production-") };
    write("states.json", { "test-base": stateOf(one), "production-base": stateOf(elsewhere) });
    expect(readSource(folder, "test").resources).toEqual([one]);
  });

  it("takes a stack's preview rather than its state", () => {
    write("states.json", { "test-base": stateOf(one) });
    write("test-base.preview.json", {
      steps: [step("update", one, { ...one, inputs: { description: "new" } })],
    });
    const { resources, marks } = readSource(folder, "test");
    expect(resources.map(({ outputs }) => outputs?.["description"])).toEqual(["new"]);
    expect(marks.get(one.urn)).toBe("update");
  });

  it("fails when there is nothing of the environment", () => {
    write("states.json", stateOf(one));
    expect(() => readSource(folder, "staging")).toThrow(
      "has no export or preview of a stack of staging",
    );
    expect(() => readSource(join(folder, "none"), "test")).toThrow("does not exist");
  });

  it("fails when a file is not JSON", () => {
    writeFileSync(join(folder, "broken.json"), "{");
    expect(() => readSource(folder, "test")).toThrow(/broken\.json is not JSON/);
  });
});
