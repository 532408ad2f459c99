// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { parse } from "yaml";

import { UserWorkspace } from "../../../sandbox/engine/user-workspace";

describe("UserWorkspace", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "user-workspace-"));
    mkdirSync(join(root, "stacks"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const committed = [
    "secretsprovider: awskms://alias/pulumi",
    "encryptedkey: abc",
    "config:",
    "  payments:scope: base",
    "  payments:token:",
    "    secure: xyz",
    "",
  ].join("\n");

  it("gives the run its override and leaves the committed file, secrets and all, as it is", async () => {
    const file = join(root, "stacks", "Pulumi.production-base.yaml");
    writeFileSync(file, committed);
    const temporary = join(root, "copies");
    const workspace = new UserWorkspace({ root, cli: "pulumi", env: {}, temporary });

    await workspace.prepareStack("production-base", { "payments:takeDown": "true" });

    expect(readFileSync(file, "utf8")).toBe(committed);
    expect(parse(readFileSync(workspace.configFile("production-base"), "utf8"))).toEqual({
      secretsprovider: "awskms://alias/pulumi",
      encryptedkey: "abc",
      config: {
        "payments:scope": "base",
        "payments:token": { secure: "xyz" },
        "payments:takeDown": "true",
      },
    });
  });
});
