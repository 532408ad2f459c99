// SPDX-License-Identifier: Apache-2.0

/**
 * Characters that a reader can't see, or that turn a text's direction: a value could look like
 * another one, or end the line of a table.
 *
 * @see https://trojansource.codes/
 */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** What Markdown, HTML or GitHub could take for more than a character. */
const special = /[\\`*_{}[\]<>()#+\-.!|&~@:$=^"']/g;

/** At most so many characters, never half of one. */
export function clipped(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const characters = [...text.slice(0, Math.max(limit - 1, 0))];
  // The cut may have gone through a pair of surrogates.
  while (/^[\ud800-\udbff]$/.test(characters.at(-1) ?? "")) characters.pop();
  return `${characters.join("")}…`;
}

/** A value in code, in a table or not. In backticks where they do, as they can be read as text. */
export function code(text: string): string {
  const visible = text.replace(invisible, escapeOf);
  if (visible === "") return "(empty)";
  const isPlain = !/[`|\\]/.test(visible) && visible.trim() === visible;
  if (isPlain) return `\`${visible}\``;
  return `<code>${visible.replace(special, entityOf).replaceAll(" ", "&#32;")}</code>`;
}

/**
 * A text among others, on one line: nothing in it is taken for Markdown, nobody is mentioned, no
 * issue is linked. Plain links to documentation stay links.
 */
export function prose(text: string): string {
  const line = text.replace(/\s+/g, " ").replace(invisible, escapeOf).trim();
  return line
    .split(/(\bhttps:\/\/[a-z0-9.-]+(?:\/[\w/.#?=%-]*[\w/])?(?=[\s.,;)]|$))/i)
    .map((part, index) => (index % 2 === 1 ? part : inert(part)))
    .join("");
}

/**
 * What is markup anywhere; what begins a heading, a list or a quotation at the start of a line; and
 * what names a person, an issue or an address on GitHub. All in one pass: entities hold signs too.
 */
const signs = /[\\`*_[\]<>|&~$]|^[#+\-=:]|^\d+[.)]|@|#(?=\d)|:\/\/|\bwww\.|\bGH-(?=\d)/gi;

function inert(text: string): string {
  return text.replace(signs, (sign, offset: number) => {
    if (/^[\\`*_[\]<>|&~$]$/.test(sign)) return entityOf(sign);
    return offset === 0 ? `&#8203;${sign}&#8203;` : `${sign}&#8203;`;
  });
}

function entityOf(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

function escapeOf(character: string): string {
  if (character === "\n") return "\\n";
  if (character === "\t") return "\\t";
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
}
