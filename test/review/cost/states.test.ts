// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { resourcesFrom } from "../../../review/cost/states";
import { previewStep } from "../../support/preview-steps";

const key = { urn: "urn:pulumi:a::payments::aws:kms/key:Key::key", type: "aws:kms/key:Key" };
const state = { version: 3, deployment: { resources: [key] } };
const preview = { steps: [previewStep("b", "create", "aws:kms/key:Key", "other")] };

describe("the resources in files", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "states-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(name: string, content: unknown): string {
    const path = join(folder, name);
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
    return path;
  }

  function urns(path: string): string[] {
    return resourcesFrom(path, "staging").map(({ urn }) => urn);
  }

  it.each([
    ["a stack's export", state, [key.urn]],
    ["exports by name", { a: state, b: state }, [key.urn, key.urn]],
    ["a preview", preview, ["urn:pulumi:b::payments::aws:kms/key:Key::other"]],
  ])("are those of %s", (_, content, expected) => {
    expect(urns(write("file.json", content))).toEqual(expected);
  });

  it("are those of all files of a folder, or of the environment's own", () => {
    write("a.json", state);
    write("b.preview.json", preview);
    expect(urns(folder)).toHaveLength(2);
    write("staging.json", { a: state });
    expect(urns(folder)).toEqual([key.urn]);
  });

  it.each([
    ["no JSON", "nonsense", /is no JSON of exports or of a preview$/],
    ["something else", { a: 1 }, /holds neither exports of stacks nor a preview$/],
  ])("are refused where the file holds %s", (_, content, message) => {
    const path = write("file.json", content);
    expect(() => urns(path)).toThrow(message);
  });

  it("are refused where there are none, which would cost nothing", () => {
    const path = write("file.json", { version: 3, deployment: {} });
    expect(() => urns(path)).toThrow(/has no resources$/);
  });

  it("are refused where there is no file", () => {
    expect(() => urns(join(folder, "none"))).toThrow(/^there is no /);
    expect(() => urns(folder)).toThrow(/has no file of JSON$/);
  });
});
