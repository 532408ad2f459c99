// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { compareSteps, stepsOf, writeFloor } from "../../bench/floor/floor";
import { runEngine } from "../../sandbox/engine/run";
import { cliTimeLimit, standInProject, type StandInProject } from "../support/fixture-project";

const stack = "test-one";
const read = "test-two";

jest.setTimeout(cliTimeLimit);

/** What a floor has to get right: components, providers of both kinds, secrets, another stack. */
const program = `
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

class Network extends pulumi.ComponentResource {
  constructor(name: string, args: pulumi.Inputs, opts?: pulumi.ComponentResourceOptions) {
    super("test:network:Network", name, args, opts);
    const vpc = new aws.ec2.Vpc(name, { cidrBlock: "10.1.0.0/16" }, { parent: this, protect: true });
    new aws.ec2.Subnet(name + "-a", { vpcId: vpc.id, cidrBlock: "10.1.0.0/24" }, { parent: this });
    this.registerOutputs({});
  }
}
export = async () => {
  const other = "organization/payments/${read}";
  await pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", { name: other });
  const ireland = new aws.Provider("ireland", { region: "eu-west-1" });
  new Network("network", { size: 1 }, { provider: ireland });
  const password = new random.RandomPassword("password", { length: 20 });
  const secret = new aws.secretsmanager.Secret("secret", {});
  const version = { secretId: secret.id, secretString: password.result };
  new aws.secretsmanager.SecretVersion("version", version);
  return { password: password.result };
};
`;

/** Ordered: the second test changes the program that the first has brought up. */
describe("the floor of a small stack", () => {
  let project: StandInProject;
  const floor = () => join(project.folder, "floor");

  beforeAll(async () => {
    project = await standInProject("111122223333");
    const { workspace, folder } = project;
    const two = join(folder, "stacks", `Pulumi.${read}.yaml`);
    writeFileSync(two, "config:\n  payments:scope: two\n");
    await workspace.prepareStack(read);
    await workspace.prepareStack(stack, { "aws:region": "us-east-1" });
    writeFileSync(join(folder, "index.ts"), program);
    const up = { stack, operation: "up", flags: [], onProgress: () => {} } as const;
    expect(await runEngine(workspace, up)).toMatchObject({ code: 0 });
    const reads = [workspace.qualified(read)];
    await writeFloor({ workspace, stack, reads, folder: floor(), nodeargs: "" });
  });
  afterAll(async () => {
    await project.stop();
    project.remove();
  });

  it("asks the engine for the same resources and finds them as the stack left them", async () => {
    const { workspace, folder } = project;
    const steps = await stepsOf(workspace, stack, floor());
    // The stack, a component, a VPC and a subnet, a password, a secret and its version; providers:
    // ours, the defaults for aws and random, and the engine's own, for the stack that is read.
    expect(steps.size).toBe(11);
    expect(compareSteps(await stepsOf(workspace, stack, folder), steps)).toBe(11);
  });

  it("is told from a stack that has changed since", async () => {
    const { workspace, folder } = project;
    writeFileSync(join(folder, "index.ts"), program.replace("10.1.0.0/24", "10.1.1.0/24"));
    const changed = await stepsOf(workspace, stack, folder);
    const same = await stepsOf(workspace, stack, floor());
    expect(() => compareSteps(changed, same)).toThrow(/network-a: stack .*replace.*, floor same/);
  });
});
