// SPDX-License-Identifier: Apache-2.0
import { markOrder, markText, type Mark } from "../diagram/draw/mark";
import { policyGraph } from "../graph/policy-graph";
import type { Marked } from "./marks";

/** The parts of a platform, by the modules of their types, in the order of a request's way. */
const parts: readonly (readonly [string, RegExp])[] = [
  ["names", /^aws:route53\//],
  ["load balancers", /^aws:(lb|globalaccelerator)\//],
  ["cluster", /^aws:eks\//],
  ["delivery", /^kubernetes:/],
  ["database", /^aws:rds\//],
  ["cache", /^aws:elasticache\//],
  ["journal", /^aws:dynamodb\//],
  ["network", /^aws:(ec2|ec2transitgateway|vpc)\//],
  ["keys and secrets", /^aws:(acm|kms|secretsmanager)\//],
  ["alarms and logs", /^aws:(cloudwatch|sns|s3)\//],
  ["identities", /^aws:iam\//],
  ["images", /^aws:ecr\//],
];

/** Colours that can be told apart on GitHub's light and dark pages; signs and words say the same. */
const styles: Readonly<Record<Mark, string>> = {
  delete: "fill:#ffe0de,stroke:#b3261e,color:#410e0b",
  replace: "fill:#ffe5cc,stroke:#b25600,color:#3d1d00",
  update: "fill:#fff4cc,stroke:#8a6d00,color:#332900",
  create: "fill:#dff3e4,stroke:#1e7a3c,color:#062b12",
};

/**
 * A small drawing of what changes where, in Mermaid, which GitHub draws in a comment without a
 * place for a file. The picture beside the comment shows every resource.
 *
 * @see https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/creating-diagrams
 */
export function sketch({ resources, marks }: Marked): string | undefined {
  if (marks.size === 0) return undefined;
  const places = new Map<string, Map<string, Mark[]>>();
  for (const { urn, type, region } of policyGraph(resources).resources) {
    const part = parts.find(([, pattern]) => pattern.test(type))?.[0];
    if (part === undefined) continue;
    const isGlobal = /^aws:(route53|iam|globalaccelerator)\//.test(type);
    const known = !isGlobal && region.isKnown ? region.text() : undefined;
    const place = known ?? "every region";
    const inside = places.get(place) ?? new Map<string, Mark[]>();
    const mark = marks.get(urn);
    inside.set(part, [...(inside.get(part) ?? []), ...(mark === undefined ? [] : [mark])]);
    places.set(place, inside);
  }
  const regions = [...places].sort(([one], [other]) => (one < other ? -1 : 1));
  const lines = regions.flatMap(([place, inside], index) => subgraph(place, inside, index));
  const used = markOrder.filter((mark) => [...marks.values()].includes(mark));
  return [
    "```mermaid",
    "flowchart LR",
    ...lines,
    ...used.map((mark) => `  classDef ${mark} ${styles[mark]}`),
    "```",
  ].join("\n");
}

function subgraph(
  place: string,
  inside: ReadonlyMap<string, readonly Mark[]>,
  index: number,
): string[] {
  const nodes = parts.flatMap(([part], at) => {
    const marked = inside.get(part);
    if (marked === undefined) return [];
    const counts = markOrder
      .map((mark) => [mark, marked.filter((one) => one === mark).length] as const)
      .filter(([, count]) => count > 0);
    const [worst] = counts;
    const told = counts.map(([mark, count]) => `${markText(mark)} ×${count}`);
    const label = [part, ...told].join("<br/>");
    return [`    p${index}_${at}["${label}"]${worst === undefined ? "" : `:::${worst[0]}`}`];
  });
  return [`  subgraph p${index} ["${place}"]`, ...nodes, "  end"];
}
