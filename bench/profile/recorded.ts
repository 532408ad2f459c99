// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { parse, stringify } from "yaml";

import type { Workspace } from "../../sandbox/engine/workspace";
import { engineCommand } from "../engine";
import { measure, MeasurementError } from "../measure";
import { byModule, type CpuProfile, type Profile } from "./modules";

/** Profiles the program behind a preview of a stack, run once with the project of a folder. */
export async function profileOfProgram(
  workspace: Workspace,
  stack: string,
  folder: string,
  title: string,
): Promise<Profile> {
  const profiles = mkdtempSync(join(tmpdir(), "bench-profile-"));
  const project = join(folder, "Pulumi.yaml");
  const before = readFileSync(project, "utf8");
  try {
    writeFileSync(project, withNodeArguments(before, `--cpu-prof --cpu-prof-dir=${profiles}`));
    await measure(engineCommand(workspace, "preview", stack, { folder }));
    const [file] = readdirSync(profiles);
    if (file === undefined) throw new MeasurementError(`${title}: Node has written no profile`);
    const profile = JSON.parse(readFileSync(join(profiles, file), "utf8")) as CpuProfile;
    return byModule(title, profile, folder);
  } finally {
    writeFileSync(project, before);
    rmSync(profiles, { recursive: true });
  }
}

/** Profiles this process, in which the stand-ins run, while something is done. */
export async function profileOfThisProcess(
  title: string,
  work: () => Promise<unknown>,
): Promise<Profile> {
  const session = new Session();
  session.connect();
  try {
    await session.post("Profiler.enable");
    await session.post("Profiler.start");
    await work();
    const { profile } = await session.post("Profiler.stop");
    return byModule(title, profile, resolve(__dirname, "../.."));
  } finally {
    session.disconnect();
  }
}

/** A Pulumi.yaml whose program gets further arguments for Node. */
export function withNodeArguments(project: string, more: string): string {
  const parsed = parse(project) as {
    readonly runtime: string | { readonly name: string; readonly options?: Options };
  };
  const runtime = typeof parsed.runtime === "string" ? { name: parsed.runtime } : parsed.runtime;
  const options: Options = "options" in runtime ? (runtime.options ?? {}) : {};
  const nodeargs = [options.nodeargs ?? "", more].join(" ").trim();
  return stringify({ ...parsed, runtime: { ...runtime, options: { ...options, nodeargs } } });
}

interface Options {
  readonly nodeargs?: string;
}
