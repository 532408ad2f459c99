// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

import type { ExportedResource, PreviewJson, StackExport } from "../graph/exported";
import { resourcesOfPreview, resourcesOfState } from "../graph/resources";

/** What was asked for can't be read; the message is all that the user needs. */
export class StatesError extends Error {
  override readonly name = "StatesError";
}

/** Far more than the states of an environment, which are some megabytes. */
const longestOutput = 512 * 1024 * 1024;

/** The resources of an environment as the sandbox has them. @throws StatesError */
export function resourcesInSandbox(environment: string): ExportedResource[] {
  const script = resolve(__dirname, "../../scripts/sandbox.mjs");
  let text: string;
  try {
    text = execFileSync(process.execPath, [script, "export", "--environment", environment], {
      encoding: "utf8",
      maxBuffer: longestOutput,
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    throw new StatesError(
      `the sandbox gives no states of ${environment}; bring it up by npm run sandbox -- up --environment ${environment}\n${(stderr ?? "").trim()}`,
    );
  }
  const resources = resourcesIn(text, "what the sandbox exports");
  if (resources.length === 0) {
    throw new StatesError(
      `the sandbox has no resources of ${environment}; bring it up by npm run sandbox -- up --environment ${environment}`,
    );
  }
  return resources;
}

/**
 * The resources in a file: an export of one stack, exports by the stacks' names, or a preview; or in
 * a folder: in the file `<environment>.json` where there is one, else in all files of JSON.
 *
 * @throws StatesError
 */
export function resourcesFrom(path: string, environment: string): ExportedResource[] {
  if (!existsSync(path)) throw new StatesError(`there is no ${path}`);
  const resources = filesAt(path, environment).flatMap((file) =>
    resourcesIn(readFileSync(file, "utf8"), file),
  );
  if (resources.length === 0) throw new StatesError(`${path} has no resources`);
  return resources;
}

function filesAt(path: string, environment: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const whole = join(path, `${environment}.json`);
  if (existsSync(whole)) return [whole];
  const names = readdirSync(path).filter((name) => name.endsWith(".json"));
  if (names.length === 0) throw new StatesError(`${path} has no file of JSON`);
  return names.sort().map((name) => join(path, name));
}

function resourcesIn(text: string, source: string): ExportedResource[] {
  const content = parsed(text, source);
  if ("steps" in content) return resourcesOfPreview(content as PreviewJson);
  const states = "deployment" in content ? [content] : Object.values(content);
  return states.flatMap((state: unknown) => {
    if (typeof state !== "object" || state === null || !("deployment" in state)) {
      throw new StatesError(`${source} holds neither exports of stacks nor a preview`);
    }
    return resourcesOfState(state as StackExport);
  });
}

function parsed(text: string, source: string): object {
  try {
    const content = JSON.parse(text) as unknown;
    if (typeof content === "object" && content !== null) return content;
  } catch {
    // Said below.
  }
  throw new StatesError(`${source} is no JSON of exports or of a preview`);
}
