// SPDX-License-Identifier: Apache-2.0
import { commandLine, execute, type Invocation } from "../../../sandbox/cli/program";
import { selectStacks } from "../../../sandbox/cli/stacks";
import { environments } from "../../../stacks/environments";
import { production } from "../../../stacks/environments/production";

async function parse(...args: string[]): Promise<Invocation | undefined> {
  const seen: Invocation[] = [];
  await commandLine((invocation) => Promise.resolve(void seen.push(invocation))).parseAsync(args, {
    from: "user",
  });
  return seen[0];
}

describe("commandLine", () => {
  it("passes flags that are not its own to the engine, with their values", async () => {
    expect(
      await parse(
        "preview",
        "us-east-1",
        "--target",
        "urn:x",
        "--environment",
        "staging",
        "--json",
      ),
    ).toMatchObject({
      command: "preview",
      environment: "staging",
      stack: "us-east-1",
      flags: ["--target", "urn:x", "--json"],
    });
  });

  it("goes over all of production when neither stack nor environment is named", async () => {
    expect(await parse("up", "--diff")).toMatchObject({
      environment: "production",
      stack: undefined,
      flags: ["--diff"],
    });
  });
});

describe("selectStacks", () => {
  it.each(["production-us-east-1", "us-east-1"])("understands %s", (argument) => {
    expect(selectStacks(production, argument)).toEqual(["production-us-east-1"]);
  });

  it("gives all in order, base first and global last", () => {
    const stacks = selectStacks(production, undefined);
    expect([stacks[0], stacks.at(-1)]).toEqual(["production-base", "production-global"]);
  });

  it("fails when the stack does not exist, and names those that do", () => {
    expect(() => selectStacks(production, "mars")).toThrow(
      /production has no stack "mars"; it has: production-base, /,
    );
  });
});

describe("execute", () => {
  const destroy: Invocation = {
    ...{ command: "destroy", environment: "production", stack: undefined, flags: [] },
    ...{ takeDown: false, confirm: undefined, unreachable: [], policies: true },
  };

  it("fails when a protected environment is to be destroyed, and names the way", async () => {
    await expect(execute(environments, destroy)).rejects.toThrow("--take-down");
  });

  it("fails when the take-down is confirmed for another environment", async () => {
    const invocation = { ...destroy, takeDown: true, confirm: "staging" };
    await expect(execute(environments, invocation)).rejects.toThrow('"staging" is not production');
  });

  it("fails when the environment does not exist, and names those that do", async () => {
    const invocation = { ...destroy, environment: "mars" };
    await expect(execute(environments, invocation)).rejects.toThrow(
      'there is no environment "mars"; there are: production, staging',
    );
  });
});
