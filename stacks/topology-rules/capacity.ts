// SPDX-License-Identifier: Apache-2.0
import type { Issue } from "../../components/shared/issues";
import type { Region } from "../topology";
import { tierOnePair, tierOnePairReads, type Rule } from "./rule";

/** One writer and two readers: a zone may fail and one instance be replaced at the same time. */
const fewestProtectedInstances = 3;

/** Counts that a standby must have like the region whose load it may have to take. */
const standbyCounts: readonly { readonly at: string; readonly of: (region: Region) => number }[] = [
  { at: "nodes.minimum", of: ({ nodes }) => nodes.minimum },
  { at: "nodes.desired", of: ({ nodes }) => nodes.desired },
  { at: "nodes.maximum", of: ({ nodes }) => nodes.maximum },
  { at: "database.instances", of: ({ database }) => database.instances },
];

/** EKS refuses a node group whose sizes are out of order. */
const nodeCountsAreOrdered: Rule = {
  reads: ["regions[].nodes.minimum", "regions[].nodes.desired", "regions[].nodes.maximum"],
  check: ({ regions }) =>
    regions.flatMap(({ nodes: { minimum, desired, maximum } }, index) =>
      minimum <= desired && desired <= maximum
        ? []
        : [
            {
              path: `regions[${index}].nodes`,
              problem: "must have minimum <= desired <= maximum",
              got: { minimum, desired, maximum },
              fix: "put the three counts in that order",
            },
          ],
    ),
};

/** In a regional event everyone asks for new instances: what the standby lacks it may never get. */
const standbyIsFullSize: Rule = {
  reads: [...tierOnePairReads, ...standbyCounts.map(({ at }) => `regions[].${at}`)],
  check: (topology) => {
    const pair = tierOnePair(topology);
    const founding = pair.find(([, { name }]) => name === topology.foundingRegion);
    if (founding === undefined) return [];
    const [foundingIndex, foundingRegion] = founding;
    return pair
      .filter(([, { name }]) => name !== topology.foundingRegion)
      .flatMap(([index, region]) =>
        standbyCounts
          .filter(({ of }) => of(region) !== of(foundingRegion))
          .map(({ at, of }) => ({
            path: `regions[${index}].${at}`,
            problem: `must equal regions[${foundingIndex}].${at} (${of(foundingRegion)}): either region carries the full load`,
            got: of(region),
            fix: "give both regions the same count; instance types may differ",
          })),
      );
  },
};

/** With fewer nodes than zones, the loss of one zone can take more than its share. */
const protectedNodesCoverTheZones: Rule = {
  reads: ["protect", "regions[].nodes.minimum", "regions[].availabilityZones"],
  check: ({ protect, regions }) =>
    regions.flatMap(({ nodes, availabilityZones }, index): Issue[] =>
      !protect || nodes.minimum >= availabilityZones.length
        ? []
        : [
            {
              path: `regions[${index}].nodes.minimum`,
              problem: `must be ${availabilityZones.length} or more in a protected environment: a node per zone`,
              got: nodes.minimum,
              fix: `write at least ${availabilityZones.length}`,
            },
          ],
    ),
};

/** Where payments may run there must be a writer and two readers, before and after a failover. */
const protectedDatabasesHaveTwoReaders: Rule = {
  reads: ["protect", ...tierOnePairReads, "regions[].database.instances"],
  check: (topology) =>
    tierOnePair(topology)
      .filter(
        ([, { database }]) => topology.protect && database.instances < fewestProtectedInstances,
      )
      .map(([index, { database }]) => ({
        path: `regions[${index}].database.instances`,
        problem: `must be ${fewestProtectedInstances} or more in a protected environment: a writer and two readers`,
        got: database.instances,
        fix: `write at least ${fewestProtectedInstances}`,
      })),
};

export const capacityRules: readonly Rule[] = [
  nodeCountsAreOrdered,
  standbyIsFullSize,
  protectedNodesCoverTheZones,
  protectedDatabasesHaveTwoReaders,
];
