// SPDX-License-Identifier: Apache-2.0
import { randomProvider } from "../../sandbox/random";
import { Cloud } from "../../sandbox/provider/cloud";
import { serve } from "../../sandbox/provider/server";
import { Checkout, type Ended } from "../support/checkout";
import { stepsOf } from "../support/engine-output";
import { resourcesOf } from "../support/exported-state";
import { cliTimeLimit } from "../support/fixture-project";

jest.setTimeout(cliTimeLimit);

describe("the command line in the real engine", () => {
  let checkout: Checkout;

  beforeAll(() => {
    checkout = new Checkout();
  });
  afterAll(() => checkout.remove());

  const sandbox = (...args: string[]) => checkout.sandbox([...args, "--environment", "staging"]);

  it.each([
    {
      wrong: "an environment",
      args: ["up", "--environment", "mars"],
      message: 'there is no environment "mars"; there are: production, staging\n',
    },
    {
      wrong: "a stack",
      args: ["up", "mars", "--environment", "staging"],
      message:
        'staging has no stack "mars"; it has: staging-base, staging-us-east-1, ' +
        "staging-eu-west-1, staging-us-east-1-delivery, staging-eu-west-1-delivery, " +
        "staging-global\n",
    },
  ])("fails with one message, and starts nothing, when $wrong does not exist", async (told) => {
    const ended = await checkout.sandbox(told.args);
    expect(ended).toEqual({ code: 1, stdout: "", stderr: told.message });
    expect(checkout.exists(".sandbox")).toBe(false);
  });

  it("has nothing but the engine's JSON on stdout, and the engine's exit code", async () => {
    const ended = await sandbox("preview", "base", "--json", "--expect-no-changes");
    expect(ended.code).toBe(7);
    const created = Object.values(stepsOf(ended)).filter(({ op }) => op === "create");
    expect(created.length).toBeGreaterThan(50);
  });

  it("lets a provider that is already attached win over the stand-in", async () => {
    const asked: string[] = [];
    const other = await serve(
      {
        ...randomProvider,
        typeOf: (token) => {
          asked.push(token);
          return randomProvider.typeOf(token);
        },
      },
      new Cloud(checkout.path(".sandbox/other-cloud")),
      "444455556666",
    );
    try {
      const ended = await checkout.sandbox(["preview", "base", "--environment", "staging"], {
        PULUMI_DEBUG_PROVIDERS: `random:${other.port}`,
      });
      expect(ended.code).toBe(0);
      expect([...new Set(asked)]).toEqual(["random:index/randomPassword:RandomPassword"]);
    } finally {
      await other.stop();
    }
  });

  it("fails with one message that lists every problem of the topology, before anything is made", async () => {
    const file = "stacks/environments/staging.ts";
    const undo = [
      checkout.edit(file, 'cidr: "10.12.0.0/16"', 'cidr: "10.11.128.0/17"'),
      checkout.edit(file, 'activeRegion: "us-east-1"', 'activeRegion: "mars"'),
    ];
    const ended = await sandbox("up", "base");
    undo.reverse().forEach((restore) => restore());
    expect(ended.code).not.toBe(0);
    const said = diagnosticsOf(ended);
    expect(said.match(/error:/g)).toHaveLength(1);
    expect(said).toMatch(/error: the stack cannot run/);
    expect(said).toMatch(/staging: activeRegion: .*got "mars"/);
    expect(said).toMatch(/staging: regions\[1\]\.cidr: .*got "10\.11\.128\.0\/17"/);
    expect(await made()).toEqual([]);
  });

  it("fails with one message when the config names no scope of the environment, before anything is made", async () => {
    const undo = checkout.edit("stacks/Pulumi.staging-base.yaml", "scope: base", "scope: mars");
    const ended = await sandbox("up", "base");
    undo();
    expect(ended.code).not.toBe(0);
    const said = diagnosticsOf(ended);
    expect(said.match(/error:/g)).toHaveLength(1);
    expect(said).toMatch(/payments:scope: must be one of base, us-east-1, .*got "mars"/);
    expect(await made()).toEqual([]);
  });

  it("says which config value is missing", async () => {
    const undo = checkout.edit("stacks/Pulumi.staging-base.yaml", "payments:scope: base", "");
    const { code, stderr } = await sandbox("up", "base");
    undo();
    expect(code).not.toBe(0);
    expect(stderr).toContain("payments:scope");
    expect(await made()).toEqual([]);
  });

  /** What is in the state, less the stack itself, and what a program made in the cloud. */
  async function made(): Promise<string[]> {
    const { stacks } = await checkout.export("staging");
    return [
      ...resourcesOf(stacks, "staging-base").filter(({ type }) => type !== "pulumi:pulumi:Stack"),
      ...checkout
        .cloud("staging")
        .all()
        .filter(({ urn }) => urn !== ""),
    ].map(({ urn }) => urn);
  }
});

/** What the engine repeats at the end, after the lines of its progress. */
function diagnosticsOf({ stdout }: Ended): string {
  return /^Diagnostics:\n(.*?)(?:^\w+:|$(?![^]))/ms.exec(stdout)?.[1] ?? "";
}
