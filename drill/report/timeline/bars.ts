// SPDX-License-Identifier: Apache-2.0
import { html, type Html } from "../page/html";
import { whole } from "../page/words";
import type { SecondOfRegion } from "../results";
import { frame, type Drawn, type Place } from "./frame";
import { linear, round, ticks } from "./scale";

/** How a try can end, from the bottom of a bar to its top. */
export const endings = ["answered", "refused", "unknown"] as const;

export type Ending = (typeof endings)[number];

const titleHeight = 30;

/** A region's bars: how many tries ended in each second, by how they ended. */
export function drawBars(
  region: string,
  seconds: readonly SecondOfRegion[],
  most: number,
  place: Place & { readonly id: string },
): Drawn<Html> {
  const { y, x, id } = place;
  const top = y + titleHeight;
  const bottom = top + frame.plot;
  const marks = ticks(most, 3);
  const up = linear([0, marks.at(-1) ?? 1], [bottom, top]);
  const grid = marks.map(
    (mark) =>
      html`<path
          class="${mark === 0 ? "axis" : "grid"}"
          d="M${frame.left} ${round(up(mark))}H${frame.right}"
        /><text class="faint" x="${frame.left - 8}" y="${round(up(mark) + 4)}" text-anchor="end"
          >${whole(mark)}</text
        >`,
  );
  const paths = endings.map((ending) => {
    const d = seconds.map((second) => barOf(second, ending, { x, up })).join("");
    return d === ""
      ? html``
      : html`<path
          class="bar ${ending}"
          d="${d}"
          ${ending === "answered" ? html`` : html` fill="url(#${id}-${ending})"`}
        />`;
  });
  return {
    height: titleHeight + frame.plot,
    markup: html`<g data-region="${region}"
      ><text class="name" x="${frame.left}" y="${round(top - 10)}">${region}</text
      >${grid}${paths}</g
    >`,
  };
}

function barOf(
  second: SecondOfRegion,
  ending: Ending,
  { x, up }: { readonly x: Place["x"]; readonly up: Place["x"] },
): string {
  const count = second[ending];
  if (count === 0) return "";
  const below = endings
    .slice(0, endings.indexOf(ending))
    .reduce((sum, other) => sum + second[other], 0);
  const left = x(second.second * 1_000);
  const width = x((second.second + 1) * 1_000) - left;
  const [low, high] = [up(below), up(below + count)];
  const inner = Math.max(1, width - 1);
  return `M${round(left)} ${round(low)}V${round(high)}h${round(inner)}V${round(low)}z`;
}

/** The most tries that ended in one second in one region. */
export function mostOf(seconds: readonly SecondOfRegion[]): number {
  return seconds.reduce(
    (most, { answered, refused, unknown }) => Math.max(most, answered + refused + unknown),
    0,
  );
}
