// SPDX-License-Identifier: Apache-2.0
import type { Look, Tone } from "./box";
import type { Mark } from "./mark";

/** Colours in a light and in a dark surrounding. */
interface Pair {
  readonly light: string;
  readonly dark: string;
}

export interface Paint {
  readonly fill: Pair;
  readonly stroke: Pair;
  /** The bar at the left, which says what kind of service it is. */
  readonly bar?: Pair;
}

const pair = (light: string, dark: string): Pair => ({ light, dark });
const card = pair("#ffffff", "#1b2129");
const edge = pair("#c9d1da", "#3d4651");
const part = (light: string, dark: string): Paint => ({
  fill: card,
  stroke: edge,
  bar: pair(light, dark),
});

export const ground = pair("#fbfbfc", "#0f1318");
export const ink = pair("#1d2530", "#e6eaef");
export const faint = pair("#55606e", "#a3adb9");
export const wire = pair("#6b7683", "#8d97a3");
export const focus = pair("#0b5fff", "#7db2ff");

/** The boxes that are visible; the others only arrange. */
export const paints: Readonly<Partial<Record<Look, Paint>>> = {
  lane: { fill: pair("#f3f4f6", "#161b22"), stroke: pair("#dde1e6", "#2a323c") },
  region: { fill: pair("#f3f4f6", "#161b22"), stroke: pair("#9aa5b1", "#566271") },
  network: { fill: pair("#fbfbfc", "#12171d"), stroke: pair("#8f7fc4", "#7d6fb0") },
  public: { fill: pair("#edf5ef", "#15211a"), stroke: pair("#c5dccb", "#2b4433") },
  private: { fill: pair("#ecf3fa", "#142030"), stroke: pair("#c3d6e9", "#28405a") },
  isolated: { fill: pair("#f7f2e8", "#231e14"), stroke: pair("#e2d5ba", "#473c26") },
  subnet: { fill: pair("#ffffff99", "#ffffff0a"), stroke: edge },
  compute: part("#d9730d", "#f0963c"),
  database: part("#3457c9", "#7c98f2"),
  "network-part": part("#7b4bc4", "#b18df0"),
  name: part("#7b4bc4", "#b18df0"),
  cache: part("#3457c9", "#7c98f2"),
  storage: part("#3457c9", "#7c98f2"),
  delivery: part("#c23a6b", "#f07ba4"),
  elsewhere: { fill: pair("#ffffff00", "#ffffff00"), stroke: pair("#9aa5b1", "#566271") },
  place: { fill: pair("#eef1fb", "#1c2440"), stroke: pair("#c5cff0", "#344173") },
  link: part("#1f7a6d", "#4fc0af"),
  change: part("#8a94a0", "#8a94a0"),
};

export const tones: Readonly<Record<Tone, { readonly fill: Pair; readonly text: Pair }>> = {
  active: { fill: pair("#d6efdd", "#1d4a2d"), text: pair("#14532b", "#c4f0d2") },
  standby: { fill: pair("#e4e7eb", "#343d48"), text: pair("#3c4653", "#d6dce3") },
  strong: { fill: pair("#dfe5fb", "#2a3768"), text: pair("#26387f", "#d4ddff") },
  quiet: { fill: pair("#ece6f7", "#382c52"), text: pair("#4c2f80", "#e2d5fa") },
  broken: { fill: pair("#fbdedc", "#5a1f1c"), text: pair("#8c1d18", "#ffd9d6") },
};

export const markPaints: Readonly<Record<Mark, Pair>> = {
  create: pair("#18713a", "#5bd088"),
  update: pair("#8a5a00", "#f0b84a"),
  replace: pair("#b3261e", "#ff8f86"),
  delete: pair("#b3261e", "#ff8f86"),
};

/** Style of the picture, as the reader's surrounding wants it; on paper it is always light. */
export function pictureStyle(): string {
  const rules = (shade: keyof Pair) => rulesIn(shade).join("");
  return [
    ".platform{font-family:Inter,system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif}",
    ".platform rect{stroke-width:1}",
    ".platform .elsewhere>rect,.platform .mark-delete>rect{stroke-dasharray:5 3}",
    ".platform .marked>rect.frame{stroke-width:2}",
    ".platform .wire{fill:none;stroke-width:1.6}.platform .later{stroke-dasharray:6 4}",
    ".platform [tabindex]{cursor:pointer;outline:none}",
    ".platform [tabindex]:focus-visible>rect.frame{stroke-width:3;stroke-dasharray:none}",
    rules("light"),
    `@media (prefers-color-scheme:dark){${rules("dark")}}`,
    `@media print{${rules("light")}}`,
  ].join("");
}

function rulesIn(shade: keyof Pair): string[] {
  const looks = Object.entries(paints).flatMap(([look, { fill, stroke, bar }]) => [
    `.platform .${look}>rect.frame{fill:${fill[shade]};stroke:${stroke[shade]}}`,
    ...(bar === undefined ? [] : [`.platform .${look}>rect.bar{fill:${bar[shade]};stroke:none}`]),
  ]);
  const chips = Object.entries(tones).flatMap(([tone, { fill, text }]) => [
    `.platform rect.chip-${tone}{fill:${fill[shade]};stroke:none}`,
    `.platform text.chip-${tone}{fill:${text[shade]}}`,
  ]);
  const marks = Object.entries(markPaints).flatMap(([mark, colour]) => [
    `.platform .mark-${mark}>rect.frame{stroke:${colour[shade]}}`,
    `.platform text.mark-${mark}{fill:${colour[shade]}}`,
  ]);
  return [
    `.platform rect.ground{fill:${ground[shade]};stroke:none}`,
    `.platform text{fill:${ink[shade]}}.platform text.line{fill:${faint[shade]}}`,
    ...[...looks, ...chips, ...marks],
    `.platform .wire{stroke:${wire[shade]}}.platform .tip{fill:${wire[shade]}}`,
    `.platform [tabindex]:hover>rect.frame,.platform [tabindex]:focus-visible>rect.frame{stroke:${focus[shade]}}`,
  ];
}
