// SPDX-License-Identifier: Apache-2.0
import { commandLine, suiteNames, type BenchOptions } from "../../bench/command-line";

async function parsed(...args: readonly string[]): Promise<BenchOptions | undefined> {
  let options: BenchOptions | undefined;
  await commandLine((given) => {
    options = given;
    return Promise.resolve();
  })
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .parseAsync([...args], { from: "user" });
  return options;
}

describe("npm run bench", () => {
  it("measures everything in five rounds, and a missed target is no failure", async () => {
    expect(await parsed()).toEqual({
      ...{ rounds: 5, only: suiteNames, json: undefined, profile: false, check: false },
    });
  });

  it("takes rounds, parts, a file, profiles and a check", async () => {
    const args = ["--rounds", "2", "--only", "stacks", "start", "--json", "a.json"];
    expect(await parsed(...args, "--profile", "--check")).toEqual({
      ...{ rounds: 2, only: ["stacks", "start"], json: "a.json", profile: true, check: true },
    });
  });

  it.each([["--rounds", "0"], ["--rounds", "1.5"], ["--only", "nothing"], ["--unknown"]])(
    "is refused: %s %s",
    async (...args) => {
      await expect(parsed(...args)).rejects.toThrow();
    },
  );
});
