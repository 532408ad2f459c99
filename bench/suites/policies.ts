// SPDX-License-Identifier: Apache-2.0
import { PackProcess } from "../../review/engine/pack-process";
import { resourceRequest, stackRequest } from "../../review/engine/pack-requests";
import type { ExportedResource, StackExport } from "../../review/graph/exported";
import { resourcesOfState } from "../../review/graph/resources";
import { readyPolicyPack } from "../../sandbox/engine/policy-pack";
import { scopeName, stackName } from "../../stacks/topology";
import { engineCommand } from "../engine";
import { measure } from "../measure";
import type { Platform } from "../platform";
import { processorSeconds } from "../process-tree";
import { repeated } from "../repeated";
import type { Case, Ratio, Sample, Suite } from "../suite";
import { previewSample } from "./stacks";

/** What a preview with the pack may take, in times of one without. */
const mostOverUnjudged = 1.5;
/** Seconds that the pack may take for the smallest of the graphs. */
const mostSeconds = 1;
/** What a resource may take in the largest graph, in times of the smallest: the time is linear. */
const mostPerResource = 1.3;

/** Graphs that the pack judges; a region's stack is half of the smallest. */
const sizes = [500, 1_000, 2_000, 5_000] as const;
const smallest = sizes[0];
const largest = Math.max(...sizes);

/** What the policies add to a preview, and how the pack's own time grows with what it judges. */
export function policiesSuite({ topology, copy, workspace }: Platform): Suite {
  const scope = { region: topology.foundingRegion, delivery: false };
  const stack = stackName(topology, scope);
  const unjudged = previewSample(scopeName(scope));
  const judged = `${unjudged} with policies`;
  const policyPack = readyPolicyPack(copy.folder);
  let state: Promise<readonly ExportedResource[]> | undefined;
  const resources = (): Promise<readonly ExportedResource[]> =>
    (state ??= workspace
      .stateCommand(["stack", "export", "--stack", workspace.qualified(stack)])
      .then((text) => resourcesOfState(JSON.parse(text) as StackExport)));
  return {
    name: "policies",
    cases: [
      {
        gives: [judged],
        warmUp: true,
        run: async () => ({
          [judged]: await measure(engineCommand(workspace, "preview", stack, { policyPack })),
        }),
      },
      ...sizes.map((size) => packCase(size, copy.folder, resources)),
    ],
    ratios: [
      {
        what: `${judged} / without`,
        of: [judged],
        over: [unjudged],
        perResource: false,
        target: mostOverUnjudged,
      },
      ...growth,
    ],
    notes: [
      `policies: the pack alone is asked about every resource and then the stack, which is ${stack}'s`,
      "policies: resources again and again under other names; its start is not in it, being compiled while it runs is",
    ],
  };
}

/** The pack's own time: in seconds for the smallest graph, per resource for the others. */
const growth: readonly Ratio[] = sizes.map((size) =>
  size === smallest
    ? {
        what: `seconds of ${sampleName(size)}`,
        of: [sampleName(size)],
        over: [],
        perResource: false,
        target: mostSeconds,
      }
    : {
        what: `${sampleName(size)} / ${smallest}, time per resource`,
        of: [sampleName(size)],
        over: [sampleName(smallest)],
        perResource: true,
        target: size === largest ? mostPerResource : undefined,
      },
);

function sampleName(size: number): string {
  return `the pack on ${size} resources`;
}

function packCase(
  size: number,
  root: string,
  resources: () => Promise<readonly ExportedResource[]>,
): Case {
  const sample = sampleName(size);
  return {
    gives: [sample],
    warmUp: size === smallest,
    run: async () => ({ [sample]: await judgedBy(root, repeated(await resources(), size)) }),
  };
}

/** A new process each time, as the engine starts one for each preview. */
async function judgedBy(root: string, graph: readonly ExportedResource[]): Promise<Sample> {
  const requests = [
    ...graph.map((resource) => resourceRequest(resource, graph)),
    stackRequest(graph),
  ];
  const pack = await PackProcess.start(root);
  try {
    const cpuBefore = processorSeconds(pack.pid);
    const started = performance.now();
    for (const request of requests) await pack.answerOn(request);
    const seconds = (performance.now() - started) / 1_000;
    const cpuAfter = processorSeconds(pack.pid);
    return {
      seconds,
      cpuSeconds: cpuBefore === undefined ? undefined : cpuAfter && cpuAfter - cpuBefore,
      peakBytes: undefined,
      resources: graph.length,
    };
  } finally {
    pack.stop();
  }
}
