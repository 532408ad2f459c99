// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import * as fc from "fast-check";

import { changed, Cloud, type CloudObject, stateOf } from "../../../sandbox/provider/cloud";
import { write } from "../../support/cloud-writer";

let cloud: Cloud;
beforeEach(() => {
  cloud = new Cloud(mkdtempSync(join(tmpdir(), "cloud-")));
});
afterEach(() => rmSync(cloud.directory, { recursive: true, force: true }));

const object = (change: Partial<CloudObject> = {}): CloudObject => ({
  type: "aws:ec2/vpc:Vpc",
  id: "vpc-1",
  place: "us-east-1",
  urn: "urn",
  inputs: { cidrBlock: "10.0.0.0/16", tags: { Name: "vpc" } },
  computed: { arn: "arn" },
  ...change,
});

/** Starts a writer in a process of its own; the function that comes back sets it going. */
async function inProcess(writer: string, times: number): Promise<() => Promise<void>> {
  const script = join(__dirname, "../../support/cloud-writer.ts");
  const args = ["--import", "tsx", script, cloud.directory, writer, String(times)];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  const exit = once(child, "exit") as Promise<[number]>;
  await once(child.stdout, "data");
  return async () => {
    child.stdin.write("go");
    const [code] = await exit;
    expect(code).toBe(0);
  };
}

describe("cloud", () => {
  it("is empty, with no account, until something is put there", () => {
    expect(cloud.all()).toEqual([]);
    expect(cloud.find("any", "id")).toBeUndefined();
    expect(cloud.settings()).toEqual({ account: "000000000000", quotas: {} });
  });

  it("gives back what was put there, whatever the id looks like", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 400, unit: "grapheme" }), (id) => {
        cloud.put(object({ id }));
        expect(cloud.find("aws:ec2/vpc:Vpc", id, "us-east-1")).toEqual(object({ id }));
        cloud.remove(object({ id }));
        expect(cloud.all()).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it("keeps objects of one name in two places apart", () => {
    const abroad = object({ place: "eu-west-1", urn: "abroad" });
    cloud.put(object());
    cloud.put(abroad);
    expect(cloud.list("aws:ec2/vpc:Vpc")).toHaveLength(2);
    expect(cloud.list("aws:ec2/vpc:Vpc", "eu-west-1")).toEqual([abroad]);
    expect(cloud.find("aws:ec2/vpc:Vpc", "vpc-1", "eu-west-1")).toEqual(abroad);
    cloud.remove(object());
    expect(cloud.all()).toEqual([abroad]);
  });

  it("removes twice without an error", () => {
    cloud.put(object());
    cloud.remove(object());
    expect(() => cloud.remove(object())).not.toThrow();
  });

  it("loses nothing when two processes and two instances write at once", async () => {
    const each = 60;
    const [first, second] = [await inProcess("one", each), await inProcess("two", each)];
    await Promise.all([
      first(),
      second(),
      write(cloud.directory, "instance-1", each),
      write(cloud.directory, "instance-2", each),
    ]);
    expect(cloud.find("test:count", "count")?.inputs).toEqual({ count: 4 * each });
    expect(cloud.list("test:object")).toHaveLength(4 * each);
  }, 60_000);

  it("goes on after a change that failed", async () => {
    const failing = cloud.alone(() => {
      throw new Error("refused");
    });
    await expect(failing).rejects.toThrow("refused");
    await expect(cloud.alone(() => "next")).resolves.toBe("next");
  });
});

describe("an object changed behind Pulumi's back", () => {
  it("has the change in its inputs, nested ones too", () => {
    const renamed = changed(object(), "tags.Name", "other");
    expect(renamed.inputs).toEqual({ cidrBlock: "10.0.0.0/16", tags: { Name: "other" } });
    expect(changed(renamed, "tags.Name", undefined).inputs.tags).toEqual({});
    expect(stateOf(renamed)).toEqual({ ...renamed.inputs, arn: "arn" });
  });
});
