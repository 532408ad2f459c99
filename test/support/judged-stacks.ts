// SPDX-License-Identifier: Apache-2.0
import { wholeEnvironment } from "../../policy/lib/whole-environment";
import { rules } from "../../policy/rules";
import type { PackProcess, Reported } from "../../review/engine/pack-process";
import type { ExportedResource } from "../../review/graph/exported";
import { mergedExport } from "../../review/graph/merge";
import type { GoodStack } from "./good-stacks";
import { draftOf, type Mutant, type StackDraft } from "./mutant";

/** Settings under which every rule about an environment judges, and no other. */
const environmentConfig = wholeEnvironment(rules);

/** Rules about an environment say of one stack that they don't apply, which costs time. */
const stackConfig = Object.fromEntries(
  rules
    .filter(({ judges }) => judges === "environment")
    .map(({ id }) => [id, { enforcementLevel: "disabled" }]),
);

/** What the pack says of an environment: of every resource, every stack, and all together. */
export async function judged(
  pack: PackProcess,
  stacks: readonly GoodStack[],
  asked: (resource: ExportedResource) => boolean = () => true,
): Promise<Reported[]> {
  const apart = await judgedApart(pack, stacks, asked);
  return [...apart, ...(await judgedTogether(pack, stacks))];
}

/** What the pack says of the good stacks with one mistake in them. */
export async function judgedMutant(
  pack: PackProcess,
  stacks: readonly GoodStack[],
  { environment = "production", scope, make }: Mutant,
): Promise<Reported[]> {
  const name = `${environment}-${scope}`;
  const broken = brokenStacks(stacks, name, make);
  const good = stacks.filter(({ stack }) => stack === name);
  const before = new Set(good.flatMap(({ resources }) => resources.map(textOf)));
  const changed = broken.filter(({ stack }) => stack === name);
  const isChanged = (resource: ExportedResource) => !before.has(textOf(resource));
  const apart = await judgedApart(pack, changed, isChanged, stackConfig);
  return [...apart, ...(await judgedTogether(pack, broken))];
}

async function judgedApart(
  pack: PackProcess,
  stacks: readonly GoodStack[],
  asked: (resource: ExportedResource) => boolean,
  config: Parameters<PackProcess["configure"]>[0] = {},
): Promise<Reported[]> {
  const found: Reported[] = [];
  await pack.configure(config);
  for (const { resources } of stacks) {
    for (const resource of resources.filter(asked)) {
      found.push(...(await pack.analyze(resource, resources)));
    }
    found.push(...(await pack.analyzeStack(resources)));
  }
  return found;
}

/** All stacks of an environment: one that lacks some would lack what they have. */
async function judgedTogether(
  pack: PackProcess,
  stacks: readonly GoodStack[],
): Promise<Reported[]> {
  await pack.configure(environmentConfig);
  const { deployment } = mergedExport(stacks.map(({ resources }) => resources));
  return pack.analyzeStack(deployment.resources ?? []);
}

/** The stacks with one of them broken. @throws RangeError when nothing changed */
export function brokenStacks(
  stacks: readonly GoodStack[],
  name: string,
  make: (stack: StackDraft) => void,
): GoodStack[] {
  return stacks.map((good) => {
    if (good.stack !== name) return good;
    const draft = draftOf(good.resources);
    const before = JSON.stringify(draft.resources);
    make(draft);
    if (JSON.stringify(draft.resources) === before) throw new RangeError("nothing is changed");
    return { ...good, resources: draft.resources };
  });
}

function textOf(resource: ExportedResource): string {
  return JSON.stringify(draftOf([resource]).resources);
}
