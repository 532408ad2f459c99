// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What all pages of this repository look like: colours, in light and in dark, and the type. */
export function baseStyle(): string {
  return readFileSync(join(__dirname, "base.css"), "utf8");
}
