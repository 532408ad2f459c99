// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { runCommand } from "../../sandbox/engine/command";
import { runEngine, type Operation } from "../../sandbox/engine/run";
import type { ExportedResource } from "../support/exported-state";
import { cliTimeLimit, standInProject, type StandInProject } from "../support/fixture-project";

const stack = "test-one";
const vpc = {
  type: "aws:ec2/vpc:Vpc",
  id: "vpc-0123456789abcdef0",
  place: "eu-west-1",
  // No program made it.
  urn: "",
  inputs: { cidrBlock: "10.9.0.0/16", tags: { owner: "somebody" } },
  computed: { arn: "arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-0123456789abcdef0" },
};

jest.setTimeout(cliTimeLimit);

/** Ordered: the import is what the refresh is about. */
describe("what no program made, in the real engine", () => {
  let project: StandInProject;

  beforeAll(async () => {
    project = await standInProject("111122223333");
    await project.workspace.prepareStack(stack, { "aws:region": "eu-west-1" });
    await project.cloud.alone(() => project.cloud.put(vpc));
  });
  afterAll(async () => {
    await project.stop();
    project.remove();
  });

  async function resources(): Promise<readonly ExportedResource[]> {
    const { workspace } = project;
    const exported = JSON.parse(
      await workspace.stateCommand(["stack", "export", "--stack", workspace.qualified(stack)]),
    ) as { deployment: { resources?: ExportedResource[] } };
    return (exported.deployment.resources ?? []).filter(({ type }) => type === vpc.type);
  }

  async function run(operation: Operation, ...flags: string[]) {
    const args = { stack, operation, flags, onProgress: () => {} };
    const { code, log = "" } = await runEngine(project.workspace, args);
    return { code, said: readFileSync(log, "utf8") };
  }

  function bring(id: string) {
    const { workspace } = project;
    const of = ["--stack", workspace.qualified(stack)];
    const config = ["--config-file", workspace.configFile(stack)];
    return runCommand(
      workspace.cli,
      [
        ...["import", vpc.type, "found", id, ...of, ...config],
        // The code is made from the schema, which a stand-in has none of.
        ...["--generate-code=false", "--protect=false", "--yes", "--non-interactive"],
      ],
      { cwd: workspace.folder, env: workspace.env, timeLimit: 60_000 },
    );
  }

  it("fails to import what the cloud does not have", async () => {
    const { succeeded, stdout } = await bring("vpc-00000000000000000");
    expect(succeeded).toBe(false);
    expect(stdout).toContain("does not exist");
    expect(await resources()).toEqual([]);
  });

  it("is imported as the cloud has it", async () => {
    expect(await bring(vpc.id)).toMatchObject({ failure: "" });
    expect(await resources()).toMatchObject([
      { id: vpc.id, inputs: vpc.inputs, outputs: { ...vpc.inputs, ...vpc.computed } },
    ]);
  });

  it("is dropped from the state by a refresh once it is gone", async () => {
    await project.cloud.alone(() => project.cloud.remove(vpc));
    expect((await run("refresh")).code).toBe(0);
    expect(await resources()).toEqual([]);
  });

  it("fails when a program reads what is gone", async () => {
    writeFileSync(
      join(project.folder, "index.ts"),
      `import * as aws from "@pulumi/aws"; aws.ec2.Vpc.get("found", "${vpc.id}");`,
    );
    const { code, said } = await run("preview");
    expect(code).not.toBe(0);
    expect(said).toContain(`resource '${vpc.id}' does not exist`);
  });
});
