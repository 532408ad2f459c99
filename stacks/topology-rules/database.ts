// SPDX-License-Identifier: Apache-2.0
import { storageProblem } from "../../components/data/storage-range";
import type { Issue } from "../../components/shared/issues";
import { databaseSourceRegion, generationIn } from "../topology";
import type { Rule } from "./rule";

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstanceReadReplica.html */
const mostReplicasOfOneSource = 15;

/**
 * Burstable classes can't be members of a global database.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-getting-started.html
 */
const auroraClassesAreNotBurstable: Rule = {
  reads: ["database.engine", "regions[].database.instanceClass"],
  check: ({ database: { engine }, regions }) =>
    regions.flatMap(({ database }, index) =>
      engine === "aurora-global" && database.instanceClass.startsWith("db.t")
        ? [
            {
              path: `regions[${index}].database.instanceClass`,
              problem: "is burstable, which an Aurora global database refuses",
              got: database.instanceClass,
              fix: "choose a memory-optimised class, such as db.r7g.large, or the engine rds",
            },
          ]
        : [],
    ),
};

/** A failover leaves every Aurora cluster in its place: only the whole database is ever rebuilt. */
const auroraHasOneGeneration: Rule = {
  reads: ["database.engine", "regions[].database.generation"],
  check: ({ database: { engine }, regions }) =>
    regions.flatMap(({ database }, index) =>
      engine === "aurora-global" && database.generation !== undefined
        ? [
            {
              path: `regions[${index}].database.generation`,
              problem: "is not for an Aurora global database, whose members keep their places",
              got: database.generation,
              fix: "remove it; database.generation rebuilds all of the database",
            },
          ]
        : [],
    ),
};

/** A replica of the same number, or a lower one, as it was before would be the one that is there. */
const ownGenerationIsLater: Rule = {
  reads: ["database.generation", "regions[].database.generation"],
  check: ({ database, regions }) =>
    regions.flatMap(({ database: { generation } }, index) =>
      generation === undefined || generation > database.generation
        ? []
        : [
            {
              path: `regions[${index}].database.generation`,
              problem: `must be greater than database.generation (${database.generation}): it counts this region's rebuilds from there`,
              got: generation,
              fix: "raise it, or remove it where the region was not rebuilt",
            },
          ],
    ),
};

const sourceRegionExists: Rule = {
  reads: ["database", "regions[].name"],
  check: ({ database, regions }) => {
    const names = regions.map(({ name }) => name);
    if (database.engine !== "rds" || database.sourceRegion === undefined) return [];
    if (names.includes(database.sourceRegion)) return [];
    return [
      {
        path: "database.sourceRegion",
        problem: `is none of the regions (${names.join(", ")})`,
        got: database.sourceRegion,
        fix: "name the region whose database writes",
      },
    ];
  },
};

/**
 * A promotion leaves the others as copies of a database that nobody writes to any more: they follow
 * the promoted one only when they are made anew, after it.
 */
const copiesAreLaterThanTheirSource: Rule = {
  reads: ["database", "foundingRegion", "regions[].name", "regions[].database.generation"],
  check: (topology) => {
    const { database, foundingRegion, regions } = topology;
    const source = regions.find(({ name }) => name === databaseSourceRegion(topology));
    if (database.engine !== "rds" || source === undefined) return [];
    const at = generationIn(topology, source);
    // The first copies were made with the first database, under the same number.
    const asFounded = source.name === foundingRegion && at === database.generation;
    return [...regions.entries()]
      .filter(([, { name }]) => name !== source.name)
      .filter(([, region]) => generationIn(topology, region) < (asFounded ? at : at + 1))
      .map(([index, region]): Issue => ({
        path: `regions[${index}].database.generation`,
        problem: `must be greater than the generation (${at}) of ${source.name}, whose database it copies: a copy is made after its source`,
        got: generationIn(topology, region),
        fix: `write ${at + 1} or more: the database of ${region.name} is rebuilt as a replica`,
      }));
  },
};

/** The source's own readers, and the first instance of every other region. */
const replicasFitTheSource: Rule = {
  reads: ["database", "foundingRegion", "regions[].name", "regions[].database.instances"],
  check: (topology) => {
    const { database, regions } = topology;
    const from = databaseSourceRegion(topology);
    const found = [...regions.entries()].find(([, { name }]) => name === from);
    if (database.engine !== "rds" || found === undefined) return [];
    const [index, source] = found;
    const replicas = source.database.instances - 1 + (regions.length - 1);
    if (replicas <= mostReplicasOfOneSource) return [];
    return [
      {
        path: `regions[${index}].database.instances`,
        problem: `gives its database ${replicas} replicas, with those of the other regions; RDS allows ${mostReplicasOfOneSource}`,
        got: source.database.instances,
        fix: `write ${mostReplicasOfOneSource - regions.length + 2} or less`,
      },
    ];
  },
};

const storageCanGrow: Rule = {
  reads: ["database"],
  check: ({ database }) => {
    if (database.engine !== "rds") return [];
    const { allocated, maximum } = database.storage;
    const problem = storageProblem(allocated, maximum);
    if (problem === undefined) return [];
    return [
      {
        path: "database.storage",
        problem,
        got: database.storage,
        fix: "write for example 100 GiB and 500 GiB",
      },
    ];
  },
};

export const databaseRules: readonly Rule[] = [
  auroraClassesAreNotBurstable,
  auroraHasOneGeneration,
  ownGenerationIsLater,
  sourceRegionExists,
  copiesAreLaterThanTheirSource,
  replicasFitTheSource,
  storageCanGrow,
];
