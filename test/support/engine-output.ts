// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { isRecord } from "../../sandbox/provider/values";
import type { Ended } from "./checkout";

/** What an engine command would do to a resource. */
export interface Step {
  /** `create`, `update`, `replace`, … */
  readonly op: string;
  /** Paths of the properties that differ, with `update`, `update-replace`, `add`, … */
  readonly properties: Readonly<Record<string, string>>;
}

/** What there is to compare, so that a failure shows the engine's own words and a success none. */
export function outcome({ code, stdout, stderr }: Ended): { code: number; output: string } {
  return { code, output: code === 0 ? "" : `${stdout}\n${stderr}` };
}

/** The titles under which the command line goes from stack to stack. */
export function headings({ stderr }: Ended): string[] {
  return [...stderr.matchAll(/^# (.+)$/gm)].map(([, title = ""]) => title);
}

/**
 * What a `preview --json` of one stack would do, by URN, less what stays the same.
 *
 * @throws SyntaxError when anything but JSON is on stdout
 */
export function stepsOf({ stdout }: Ended): Record<string, Step> {
  const { steps } = JSON.parse(stdout) as {
    readonly steps: readonly { op: string; urn: string; detailedDiff?: unknown }[];
  };
  return Object.fromEntries(
    steps
      .filter(({ op }) => !["same", "read", "refresh"].includes(op))
      .map(({ op, urn, detailedDiff }) => [urn, { op, properties: kinds(detailedDiff) }]),
  );
}

function kinds(detailedDiff: unknown): Record<string, string> {
  if (!isRecord(detailedDiff)) return {};
  return Object.fromEntries(
    Object.entries(detailedDiff).map(([path, diff]) => [
      path,
      isRecord(diff) ? String(diff.kind) : "",
    ]),
  );
}

/** Every file under a folder, with what is in it. */
export function filesIn(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(files.map((file) => [file, readFileSync(file, "utf8")]));
}

/** The titles in a region's part of the summary after `npm start`; none where one has no value. */
export function summaryTitles(summary: string, heading: string): string[] {
  const part = summary.split("\n\n").find((text) => text.startsWith(`${heading}\n`));
  const rows = (part?.split("\n").slice(1) ?? []).map((line) => line.trim().split(/ {2,}/));
  return rows.filter(([, value]) => value !== undefined).map(([title = ""]) => title);
}
