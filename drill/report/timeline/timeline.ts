// SPDX-License-Identifier: Apache-2.0
import { html, type Html } from "../page/html";
import { duration, whole } from "../page/words";
import type { ScenarioResult } from "../results";
import { drawBars, mostOf } from "./bars";
import { frame } from "./frame";
import { drawLegend, drawPatterns } from "./legend";
import { drawMarks, momentText } from "./marks";
import { linear, round, ticks, type Scale } from "./scale";
import { drawOutages, drawStages } from "./stages";

const legendHeight = 28;
const axisHeight = 40;
/** Between the moments, the stages and the bars. */
const space = 8;

/**
 * A scenario over time: moments, the stages of a failover, and beneath them what the clients got of
 * each region, second by second. The same moments stand under it as a list.
 *
 * @param id - begins the ids in the picture; unique in the page
 */
export function timeline(scenario: ScenarioResult, id: string): Html {
  const { seconds, moments } = scenario;
  if (seconds.length === 0) return html`<p>No try was made.</p>`;
  return html`<figure>
    <div
      class="picture"
      tabindex="0"
      role="group"
      aria-label="Picture of ${scenario.title}, can be scrolled"
    >
      ${draw(scenario, id)}
    </div>
    <details class="moments">
      <summary>The moments as a list</summary>
      <ol>
        ${moments.map(
          (moment) =>
            html`<li>
              <b>${duration(moment.at)}</b>
              ${momentText(moment)}${moment.epoch === undefined ? "" : ` (epoch ${moment.epoch})`}${moment.detail === undefined ? "" : `: ${moment.detail}`}
            </li> `,
        )}
      </ol>
    </details>
  </figure>`;
}

function draw(scenario: ScenarioResult, id: string): Html {
  const { seconds, moments, recoveries, title } = scenario;
  const ends = [
    ...seconds.map(({ second }) => (second + 1) * 1_000),
    ...moments.map(({ at }) => at),
  ];
  const end = ends.reduce((last, at) => Math.max(last, at), 1_000);
  const x = linear([0, end], [frame.left, frame.right]);
  const regions = [...new Set(seconds.map(({ region }) => region))];
  const plots = regions.length * (30 + frame.plot);
  const lines = recoveries.reduce((sum, { stages }) => sum + stages.length, 0);
  const below = (lines > 0 ? lines * frame.line + space : 0) + space + plots;
  const marks = drawMarks(
    moments.filter((moment) => isMarked(moment.what, recoveries.length > 0)),
    { y: legendHeight, x },
    (height) => legendHeight + height + below,
  );
  const stagesTop = legendHeight + marks.height + space;
  const stages = drawStages(recoveries, { y: stagesTop, x });
  const plotsTop = stagesTop + stages.height + (lines > 0 ? space : 0);
  const most = mostOf(seconds);
  const bottom = plotsTop + plots;
  const bars = regions.map((region, index) => {
    const own = seconds.filter((second) => second.region === region);
    return drawBars(region, own, most, { y: plotsTop + index * (30 + frame.plot), x, id }).markup;
  });
  const height = bottom + axisHeight;
  return html`<svg
    viewBox="0 0 ${frame.width} ${round(height)}"
    width="${frame.width}"
    height="${round(height)}"
    role="img"
    aria-labelledby="${id}-title ${id}-description"
  >
    <title id="${id}-title">${title}, over time</title>
    <desc id="${id}-description">${described(scenario)}</desc>
    ${drawPatterns(id)} ${drawOutages(recoveries, { y: stagesTop, x }, bottom)}
    ${drawLegend(id, lines > 0)} ${bars} ${marks.markup} ${stages.markup}
    ${drawAxis(end, bottom, x)}
  </svg>`;
}

/** The stages' bands show when they ended; their moments are marked where there are no bands. */
function isMarked(what: string, hasStages: boolean): boolean {
  return !(hasStages && ["detected", "sealed", "promoted", "replayed"].includes(what));
}

function drawAxis(end: number, y: number, x: Scale): Html {
  const marks = ticks(end / 1_000, 10).filter((mark) => mark * 1_000 <= end);
  return html`<g class="time"
    >${marks.map(
      (mark) =>
        html`<path class="axis" d="M${round(x(mark * 1_000))} ${round(y)}v5" /><text
            class="faint"
            x="${round(x(mark * 1_000))}"
            y="${round(y + 18)}"
            text-anchor="middle"
            >${whole(mark)}</text
          >`,
    )}<text class="faint" x="${frame.right}" y="${round(y + 34)}" text-anchor="end"
      >seconds from the beginning; bars: tries that ended in each second</text
    ></g
  >`;
}

/** What a reader who can't see it is told. */
function described({ recoveries, seconds, counts }: ScenarioResult): string {
  const last = seconds.at(-1)?.second ?? 0;
  const stages = recoveries.flatMap(({ from, to, fault, accepted, stages: all }) => [
    `${from} is lost ${duration(fault)} after the beginning.`,
    ...all.map(({ stage, from: begin, to: end }) => `${stage}: ${duration(end - begin)}.`),
    accepted === undefined
      ? `${to} accepts no payment.`
      : `${to} accepts its first payment ${duration(accepted - fault)} after the fault.`,
  ]);
  return [
    `${whole(last + 1)} seconds, ${whole(counts.tries)} tries: ${whole(counts.refused)} sent away, ${whole(counts.unknown)} without an answer.`,
    ...stages,
  ].join(" ");
}
