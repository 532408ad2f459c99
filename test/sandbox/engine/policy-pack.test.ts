// SPDX-License-Identifier: Apache-2.0
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { readyPolicyPack } from "../../../sandbox/engine/policy-pack";

const repository = resolve(__dirname, "../../..");

jest.setTimeout(60_000);

describe("readyPolicyPack", () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "pack-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("has nothing for a project without a pack", () => {
    expect(readyPolicyPack(root)).toBeUndefined();
  });

  it("builds the pack as JavaScript, again when a rule changes, and not otherwise", () => {
    const from = join(repository, "policy");
    cpSync(from, join(root, "policy"), {
      recursive: true,
      filter: (path) => !/dist|node_modules/.test(path.slice(from.length)),
    });
    cpSync(join(repository, "tsconfig.json"), join(root, "tsconfig.json"));
    symlinkSync(join(repository, "node_modules"), join(root, "node_modules"));
    const built = join(root, "policy", "dist", "rules", "index.js");
    const changed = () => statSync(built).mtimeMs;

    expect(readyPolicyPack(root)).toBe(join(root, "policy"));
    const first = changed();
    readyPolicyPack(root);
    expect(changed()).toBe(first);

    const source = join(root, "policy", "rules", "index.ts");
    writeFileSync(source, `${readFileSync(source, "utf8")}export const more = 1;\n`);
    readyPolicyPack(root);
    expect(readFileSync(built, "utf8")).toContain("more = 1");
  });
});
