// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { escaped } from "../draw/text";
import { baseStyle } from "./base-style";
import type { Card } from "./cards";

export interface PageArgs {
  readonly title: string;
  /** The picture, with boxes that can be opened. */
  readonly svg: string;
  readonly cards: Readonly<Record<string, readonly Card[]>>;
}

/**
 * The picture as a page that needs nothing else. Its policy lets it load nothing and run one script,
 * so that whatever a resource is called, it can't do more than be shown.
 */
export function pageOf({ title, svg, cards }: PageArgs): string {
  const style = baseStyle() + asset("page.css");
  const script = asset("in-browser.js");
  const hash = createHash("sha256").update(script).digest("base64");
  const allowed = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-${hash}'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(allowed)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<p class="hint">Click a resource, or go to it with <kbd>Tab</kbd> and press <kbd>Enter</kbd>, to see its properties and its policies. <kbd>Esc</kbd> closes.</p>
<main tabindex="0" aria-label="Picture of the platform">
${svg}</main>
<dialog class="card" aria-labelledby="card-title"></dialog>
<script type="application/json" id="cards">${jsonIn(cards)}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** JSON that no text in it can end. */
function jsonIn(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}

function asset(name: string): string {
  return readFileSync(join(__dirname, name), "utf8");
}
