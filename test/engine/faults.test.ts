// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { deleteObject } from "../../sandbox/cli/cloud";
import { type Orphan, orphansOf } from "../../sandbox/cli/orphans";
import { engineArguments, runEngine, type Operation } from "../../sandbox/engine/run";
import { readDeployment } from "../../sandbox/engine/state-files";
import { FaultList } from "../../sandbox/provider/fault-list";
import { cliTimeLimit, standInProject, type StandInProject } from "../support/fixture-project";

const stack = "test-one";
const vpcType = "aws:ec2/vpc:Vpc";
const roleType = "aws:iam/role:Role";
const topicType = "aws:sns/topic:Topic";
const clusterType = "aws:eks/cluster:Cluster";

const imports = [
  'import * as aws from "@pulumi/aws";',
  'import * as pulumi from "@pulumi/pulumi";',
];

/** Parts of a program, by what they make. */
const parts = {
  vpc: `const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.1.0.0/16" });
    export const vpcArn = vpc.arn;`,
  role: `const part = new pulumi.ComponentResource("test:index:Part", "part");
    const role = new aws.iam.Role("part-role", {
      name: "cluster",
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "sts:AssumeRole",
          Principal: { Service: "eks.amazonaws.com" } }],
      }),
    }, { parent: part });`,
  topic: `new aws.sns.Topic("topic", { name: "pages" });`,
  cluster: `const subnets = ["a", "b"].map((zone, index) => new aws.ec2.Subnet(zone, {
      vpcId: vpc.id, cidrBlock: \`10.1.\${index}.0/24\`, availabilityZone: \`us-east-1\${zone}\`,
    }));
    new aws.eks.Cluster("cluster", {
      name: "cluster", roleArn: role.arn, vpcConfig: { subnetIds: subnets.map(({ id }) => id) },
    });`,
};

jest.setTimeout(cliTimeLimit);

describe("faults, in the real engine", () => {
  let project: StandInProject;
  let faults: FaultList;

  beforeAll(async () => {
    project = await standInProject("111122223333");
    faults = new FaultList(project.cloud);
    await project.workspace.prepareStack(stack, { "aws:region": "us-east-1" });
  });
  afterEach(async () => {
    await faults.clear();
    write();
    expect(await run("up")).toMatchObject({ code: 0 });
    expect(project.cloud.all().filter(({ urn }) => urn !== "")).toEqual([]);
  });
  afterAll(async () => {
    await project.stop();
    project.remove();
  });

  function write(...made: (keyof typeof parts)[]): void {
    const program = [...imports, ...made.map((part) => parts[part])];
    writeFileSync(join(project.folder, "index.ts"), [...program, "export {};"].join("\n"));
  }

  async function run(operation: Operation, ...flags: string[]) {
    const args = { stack, operation, flags, onProgress: () => {} };
    const { code, log = "" } = await runEngine(project.workspace, args);
    return { code, said: code === 0 ? "" : readFileSync(log, "utf8") };
  }

  const ids = (type: string) => project.cloud.list(type).map(({ id }) => id);
  const orphans = (): Orphan[] => orphansOf(project.cloud, project.workspace.path("state"), "test");
  const resources = () =>
    readDeployment(project.workspace.path("state"), stack)?.resources?.map(({ id }) => id) ?? [];

  it("an error fails the update, throttling and a role that is new don't, and up goes on from there", async () => {
    write("vpc", "role", "topic", "cluster");
    await faults.add({ kind: "error", type: vpcType, code: "InternalError", text: "try later" });
    await faults.add({ kind: "throttling", type: "aws:*", times: 20 });
    await faults.add({ kind: "slow", type: topicType, milliseconds: 50 });
    await faults.add({ kind: "propagation", type: roleType, uses: 5 });
    const failed = await run("up");
    expect(failed.code).not.toBe(0);
    expect(failed.said).toContain("api error InternalError: try later");
    expect(await run("up")).toMatchObject({ code: 0 });
    expect(faults.all()).toEqual([]);
    expect([vpcType, roleType, topicType, clusterType].map((type) => ids(type).length)).toEqual([
      1, 1, 1, 1,
    ]);
    expect(await run("up", "--expect-no-changes")).toMatchObject({ code: 0 });
  });

  it("throttling that outlasts the provider's attempts fails the update, with AWS's code", async () => {
    write("topic");
    await faults.add({ kind: "throttling", type: topicType, times: 25 });
    const { code, said } = await run("up");
    expect(code).not.toBe(0);
    expect(said).toContain("exceeded maximum number of attempts, 25");
    expect(said).toContain("api error Throttling: Rate exceeded");
    expect(await run("up")).toMatchObject({ code: 0 });
  });

  it("a crash leaves an orphan of a type without a token or a unique name, and names it", async () => {
    write("vpc");
    await crashAt(vpcType);
    const [lost] = ids(vpcType);
    expect(await run("up")).toMatchObject({ code: 0 });
    expect(ids(vpcType)).toHaveLength(2);
    const [orphan, ...others] = orphans();
    expect(others).toEqual([]);
    expect(orphan?.object.id).toBe(lost);
    expect(orphan?.advice).toEqual([expect.stringMatching(/^made twice: .*cloud delete vpc-/)]);
    await deleteObject(project.cloud, lost ?? "", { type: vpcType, place: "us-east-1" });
    expect(orphans()).toEqual([]);
  });

  it("a crash makes nothing twice of a type whose names are unique: AWS refuses, and an import goes on", async () => {
    write("role");
    await crashAt(roleType);
    const refused = await run("up");
    expect(refused.code).not.toBe(0);
    expect(refused.said).toContain("api error EntityAlreadyExists: ");
    const [orphan] = orphans();
    const [, words = ""] =
      /npm run sandbox -- import test-one (.*)$/.exec(
        orphan?.advice[0]?.replace(" --environment test", "") ?? "",
      ) ?? [];
    expect(words).toContain(`${roleType} part-role cluster --parent parent=`);
    expect(await run("import", ...words.split(" "))).toMatchObject({ code: 0 });
    expect(orphans()).toEqual([]);
    expect(await run("up", "--expect-no-changes")).toMatchObject({ code: 0 });
    expect(ids(roleType)).toEqual(["cluster"]);
  });

  it("a crash makes nothing twice where AWS gives the same again", async () => {
    write("topic");
    await crashAt(topicType);
    expect(ids(topicType)).toHaveLength(1);
    expect(await run("up")).toMatchObject({ code: 0 });
    expect(ids(topicType)).toHaveLength(1);
    expect(orphans()).toEqual([]);
  });

  it.each<[string, "after" | "before"]>([
    ["when it had made something", "after"],
    ["before it could make anything", "before"],
  ])("up goes on after the CLI was killed %s: nothing is lost, nothing twice", async (_, when) => {
    write("vpc", "role");
    // Longer than anything here takes: the engine never gets the answer.
    const milliseconds = 20_000;
    await faults.add({ kind: "slow", type: vpcType, calls: ["create"], when, milliseconds });
    await killed(
      when === "after" ? () => ids(vpcType).length > 0 : () => faults.all().length === 0,
    );
    const before = ids(vpcType);
    if (when === "after") expect(orphans()[0]?.advice[0]).toMatch(/^a killed run was making it/);
    expect(await run("up")).toMatchObject({ code: 0 });
    expect(ids(vpcType)).toHaveLength(1);
    if (when === "after") expect(ids(vpcType)).toEqual(before);
    expect(resources()).toContain(ids(vpcType)[0]);
    expect(orphans()).toEqual([]);
    expect(await run("up", "--refresh", "--expect-no-changes")).toMatchObject({ code: 0 });
  });

  /** An update during which the provider dies when it has made the object. */
  async function crashAt(type: string): Promise<void> {
    await faults.add({ kind: "crash", type, calls: ["create"] });
    expect((await run("up")).code).not.toBe(0);
    expect(ids(type)).toHaveLength(1);
    expect(resources()).not.toContain(ids(type)[0]);
    await project.restart();
  }

  /** An update whose CLI is killed, and gets no chance to clear up, once something is so. */
  async function killed(reached: () => boolean): Promise<void> {
    const { workspace } = project;
    const args = [...engineArguments(workspace, { stack, operation: "up", flags: [] })];
    const child = spawn(workspace.cli, [...args, "--non-interactive"], {
      cwd: workspace.root,
      env: workspace.env,
      stdio: "ignore",
    });
    const ended = once(child, "exit").then(() => "ended");
    while (!reached()) {
      const pause = new Promise((again) => setTimeout(again, 20));
      if ((await Promise.race([ended, pause])) === "ended") throw new Error("it ended by itself");
    }
    child.kill("SIGKILL");
    await ended;
    await project.restart();
  }
});
