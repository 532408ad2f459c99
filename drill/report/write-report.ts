// SPDX-License-Identifier: Apache-2.0
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { reportPage } from "./page/page";
import { resultsShape, type Results } from "./results";

/** Where a report was written. */
export interface ReportFiles {
  /** The page: one file that needs nothing else. */
  readonly html: string;
  /** The same data: `resultsShape`. */
  readonly json: string;
}

/**
 * Writes the report of a drill, and its data beside it, into a folder, which is made if need be.
 *
 * @throws Error when the results are not of their own shape, or can't be written
 */
export async function writeReport(results: Results, folder: string): Promise<ReportFiles> {
  const checked = resultsShape.parse(results);
  const html = join(folder, "report.html");
  const json = join(folder, "results.json");
  await mkdir(folder, { recursive: true });
  await writeFile(json, `${JSON.stringify(checked, undefined, 2)}\n`);
  await writeFile(html, reportPage(checked));
  return { html, json };
}
