// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { commandLine, diagram, type DiagramOptions } from "../../../review/diagram/command-line";
import { environments } from "../../../stacks/environments";
import { platformOf } from "./platform.fixture";

async function parse(...args: string[]): Promise<DiagramOptions | undefined> {
  const seen: DiagramOptions[] = [];
  await commandLine((options) => Promise.resolve(void seen.push(options))).parseAsync(args, {
    from: "user",
  });
  return seen[0];
}

describe("commandLine", () => {
  it("draws production out of the sandbox when nothing is said", async () => {
    expect(await parse()).toEqual({ environment: "production", output: ".sandbox/diagram" });
  });

  it("takes the environment, where from, and where to", async () => {
    expect(
      await parse("--environment", "staging", "--from", "states.json", "--output", "out"),
    ).toEqual({ environment: "staging", from: "states.json", output: "out" });
  });
});

describe("diagram", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "diagram-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it("writes the picture and the page, in folders that need not exist", async () => {
    const states = JSON.stringify({ state: { deployment: { resources: platformOf() } } });
    const from = join(folder, "states.json");
    writeFileSync(from, states.replaceAll("urn:pulumi:test-", "urn:pulumi:staging-"));
    const output = join(folder, "new", "folder");
    const files = await diagram(environments, { environment: "staging", from, output });
    expect(files).toEqual([join(output, "staging.svg"), join(output, "staging.html")]);
    const [picture = "", page = ""] = files.map((file) => readFileSync(file, "utf8"));
    expect(picture).toMatch(/^<svg .*role="img"/);
    expect(picture).not.toContain("tabindex=");
    expect(page).toMatch(/^<!doctype html>/);
  });

  it("fails when there is no such environment", async () => {
    await expect(diagram(environments, { environment: "moon", output: folder })).rejects.toThrow(
      'there is no environment "moon"',
    );
  });
});
