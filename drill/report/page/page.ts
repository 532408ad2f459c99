// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { escaped } from "../../../review/diagram/draw/text";
import { baseStyle } from "../../../review/diagram/page/base-style";
import type { Results } from "../results";
import { baselinesSection } from "./baselines";
import { promisesSection } from "./promises";
import { recoverySection } from "./recovery";
import { scenariosSection } from "./scenarios";
import { setupSection } from "./setup";
import { summarySection } from "./summary";

/**
 * The report as a page that needs nothing else: it loads nothing and runs nothing, and its policy
 * holds it to that, whatever texts it is given.
 */
export function reportPage(results: Results): string {
  const own = ["page.css", "timeline.css"].map((name) =>
    readFileSync(join(__dirname, name), "utf8"),
  );
  const style = [baseStyle(), ...own].join("");
  const allowed = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(allowed)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Drill of ${escaped(dateOf(results.startedAt))}: payments that survive the loss of a region</title>
<style>${style}</style>
</head>
<body>
<main>
${[
  summarySection(results),
  promisesSection(results),
  recoverySection(results),
  scenariosSection(results),
  baselinesSection(results),
  setupSection(results),
].join("\n")}
</main>
</body>
</html>
`;
}

function dateOf(iso: string): string {
  return iso.slice(0, 10);
}
