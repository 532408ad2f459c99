// SPDX-License-Identifier: Apache-2.0
import { repeated, type Rule } from "./rule";

/** A region's name is part of its stack's name: two of one name would be one stack. */
const regionNamesDiffer: Rule = {
  reads: ["regions[].name"],
  check: ({ regions }) =>
    repeated(
      regions.map(({ name }, index) => [`regions[${index}].name`, name] as const),
      "name each region once",
    ),
};

/** Everything that is made once, and first, is made in the founding region. */
const foundingRegionExists: Rule = {
  reads: ["foundingRegion", "regions[].name"],
  check: ({ foundingRegion, regions }) =>
    regions.some(({ name }) => name === foundingRegion)
      ? []
      : [
          {
            path: "foundingRegion",
            problem: `is none of the regions (${regions.map(({ name }) => name).join(", ")})`,
            got: foundingRegion,
            fix: "name one of them, or add the region",
          },
        ],
};

/** Only the founding region and its peer hold what tier 1 needs, so only they can be active. */
const activeRegionIsOfThePair: Rule = {
  reads: ["activeRegion", "foundingRegion", "regions[].name", "regions[].peer"],
  check: ({ activeRegion, foundingRegion, regions }) => {
    const founding = regions.find(({ name }) => name === foundingRegion);
    if (founding === undefined || [foundingRegion, founding.peer].includes(activeRegion)) return [];
    return [
      {
        path: "activeRegion",
        problem: `must be the founding region (${foundingRegion}) or its peer (${founding.peer})`,
        got: activeRegion,
        fix: "name the one that the journal's control item names",
      },
    ];
  },
};

/** What decides about a region lives in its peer: a region can't judge its own death. */
const peersExist: Rule = {
  reads: ["regions[].name", "regions[].peer"],
  check: ({ regions }) =>
    regions.flatMap(({ name, peer }, index) => {
      const path = `regions[${index}].peer`;
      const others = regions.map((region) => region.name).filter((other) => other !== name);
      if (others.includes(peer)) return [];
      const problem =
        peer === name
          ? "is the region itself"
          : `is none of the other regions (${others.join(", ")})`;
      return [{ path, problem, got: peer, fix: "name another region of the list" }];
    }),
};

/** The standby's own failure, and the way back after a failover, are decided in the founding one. */
const pairIsMutual: Rule = {
  reads: ["foundingRegion", "regions[].name", "regions[].peer"],
  check: ({ foundingRegion, regions }) => {
    const standby = regions.find(({ name }) => name === foundingRegion)?.peer;
    return regions.flatMap(({ name, peer }, index) =>
      // A peer that isn't a region has its own issue; a second one would only repeat it.
      name === standby &&
      name !== foundingRegion &&
      peer !== foundingRegion &&
      peer !== name &&
      regions.some((region) => region.name === peer)
        ? [
            {
              path: `regions[${index}].peer`,
              problem: `must be the founding region (${foundingRegion}), whose peer this region is`,
              got: peer,
              fix: `write ${foundingRegion}`,
            },
          ]
        : [],
    );
  },
};

/** A zone of another region can't be used, and one zone used twice is one failure domain less. */
const zonesBelongToTheirRegion: Rule = {
  reads: ["regions[].name", "regions[].availabilityZones"],
  check: ({ regions }) =>
    regions.flatMap(({ name, availabilityZones }, index) => {
      const zones = availabilityZones.map(
        (zone, place) => [`regions[${index}].availabilityZones[${place}]`, zone] as const,
      );
      const strangers = zones
        .filter(([, zone]) => !(zone.startsWith(name) && /^[a-z]$/.test(zone.slice(name.length))))
        .map(([path, got]) => ({
          path,
          problem: `is not an availability zone of ${name}`,
          got,
          fix: `write the region's name and a letter, such as ${name}a`,
        }));
      return [...strangers, ...repeated(zones, "name three different zones")];
    }),
};

export const regionRules: readonly Rule[] = [
  regionNamesDiffer,
  foundingRegionExists,
  activeRegionIsOfThePair,
  peersExist,
  pairIsMutual,
  zonesBelongToTheirRegion,
];
