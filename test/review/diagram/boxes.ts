// SPDX-License-Identifier: Apache-2.0

/** The texts that stand in each box and group of a picture, those within it included, by the box's key. */
export function textsByBox(svg: string): Map<string, string[]> {
  const texts = new Map<string, string[]>();
  const open: string[] = [];
  for (const [tag, key, text] of svg.matchAll(
    /<g [^>]*data-(?:box|group)="([^"]*)"[^>]*>|<text[^>]*>([^<]*)<|<\/?g[^>]*>/g,
  )) {
    if (key !== undefined) {
      open.push(key);
      texts.set(key, []);
    } else if (text !== undefined) {
      open.filter((one) => one !== "").forEach((one) => texts.get(one)?.push(text));
    } else if (tag === "</g>") open.pop();
    else open.push("");
  }
  return texts;
}
