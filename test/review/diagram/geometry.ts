// SPDX-License-Identifier: Apache-2.0
import type { Page } from "playwright-core";

interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A box as the browser shows it. */
export interface ShownBox {
  readonly key: string;
  /** Key of the box around it. */
  readonly around: string | null;
  readonly at: Rectangle;
  /** The texts that are its own, not those of the boxes in it. */
  readonly texts: readonly { readonly text: string; readonly at: Rectangle }[];
}

/** Runs in the page; as a text, since this program is compiled without a browser's types. */
const measure = `(() => {
  const at = (element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return { left, top, right, bottom };
  };
  return [...document.querySelectorAll("[data-box]")].map((box) => ({
    key: box.dataset.box,
    around: box.parentElement.closest("[data-box]")?.dataset.box ?? null,
    at: at(box.querySelector(":scope > rect.frame")),
    texts: [...box.querySelectorAll(":scope > text")].map((text) => ({
      text: text.textContent,
      at: at(text),
    })),
  }));
})()`;

const crossed = `(() => {
  const at = (element) => element.getBoundingClientRect();
  const wires = [...document.querySelectorAll("[data-group] path.wire, svg > g > path.wire")].map(at);
  return [...document.querySelectorAll("svg text")]
    .filter((text) => {
      const { left, top, right, bottom } = at(text);
      return wires.some(
        (wire) => wire.left < right && left < wire.right + 1 && wire.top < bottom && top < wire.bottom + 1,
      );
    })
    .map((text) => text.textContent);
})()`;

export function shownBoxes(page: Page): Promise<ShownBox[]> {
  return page.evaluate<ShownBox[]>(measure);
}

/** Texts that a line passes over. */
export function crossedTexts(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(crossed);
}

/** What a browser rounds. */
const slack = 0.5;

/** What is wrong with the boxes, in words; nothing where all is well. */
export function faultsOf(boxes: readonly ShownBox[]): string[] {
  const byKey = new Map(boxes.map((box) => [box.key, box]));
  const outside = boxes.flatMap(({ key, around, at, texts }) => {
    const outer = around === null ? undefined : byKey.get(around);
    return [
      ...(outer !== undefined && !isInside(at, outer.at) ? [`${key} leaves ${around}`] : []),
      ...texts
        .filter((text) => !isInside(text.at, at))
        .map(({ text }) => `"${text}" leaves its box ${key}`),
      ...pairsOf(texts)
        .filter(([one, other]) => overlap(one.at, other.at))
        .map(([one, other]) => `"${one.text}" lies on "${other.text}" in ${key}`),
    ];
  });
  const siblings = pairsOf(boxes)
    .filter(([one, other]) => one.around === other.around && overlap(one.at, other.at))
    .map(([one, other]) => `${one.key} lies on ${other.key}`);
  const hidden = boxes.flatMap(({ key, texts }) => {
    const inside = boxes.filter(({ around }) => around === key);
    return texts
      .filter((text) => inside.some((box) => overlap(text.at, box.at)))
      .map(({ text }) => `"${text}" of ${key} lies under a box in it`);
  });
  return [...outside, ...siblings, ...hidden];
}

function pairsOf<T>(things: readonly T[]): [T, T][] {
  return things.flatMap((one, index) =>
    things.slice(index + 1).map((other): [T, T] => [one, other]),
  );
}

function isInside(one: Rectangle, other: Rectangle): boolean {
  return (
    one.left >= other.left - slack &&
    one.top >= other.top - slack &&
    one.right <= other.right + slack &&
    one.bottom <= other.bottom + slack
  );
}

function overlap(one: Rectangle, other: Rectangle): boolean {
  return (
    one.left < other.right - slack &&
    other.left < one.right - slack &&
    one.top < other.bottom - slack &&
    other.top < one.bottom - slack
  );
}
