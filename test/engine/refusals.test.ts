// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { runEngine, type Operation } from "../../sandbox/engine/run";
import { cliTimeLimit, standInProject, type StandInProject } from "../support/fixture-project";

const stack = "test-one";
const account = "111122223333";
const subnet = "aws:ec2/subnet:Subnet";
const cluster = "aws:rds/cluster:Cluster";

jest.setTimeout(cliTimeLimit);

describe("what AWS refuses, in the real engine", () => {
  let project: StandInProject;

  beforeAll(async () => {
    project = await standInProject(account);
    await project.workspace.prepareStack(stack, { "aws:region": "us-east-1" });
  });
  afterEach(async () => {
    write("");
    expect((await run("up")).code).toBe(0);
  });
  afterAll(async () => {
    await project.stop();
    project.remove();
  });

  function write(program: string): void {
    const lines = ['import * as aws from "@pulumi/aws";', program, "export {};"];
    writeFileSync(join(project.folder, "index.ts"), lines.join("\n"));
  }

  /** Runs the program and answers the exit code and what the engine said. */
  async function run(operation: Operation, ...flags: string[]) {
    const args = { stack, operation, flags, onProgress: () => {} };
    const { code, log = "" } = await runEngine(project.workspace, args);
    return { code, said: readFileSync(log, "utf8") };
  }

  const inCloud = (type: string) => project.cloud.list(type).map(({ inputs }) => inputs);

  it("refuses at preview what the provider's check refuses, with property and code", async () => {
    write(`
      const zone = new aws.route53.Zone("zone", { name: "example.com" });
      new aws.route53.Record("record", {
        zoneId: zone.zoneId, name: "pay", type: "A", ttl: 60, records: ["198.51.100.1"],
        failoverRoutingPolicies: [{ type: "PRIMARY" }],
      });
    `);
    const { code, said } = await run("preview");
    expect(code).not.toBe(0);
    expect(said).toMatch(/resource 'record': property setIdentifier .+: InvalidInput: /);
  });

  it.each([
    {
      what: "a subnet outside its VPC",
      ranges: ["10.2.0.0/24"],
      refusal: "InvalidSubnet.Range: The CIDR '10.2.0.0/24' is invalid",
    },
    {
      what: "a subnet that overlaps a sibling",
      ranges: ["10.1.0.0/24", "10.1.0.128/25"],
      refusal: "InvalidSubnet.Conflict: The CIDR '10.1.0.128/25' conflicts with another subnet",
    },
  ])("refuses $what at up, not at preview", async ({ ranges, refusal }) => {
    write(`
      const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.1.0.0/16" });
      ${JSON.stringify(ranges)}.reduce<aws.ec2.Subnet[]>((earlier, cidrBlock, index) => [
        ...earlier,
        new aws.ec2.Subnet("subnet" + index, { vpcId: vpc.id, cidrBlock }, { dependsOn: earlier }),
      ], []);
    `);
    expect((await run("preview")).code).toBe(0);
    const { code, said } = await run("up");
    expect(code).not.toBe(0);
    expect(said).toContain(refusal);
    expect(said).toContain("(property cidrBlock)");
    // What came before the refusal stays, as it does on AWS.
    expect(inCloud("aws:ec2/vpc:Vpc")).toHaveLength(1);
    expect(inCloud(subnet).map(({ cidrBlock }) => cidrBlock)).toEqual(ranges.slice(0, -1));
  });

  it("refuses a secondary database cluster with a user name at up, not at preview", async () => {
    write(`
      const database = new aws.rds.GlobalCluster("global", {
        globalClusterIdentifier: "payments", engine: "aurora-postgresql", engineVersion: "17.7",
      });
      const shared = {
        engine: "aurora-postgresql" as const, engineVersion: "17.7", skipFinalSnapshot: true,
        globalClusterIdentifier: database.id, masterUsername: "root", masterPassword: "long-enough",
      };
      const writer = new aws.rds.Cluster("writer", { ...shared, clusterIdentifier: "writer" });
      const ireland = new aws.Provider("ireland", { region: "eu-west-1" });
      new aws.rds.Cluster("reader", { ...shared, clusterIdentifier: "reader" },
        { provider: ireland, dependsOn: [writer] });
    `);
    expect((await run("preview")).code).toBe(0);
    const { code, said } = await run("up");
    expect(code).not.toBe(0);
    expect(said).toContain(
      "InvalidParameterCombination: Cannot specify user name for cross region replication " +
        "cluster (property masterUsername)",
    );
    expect(inCloud(cluster).map(({ clusterIdentifier }) => clusterIdentifier)).toEqual(["writer"]);
  });
});
