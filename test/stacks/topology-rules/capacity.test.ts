// SPDX-License-Identifier: Apache-2.0
import { staging } from "../../../stacks/environments/staging";
import type { Topology } from "../../../stacks/topology";
import { capacityRules } from "../../../stacks/topology-rules/capacity";
import { validateTopology } from "../../../stacks/topology-validation";
import { nth, productionBut, thirdRegion } from "../../support/topologies";
import { itHoldsRules, type Mutant } from "../../support/topology-rules";

const eu = (topology: Topology) => nth(topology, 1);

const mutants: readonly Mutant[] = [
  [
    "node counts are out of order",
    (topology) => {
      topology.regions.push({
        ...thirdRegion(),
        nodes: { ...eu(topology).nodes, minimum: 5, desired: 4, maximum: 6 },
      });
    },
    'regions[2].nodes: must have minimum <= desired <= maximum, got {"minimum":5,"desired":4,"maximum":6}; put the three counts in that order',
  ],
  [
    "the standby has fewer nodes",
    (topology) => (eu(topology).nodes.minimum = 3),
    "regions[1].nodes.minimum: must equal regions[0].nodes.minimum (6): either region carries the full load, got 3; give both regions the same count; instance types may differ",
  ],
  [
    "the standby has more database instances",
    (topology) => (eu(topology).database.instances = 4),
    "regions[1].database.instances: must equal regions[0].database.instances (3): either region carries the full load, got 4; give both regions the same count; instance types may differ",
  ],
  [
    "a protected region has fewer nodes than zones",
    (topology) =>
      topology.regions.push({
        ...thirdRegion(),
        nodes: { ...eu(topology).nodes, minimum: 2, desired: 3, maximum: 4 },
      }),
    "regions[2].nodes.minimum: must be 3 or more in a protected environment: a node per zone, got 2; write at least 3",
  ],
  [
    "a protected pair has one reader each",
    (topology) => {
      for (const region of topology.regions) region.database.instances = 2;
    },
    "regions[0].database.instances: must be 3 or more in a protected environment: a writer and two readers, got 2; write at least 3",
    "regions[1].database.instances: must be 3 or more in a protected environment: a writer and two readers, got 2; write at least 3",
  ],
];

describe("capacityRules", () => {
  itHoldsRules(capacityRules, mutants);

  it("let an unprotected environment be smaller", () => {
    expect(validateTopology(staging)).toEqual([]);
  });

  it("let the pair's regions have different instance types", () => {
    const topology = productionBut((copy) => (eu(copy).nodes.architecture = "x86_64"));
    expect(validateTopology(topology)).toEqual([]);
  });
});
