// SPDX-License-Identifier: Apache-2.0
import { stringify } from "yaml";

import { withWorkspace } from "../../sandbox/cli/session";
import type { Operation } from "../../sandbox/engine/run";
import type { Workspace } from "../../sandbox/engine/workspace";
import { scopeName, scopesOf, stackName, type Scope, type Topology } from "../../stacks/topology";
import { engineCommand } from "../engine";
import { measure } from "../measure";
import type { Profile } from "../profile/modules";
import { profileOfThisProcess } from "../profile/recorded";
import type { Case, Ratio, Sample, Samples, Suite } from "../suite";
import { productionWith } from "../topologies";
import { WorkingCopy } from "../../sandbox/working-copy";

const operations = ["up", "preview"] as const;
/** Sizes that are built; one region's stack is measured where two are. */
const sizes = [2, 5, 10] as const;
const smallest = sizes[0];
/** The time of a resource must not rise with the number of regions. */
const mostPerResource = 1;

/** Whole environments of more and more regions: what a resource takes as there are more of them. */
export function growthSuite(): Suite {
  return {
    name: "growth",
    cases: sizes.map(environmentCase),
    ratios: operations.flatMap((operation) => [
      perResource(operation, 1, undefined),
      ...sizes
        .filter((size) => size !== smallest)
        .map((size) => perResource(operation, size, mostPerResource)),
    ]),
    notes: [
      "growth: first up of every stack, then a preview of each that changes nothing; the stand-ins' time is in it",
    ],
  };
}

function sampleName(operation: Operation, regions: number): string {
  return regions === 1 ? `${operation}, one region's stack` : `${operation}, ${regions} regions`;
}

function perResource(
  operation: (typeof operations)[number],
  regions: number,
  target: number | undefined,
): Ratio {
  const of = sampleName(operation, regions);
  const over = sampleName(operation, smallest);
  return {
    what: `${of} / ${smallest} regions, time per resource`,
    of: [of],
    over: [over],
    perResource: true,
    target,
    profile: () => profileOfStandIns(operation, regions),
  };
}

function environmentCase(regions: number): Case {
  const given = regions === smallest ? [1, regions] : [regions];
  return {
    gives: given.flatMap((size) => operations.map((operation) => sampleName(operation, size))),
    warmUp: false,
    run: () => runEnvironment(regions),
  };
}

/** The engine's own time can't be told from here; the stand-ins run in this process. */
async function profileOfStandIns(operation: Operation, regions: number): Promise<Profile[]> {
  const profiles: Profile[] = [];
  await runEnvironment(regions, async (current, run) => {
    if (current !== operation) return run();
    const samples: Samples[] = [];
    const title = `stand-ins during ${sampleName(operation, regions)}`;
    const work = async () => samples.push(await run());
    profiles.push(await profileOfThisProcess(title, work));
    return samples[0] ?? {};
  });
  return profiles;
}

/** Something done around an operation on a whole environment. */
type Around = (operation: Operation, run: () => Promise<Samples>) => Promise<Samples>;

async function runEnvironment(
  regions: number,
  around: Around = (_, run) => run(),
): Promise<Samples> {
  const topology = productionWith(regions);
  const copy = copyWith(topology);
  try {
    return await withWorkspace(
      topology,
      async (workspace) => ({
        ...(await around("up", () => runAll(workspace, topology, "up", regions))),
        ...(await around("preview", () => runAll(workspace, topology, "preview", regions))),
      }),
      copy.folder,
    );
  } finally {
    copy.remove();
  }
}

async function runAll(
  workspace: Workspace,
  topology: Topology,
  operation: Operation,
  regions: number,
): Promise<Samples> {
  const taken = new Map<string, Sample>();
  for (const scope of scopesOf(topology)) {
    const stack = stackName(topology, scope);
    await workspace.prepareStack(stack);
    taken.set(stack, await measure(engineCommand(workspace, operation, stack)));
  }
  const sizes = await workspace.existingStacks();
  const counted = (name: string, sample: Sample): Sample => ({
    ...sample,
    resources: sizes.find((stack) => stack.name === name)?.resources ?? 0,
  });
  const all = [...taken].map(([stack, sample]) => counted(stack, sample));
  const founding = stackName(topology, { region: topology.foundingRegion, delivery: false });
  const one = all[[...taken.keys()].indexOf(founding)];
  return {
    [sampleName(operation, regions)]: sum(all),
    ...(regions === smallest && one !== undefined && { [sampleName(operation, 1)]: one }),
  };
}

/** All stacks of an environment run one after the other. */
function sum(samples: readonly Sample[]): Sample {
  const total = (values: readonly number[]): number =>
    values.reduce((one, other) => one + other, 0);
  const cpu = samples.flatMap(({ cpuSeconds }) => cpuSeconds ?? []);
  const peaks = samples.flatMap(({ peakBytes }) => peakBytes ?? []);
  return {
    seconds: total(samples.map(({ seconds }) => seconds)),
    cpuSeconds: cpu.length === samples.length ? total(cpu) : undefined,
    peakBytes: peaks.length === samples.length ? Math.max(...peaks) : undefined,
    resources: total(samples.map(({ resources = 0 }) => resources)),
  };
}

/** The repository with another topology in production's place, and its stack files. */
function copyWith(topology: Topology): WorkingCopy {
  const copy = new WorkingCopy();
  const { environment } = topology;
  copy.write(
    `stacks/environments/${environment}.ts`,
    `export const ${environment} = ${JSON.stringify(topology, null, 2)};\n`,
  );
  for (const scope of scopesOf(topology)) {
    const config = configOf(topology, scope);
    copy.write(`stacks/Pulumi.${stackName(topology, scope)}.yaml`, stringify({ config }));
  }
  return copy;
}

function configOf({ environment }: Topology, scope: Scope): object {
  return { "payments:environment": environment, "payments:scope": scopeName(scope) };
}
