// SPDX-License-Identifier: Apache-2.0
import type { PromiseName } from "../../checker/promise";
import { html, type Html } from "./html";

/** What each promise says, for somebody who has never seen the project. */
export const promiseWords: Readonly<
  Record<PromiseName, { readonly title: string; readonly sentence: string }>
> = {
  "nothing-lost": {
    title: "Nothing lost",
    sentence:
      "What a client was told for good is in the database at the end, unchanged, and a success is in a processor's books.",
  },
  "charged-once": {
    title: "Charged once",
    sentence:
      "No payment is charged twice, no refund made twice, and no more given back than was taken.",
  },
  "nothing-after-seal": {
    title: "Nothing after the seal",
    sentence: "Once its journal is sealed, a region acknowledges no new payment.",
  },
  "told-failed-not-charged": {
    title: "Told failed, not charged",
    sentence: "Nobody who was told that a payment failed was charged for it.",
  },
  "books-agree": {
    title: "Books agree",
    sentence:
      "What nobody was told the end of stands in the database as it stands in the processors' books.",
  },
  "reads-fresh": {
    title: "Reads are fresh",
    sentence: "A read shows what was acknowledged, at most the stated bound behind.",
  },
  "one-answer": {
    title: "One answer",
    sentence: "Whoever asks again gets a final answer in the end, and always the same.",
  },
  "key-keeps-body": {
    title: "A key keeps its request",
    sentence: "The same key with another request is refused.",
  },
  "old-region-silent": {
    title: "The old region is silent",
    sentence: "A region that lost its turn answers nothing but “not available”.",
  },
  "no-return": {
    title: "No return by itself",
    sentence: "Traffic goes back to a region that lost it only by the runbook.",
  },
  "recovered-in-time": {
    title: "Recovered in time",
    sentence: "The other region accepts its first payment within the limit.",
  },
};

const digits = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });

export function whole(value: number): string {
  return digits.format(value);
}

/** Milliseconds as people say them. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${digits.format(milliseconds)} ms`;
  if (milliseconds < 120_000) return `${tenths.format(milliseconds / 1_000)} s`;
  return `${tenths.format(milliseconds / 60_000)} min`;
}

export type Verdict = "kept" | "broken" | "nothing to judge";

const signs: Readonly<Record<Verdict, string>> = {
  kept: "✓",
  broken: "✗",
  "nothing to judge": "–",
};

/** Sign and word, so that nobody needs the colour. */
export function verdictMark(verdict: Verdict, word: string = verdict): Html {
  return html`<span class="verdict ${verdict === "nothing to judge" ? "open" : verdict}"
    ><span aria-hidden="true">${signs[verdict]}</span> ${word}</span
  >`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${whole(count)} ${count === 1 ? one : many}`;
}
