// SPDX-License-Identifier: Apache-2.0
import type { Graph, Resource } from "../../policy/lib/graph";
import { resourceLabel } from "../../policy/lib/message";
import { isRegional } from "../../policy/lib/region";
import { Undecidable } from "../../policy/lib/value";
import { groupedBy } from "../diff/fold";
import type { CostChange } from "../diff/comment";
import type { ExportedResource } from "../graph/exported";
import { policyGraph } from "../graph/policy-graph";
import { computeMeters } from "./compute";
import { dataMeters } from "./data";
import { freeTypes } from "./free";
import type { Meters, Usage } from "./meter";
import { networkMeters } from "./network";
import { priceOf, type Price } from "./prices";
import type { Volumes } from "./volumes";
import { watchMeters } from "./watch";

/** What one item costs a month in one region. */
export interface CostLine {
  readonly region: string;
  /** What a reader calls it: "nodes". */
  readonly part: string;
  /** As the table of prices names it. */
  readonly item: string;
  /** How many resources use it. */
  readonly resources: number;
  readonly unit: string;
  readonly quantity: number;
  /** US dollars. */
  readonly unitPrice: number;
  /** US dollars. */
  readonly monthly: number;
  readonly source: string;
  readonly checked: Price["checked"];
}

/** Something that costs and for which there is no number. */
export interface NotPriced {
  readonly urn: string;
  /** "ec2:m8g.large in eu-west-1 has no price" */
  readonly why: string;
}

/** What resources cost a month. An ESTIMATE: list prices, and volumes that nobody has measured. */
export interface CostEstimate {
  /** Sorted by region, part and item. */
  readonly lines: readonly CostLine[];
  /** Sorted by URN; never counted as nothing without being said. */
  readonly notPriced: readonly NotPriced[];
}

/** How each type is measured that has a price. */
export const meters: Meters = {
  ...computeMeters,
  ...dataMeters,
  ...networkMeters,
  ...watchMeters,
};

interface Measured extends Required<Usage> {
  readonly urn: string;
}

/** What the resources cost a month, of one stack or of all of an environment. */
export function monthlyCost(
  resources: readonly ExportedResource[],
  volumes: Volumes,
): CostEstimate {
  // What is done to components is done to what stands in them.
  const graph = policyGraph(resources.filter(({ custom }) => custom !== false));
  const notPriced: NotPriced[] = [];
  const measured = graph.resources.flatMap((resource) => {
    const found = measure(resource, graph, volumes);
    if (Array.isArray(found)) return found;
    notPriced.push(found);
    return [];
  });
  const lines: CostLine[] = [];
  for (const usages of groupedBy(measured, keyOf)) {
    const line = priced(usages);
    if (line === undefined) notPriced.push(...usages.map(withoutPrice));
    else lines.push(line);
  }
  return {
    lines: lines.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1)),
    notPriced: notPriced.sort((one, other) => (one.urn < other.urn ? -1 : 1)),
  };
}

/** US dollars a month of everything that has a price. */
export function totalOf({ lines }: CostEstimate): number {
  return lines.reduce((sum, { monthly }) => sum + monthly, 0);
}

/** What differs between two estimates, by region and part. */
export function costChange(before: CostEstimate, after: CostEstimate): CostChange {
  const [old, fresh] = [byPart(before), byPart(after)];
  const keys = [...new Set([...old.keys(), ...fresh.keys()])].sort();
  const lines = keys.flatMap((key) => {
    const [region = "", part = ""] = key.split("\n");
    const line = { region, part, before: old.get(key) ?? 0, after: fresh.get(key) ?? 0 };
    // Less than a cent is what the order of additions makes.
    return Math.abs(line.after - line.before) < 0.005 ? [] : [line];
  });
  return { before: totalOf(before), after: totalOf(after), lines };
}

function measure(resource: Resource, graph: Graph, volumes: Volumes): Measured[] | NotPriced {
  const { urn, type } = resource;
  const meter = Object.hasOwn(meters, type) ? meters[type] : undefined;
  if (meter === undefined) {
    return Object.hasOwn(freeTypes, type) ? [] : { urn, why: `nobody has said what ${type} costs` };
  }
  try {
    const region = isRegional(type) ? (resource.region.text() ?? "unknown") : "global";
    const isActive = region === volumes.activeRegion;
    return meter(resource, { graph, volumes, region, isActive })
      .filter(({ quantity }) => quantity > 0)
      .map((usage) => ({ region, ...usage, urn }));
  } catch (error) {
    if (!(error instanceof Undecidable)) throw error;
    return { urn, why: `${error.message}, and decides what it costs` };
  }
}

/** One line of what is the same in region, part and item; none without a price. */
function priced(usages: readonly Measured[]): CostLine | undefined {
  const [first] = usages;
  const price = first && priceOf(first.item, first.region);
  if (first === undefined || price === undefined) return undefined;
  const { region, part, item } = first;
  const quantity = usages.reduce((sum, usage) => sum + usage.quantity, 0);
  return {
    region,
    part,
    item,
    resources: new Set(usages.map(({ urn }) => urn)).size,
    unit: price.unit,
    quantity,
    unitPrice: price.price,
    monthly: quantity * price.price,
    source: price.source,
    checked: price.checked,
  };
}

function byPart({ lines }: CostEstimate): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { region, part, monthly } of lines) {
    const key = `${region}\n${part}`;
    sums.set(key, (sums.get(key) ?? 0) + monthly);
  }
  return sums;
}

function withoutPrice({ urn, item, region }: Measured): NotPriced {
  return { urn, why: `${item} in ${region} has no price` };
}

function keyOf({ region, part, item }: Pick<CostLine, "region" | "part" | "item">): string {
  return `${region}\n${part}\n${item}`;
}

/** How a person reads of it: "aws:eks/nodeGroup:NodeGroup payments-nodes of production-eu-west-1: …" */
export function notPricedText({ urn, why }: NotPriced): string {
  return `${resourceLabel(urn)}: ${why}`;
}
