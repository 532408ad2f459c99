// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";

import { readDeployment, clearAfterKill, stacksIn } from "../../../sandbox/engine/state-files";
import { readJson, writeJson } from "../../../sandbox/json-file";

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), "state-"));
});
afterEach(() => rmSync(state, { recursive: true, force: true }));

const stackFile = (stack: string) => join(state, ".pulumi/stacks/payments", `${stack}.json`);
const lockFile = (name: string) =>
  join(state, ".pulumi/locks/organization/payments/one", `${name}.json`);

/** The process id of something that has ended. */
function deadProcess(): number {
  return spawnSync(process.execPath, ["--version"]).pid;
}

describe("a stack's state", () => {
  it("is read without the engine", () => {
    const latest = { resources: [{ urn: "urn", type: "type" }] };
    writeJson(stackFile("one"), { version: 3, checkpoint: { latest } });
    writeJson(`${stackFile("one")}.bak`, {});
    expect(readDeployment(state, "one")).toEqual(latest);
    expect(stacksIn(state)).toEqual(["one"]);
  });

  it("is empty where nothing was brought up, and not there where there is no stack", () => {
    writeJson(stackFile("one"), { version: 3, checkpoint: {} });
    expect(readDeployment(state, "one")).toEqual({});
    expect(readDeployment(state, "two")).toBeUndefined();
    expect(stacksIn(join(state, "elsewhere"))).toEqual([]);
  });
});

describe("a lock", () => {
  it("is removed when its engine is dead", () => {
    const pid = deadProcess();
    writeJson(lockFile("dead"), { pid, hostname: hostname() });
    expect(clearAfterKill(state, "one")).toEqual([pid]);
    expect(readJson(lockFile("dead"))).toBeUndefined();
  });

  it.each([
    ["its engine lives", () => ({ pid: process.pid, hostname: hostname() })],
    ["it is another machine's", () => ({ pid: deadProcess(), hostname: "elsewhere" })],
  ])("stays while %s", (_, lock) => {
    writeJson(lockFile("other"), lock());
    expect(clearAfterKill(state, "one")).toEqual([]);
    expect(readJson(lockFile("other"))).toBeDefined();
  });

  it("of another stack stays too", () => {
    writeJson(lockFile("dead"), { pid: deadProcess(), hostname: hostname() });
    expect(clearAfterKill(state, "two")).toEqual([]);
  });
});

describe("an empty file of attributes, which makes the state unreadable", () => {
  beforeEach(() => {
    writeJson(stackFile("one"), { version: 3, checkpoint: {} });
    writeFileSync(`${stackFile("one")}.attrs`, "");
  });

  it("is removed", () => {
    clearAfterKill(state, "one");
    expect(existsSync(`${stackFile("one")}.attrs`)).toBe(false);
    expect(readDeployment(state, "one")).toEqual({});
  });

  it("stays while an engine lives, which may be writing it", () => {
    writeJson(lockFile("living"), { pid: process.pid, hostname: hostname() });
    clearAfterKill(state, "one");
    expect(existsSync(`${stackFile("one")}.attrs`)).toBe(true);
  });

  it("stays where it isn't empty", () => {
    writeFileSync(`${stackFile("one")}.attrs`, "{}");
    clearAfterKill(state, "one");
    expect(existsSync(`${stackFile("one")}.attrs`)).toBe(true);
  });
});
