// SPDX-License-Identifier: Apache-2.0
import { runCommand } from "../../../sandbox/engine/command";

describe("runCommand", () => {
  it("ends a command that hangs at the time limit, with all that it started", async () => {
    const started = Date.now();
    const result = await runCommand("sh", ["-c", "sleep 60 & sleep 60"], { timeLimit: 300 });
    expect(result).toMatchObject({ succeeded: false, failure: "no result after 0.3 seconds" });
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  it("says why a command could not be started", async () => {
    const { failure } = await runCommand("/nowhere/pulumi", [], { timeLimit: 1_000 });
    expect(failure).toContain("ENOENT");
  });
});
