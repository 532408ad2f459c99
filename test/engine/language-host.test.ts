// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Progress } from "../../sandbox/engine/event-log";
import { runEngine, type Operation, type RunResult } from "../../sandbox/engine/run";
import { cliTimeLimit, fixtureProject, type FixtureProject } from "../support/fixture-project";

const program = `
import * as pulumi from "@pulumi/pulumi";
class Thing extends pulumi.ComponentResource {
  constructor(name: string) {
    super("test:index:Thing", name, {});
    this.registerOutputs({});
  }
}
const wrong: number = "not a number";
for (const name of ["a", "b", "c"]) new Thing(name);
export const scope = new pulumi.Config().require("scope");
export const frames = Error.stackTraceLimit;
export const value = wrong;
`;

describe("the engine with a Node language host", () => {
  let project: FixtureProject;
  const run = (operation: Operation, ...flags: string[]): Promise<RunResult> =>
    runEngine(project.workspace, { stack: "test-one", operation, flags, onProgress: () => {} });
  const log = () => readFileSync(project.workspace.path("logs", "test-one.log"), "utf8");
  const outputs = async () =>
    JSON.parse(
      await project.workspace.stateCommand([
        ...["stack", "output", "--json", "--stack", "organization/payments/test-one"],
      ]),
    ) as Record<string, unknown>;

  beforeAll(async () => {
    project = await fixtureProject(program, { nodeargs: "--stack-trace-limit=7" });
    await project.workspace.prepareStack("test-one");
  }, cliTimeLimit);
  afterAll(() => project.remove());

  it("previews, brings up, finds no change and destroys", async () => {
    expect((await run("preview", "--expect-no-changes")).code).toBe(7);
    const seen: Progress[] = [];
    const up = await runEngine(project.workspace, {
      ...{ stack: "test-one", operation: "up", flags: [] },
      onProgress: (progress) => seen.push(progress),
    });
    expect(up).toMatchObject({ code: 0, changes: { create: 4 } });
    expect(seen.at(-1)).toEqual({ done: 4, total: 4 });
    expect(await run("up", "--expect-no-changes")).toMatchObject({ code: 0, changes: { same: 4 } });
    expect(await run("destroy")).toMatchObject({ code: 0, changes: { delete: 4 } });
  }, 120_000);

  it("honours tsconfig, nodeargs and the stack's config", async () => {
    expect((await run("up")).code).toBe(0);
    expect(await outputs()).toEqual({ scope: "one", frames: 7, value: "not a number" });
  }, 60_000);

  it("reports a program's error and the engine's exit code", async () => {
    writeFileSync(join(project.folder, "index.ts"), `throw new Error("the plan is wrong");`);
    expect((await run("preview")).code).toBe(1);
    expect(log()).toContain("the plan is wrong");
    expect(log()).not.toContain("non-zero exit code");
    writeFileSync(join(project.folder, "index.ts"), `process.exit(3);`);
    expect((await run("preview")).code).toBe(1);
    expect(log()).toContain("Program exited with non-zero exit code: 3");
    writeFileSync(join(project.folder, "index.ts"), program);
  }, 60_000);

  it("checks types where the tsconfig says so", async () => {
    writeFileSync(join(project.folder, "tsconfig.pulumi.json"), `{"compilerOptions":{}}`);
    expect((await run("preview")).code).toBe(1);
    expect(log()).toContain("TS2322");
  }, 60_000);

  it("keeps the salt out of the committed stack file, and keeps it when that changes", async () => {
    const committed = join(project.folder, "stacks/Pulumi.test-one.yaml");
    const copy = () => readFileSync(project.workspace.configFile("test-one"), "utf8");
    const salt = /encryptionsalt: .+/.exec(copy())?.[0];
    expect(salt).toBeDefined();
    expect(readFileSync(committed, "utf8")).toBe("config:\n  payments:scope: one\n");
    writeFileSync(committed, "config:\n  payments:scope: two\n");
    await project.workspace.prepareStack("test-one");
    expect(copy()).toContain(salt);
    expect(copy()).toContain("payments:scope: two");
  }, 60_000);
});
