// SPDX-License-Identifier: Apache-2.0
import type { Resource } from "../../../policy/lib/graph";
import type { ExportedResource } from "../../graph/exported";
import type { Box } from "../draw/box";
import { markText, type Marks } from "../draw/mark";
import { positionOf } from "./position";
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
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const cards: Record<string, Card[]> = {};
  for (const { key, resource, members } of withInside(box)) {
    const shown = members ?? (resource === undefined ? [] : [resource]);
    if (shown.length === 0) continue;
    cards[key] = shown.map((one) => cardOf(one, byUrn, marks, verdicts));
  }
  return cards;
}

function withInside(box: Box): Box[] {
  return [box, ...(box.children ?? []).flatMap(withInside)];
}

function cardOf(
  resource: Resource,
  byUrn: ReadonlyMap<string, ExportedResource>,
  marks: Marks,
  verdicts: Verdicts,
): Card {
  const { urn, name, type, stack } = resource;
  const exported = byUrn.get(urn);
  const position = exported && positionOf(exported, byUrn);
  const mark = marks.get(urn);
  return {
    name,
    type,
    stack,
    ...(position !== undefined && { position: `${position.file}:${position.line}` }),
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
