// SPDX-License-Identifier: Apache-2.0
import { environments } from "../../../stacks/environments";
import { isDeepStrictEqual } from "node:util";

import * as fc from "fast-check";

import { production } from "../../../stacks/environments/production";
import { staging } from "../../../stacks/environments/staging";
import type { Topology } from "../../../stacks/topology";
import { validateTopology } from "../../../stacks/topology-validation";
import { label, resourcesOf } from "../../support/graph";
import { platform, platformTimeout, type Resource, type StackGraph } from "../../support/platform";
import { productionWithEveryRouting } from "../../support/topologies";
import { statefulTypes } from "../../support/stateful";

/** All that follows the active region: nothing that serves a payment, and nothing that is replaced. */
const followers = new Map([
  // The label by which Git's overlays know the role.
  ["kubernetes:core/v1:Secret", ["metadata.labels.role"]],
  ["aws:cloudwatch/dashboard:Dashboard", ["dashboardBody"]],
  ["aws:cloudwatch/metricAlarm:MetricAlarm", ["threshold"]],
]);

/** An input that two runs of the program give differently. */
interface Difference {
  readonly resource: string;
  readonly type: string;
  readonly path: string;
}

/** Paths of the innermost values that differ. */
function differingPaths(one: unknown, other: unknown, path = ""): string[] {
  if (isDeepStrictEqual(one, other)) return [];
  if (!isPlainObject(one) || !isPlainObject(other)) return [path];
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].flatMap((key) =>
    differingPaths(one[key], other[key], path === "" ? key : `${path}.${key}`),
  );
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What of a resource the engine would compare. */
function compared({ inputs, protect, parent, provider, ignoreChanges }: Resource): object {
  return { ...inputs, options: { protect, parent, provider, ignoreChanges } };
}

function differences(before: readonly StackGraph[], after: readonly StackGraph[]): Difference[] {
  const later = new Map(resourcesOf(after).map((resource) => [label(resource), resource]));
  return resourcesOf(before).flatMap((resource) => {
    const other = later.get(label(resource));
    const paths = other === undefined ? [] : differingPaths(compared(resource), compared(other));
    return paths.map((path) => ({ resource: label(resource), type: resource.type, path }));
  });
}

function names(stacks: readonly StackGraph[]): string[] {
  return resourcesOf(stacks).map(label).sort();
}

/** The environment with the other one of its founding pair active. */
function flipped(topology: Topology): Topology {
  const { peer = "" } = topology.regions.find(({ name }) => name === topology.activeRegion) ?? {};
  return { ...topology, activeRegion: peer };
}

function isAllowed({ type, path }: Difference): boolean {
  return followers.get(type)?.includes(path) ?? false;
}

/** Sizes that a team may change at will; both regions get the same counts, as validation asks. */
const anySizes = fc.record({
  environment: fc.constantFrom<Topology>(production, staging),
  active: fc.constantFrom("us-east-1", "eu-west-1"),
  minimum: fc.integer({ min: 3, max: 6 }),
  spare: fc.integer({ min: 0, max: 6 }),
  databaseInstances: fc.integer({ min: 3, max: 5 }),
  cacheNodes: fc.integer({ min: 2, max: 4 }),
  instanceClass: fc.constantFrom("db.r7g.large", "db.r7g.4xlarge"),
  nodeType: fc.constantFrom("cache.t4g.small", "cache.r7g.xlarge"),
  generation: fc.integer({ min: 1, max: 9 }),
});

const anyTopology: fc.Arbitrary<Topology> = anySizes.map((sizes) => {
  const { environment, active, minimum, spare } = sizes;
  return {
    ...environment,
    activeRegion: active,
    database: { ...environment.database, generation: sizes.generation },
    regions: environment.regions.map((region) => ({
      ...region,
      nodes: { ...region.nodes, minimum, desired: minimum + spare, maximum: minimum + 2 * spare },
      database: { instanceClass: sizes.instanceClass, instances: sizes.databaseInstances },
      cache: { nodeType: sizes.nodeType, nodes: sizes.cacheNodes },
    })),
  };
});

describe("the active region", () => {
  const everyRouting = productionWithEveryRouting();
  const topologies = { ...environments, "production with every routing": everyRouting };

  describe.each<[string, Topology]>(Object.entries(topologies))(
    "of %s, once flipped,",
    (_, topology) => {
      let found: readonly Difference[];
      let before: readonly StackGraph[];
      let after: readonly StackGraph[];
      beforeAll(async () => {
        before = await platform(topology);
        after = await platform(flipped(topology));
        found = differences(before, after);
      }, platformTimeout);

      it("keeps every resource and adds none", () => {
        expect(names(after)).toEqual(names(before));
      });

      it("moves nothing beyond labels, dashboards and thresholds", () => {
        expect(found.filter((difference) => !isAllowed(difference))).toEqual([]);
      });

      it("moves each of those in both regions, so that no exception is idle", () => {
        const moved = new Set(
          found.map(({ type, resource }) => `${resource.split(" ")[0]} ${type}`),
        );
        expect([...moved].sort()).toEqual([
          "eu-west-1 aws:cloudwatch/dashboard:Dashboard",
          "eu-west-1 aws:cloudwatch/metricAlarm:MetricAlarm",
          "eu-west-1-delivery kubernetes:core/v1:Secret",
          "us-east-1 aws:cloudwatch/dashboard:Dashboard",
          "us-east-1 aws:cloudwatch/metricAlarm:MetricAlarm",
          "us-east-1-delivery kubernetes:core/v1:Secret",
        ]);
      });

      it("gives other stacks the same values, but for the role", () => {
        const outputs = (stacks: readonly StackGraph[]) =>
          stacks.map(({ scope, read }) => [scope, { ...read.outputs, role: "" }]);
        expect(outputs(after)).toEqual(outputs(before));
      });
    },
  );

  it("never moves anything stateful", () => {
    expect(statefulTypes.filter(({ type }) => followers.has(type))).toEqual([]);
  });

  it(
    "moves the same few things whatever the sizes, in either direction",
    async () => {
      const property = fc.asyncProperty(anyTopology, async (topology) => {
        expect(validateTopology(topology)).toEqual([]);
        const before = await platform(topology);
        const after = await platform(flipped(topology));
        expect(names(after)).toEqual(names(before));
        expect(differences(before, after).filter((one) => !isAllowed(one))).toEqual([]);
      });
      // A run builds all stacks twice; the four corners above are tested whatever is drawn here.
      await fc.assert(property, { numRuns: 4 });
    },
    platformTimeout,
  );
});
