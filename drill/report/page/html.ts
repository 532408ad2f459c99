// SPDX-License-Identifier: Apache-2.0
import { escaped } from "../../../review/diagram/draw/text";

/** Markup whose texts are escaped. Only `html` makes it. */
export class Html {
  constructor(readonly markup: string) {}

  toString(): string {
    return this.markup;
  }
}

/** What can stand in markup: a text or number, which is escaped, or markup, which is not. */
export type Part = string | number | Html | readonly Html[];

/** Puts parts into markup, so that no text can be taken for markup. */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(
    literals.reduce((markup, literal, index) => markup + markupOf(parts[index - 1]) + literal),
  );
}

function markupOf(part: Part | undefined): string {
  if (part instanceof Html) return part.markup;
  if (typeof part === "object") return part.map(({ markup }) => markup).join("");
  return escaped(String(part ?? ""));
}
