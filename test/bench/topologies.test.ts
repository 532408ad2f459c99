// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";

import { mostRegions, productionWith } from "../../bench/topologies";
import { formatIssues } from "../../components/shared/issues";
import { scopesOf, watchedBy } from "../../stacks/topology";
import { validateTopology } from "../../stacks/topology-validation";

/** There are nine sizes: this many draws meet them all, as good as surely. */
const numRuns = 30;
const anyCount = fc.integer({ min: 2, max: mostRegions });

describe("productionWith", () => {
  it("is a good topology of that many regions", () => {
    fc.assert(
      fc.property(anyCount, (count) => {
        const topology = productionWith(count);
        expect(formatIssues("topology", validateTopology(topology))).toBe(
          formatIssues("topology", []),
        );
        expect(topology.regions).toHaveLength(count);
        expect(scopesOf(topology)).toHaveLength(2 + 2 * count);
      }),
      { numRuns },
    );
  });

  it("grows at its end only, so that a larger one holds every smaller one", () => {
    fc.assert(
      fc.property(anyCount, anyCount, (one, other) => {
        const [fewer, more] = [Math.min(one, other), Math.max(one, other)];
        expect(productionWith(more).regions.slice(0, fewer)).toEqual(productionWith(fewer).regions);
      }),
      { numRuns },
    );
  });

  it("lets no region watch more than two others, so that no region's stack grows with it", () => {
    const topology = productionWith(mostRegions);
    for (const { name } of topology.regions) {
      expect(watchedBy(topology, name).length).toBeLessThanOrEqual(2);
    }
  });

  it.each([1, mostRegions + 1, 2.5])("is refused for %p regions", (count) => {
    expect(() => productionWith(count)).toThrow(
      new RangeError(`must be a whole number from 2 to ${mostRegions}, got ${count}`),
    );
  });
});
