// SPDX-License-Identifier: Apache-2.0
import type { Resource } from "../../../policy/lib/graph";
import type { ExportedResource } from "../../graph/exported";
import { placesOf, placeText, type Places } from "../../graph/places";
import type { Box } from "../draw/box";
import { markText, type Marks } from "../draw/mark";
import { propertyRows, type Row } from "./properties";
import type { RuleVerdict, Verdicts } from "../verdicts";

/** What the page shows of a resource; goes into the page as JSON. */
export interface Card {
  readonly name: string;
  readonly type: string;
  readonly stack: string;
  /** `components/network/vpc.ts:139` */
  readonly position?: string;
  readonly change?: string;
  readonly policies: readonly {
    readonly id: string;
    readonly verdict: RuleVerdict["verdict"];
    readonly requirement: string;
    readonly texts: readonly string[];
    /** What to do about it, where there is something. */
    readonly fix?: string;
  }[];
  readonly properties: readonly Row[];
}

/** The cards of everything that has a box, by the box's key. */
export function cardsOf(
  box: Box,
  resources: readonly ExportedResource[],
  marks: Marks,
  verdicts: Verdicts,
): Record<string, Card[]> {
  const places = placesOf(resources);
  const cards: Record<string, Card[]> = {};
  for (const { key, resource, members } of withInside(box)) {
    const shown = members ?? (resource === undefined ? [] : [resource]);
    if (shown.length === 0) continue;
    cards[key] = shown.map((one) => cardOf(one, places, marks, verdicts));
  }
  return cards;
}

function withInside(box: Box): Box[] {
  return [box, ...(box.children ?? []).flatMap(withInside)];
}

function cardOf(
  resource: Resource,
  places: ReadonlyMap<string, Places>,
  marks: Marks,
  verdicts: Verdicts,
): Card {
  const { urn, name, type, stack } = resource;
  const { place } = places.get(urn) ?? {};
  const mark = marks.get(urn);
  return {
    name,
    type,
    stack,
    ...(place !== undefined && { position: placeText(place) }),
    ...(mark !== undefined && { change: markText(mark) }),
    policies: verdicts.of(resource).map(({ rule, verdict, texts }) => ({
      id: rule.id,
      verdict,
      requirement: rule.requirement,
      texts,
      ...(verdict === "breaks" && { fix: rule.fix }),
    })),
    properties: propertyRows(resource),
  };
}
