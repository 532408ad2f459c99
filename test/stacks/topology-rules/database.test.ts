// SPDX-License-Identifier: Apache-2.0
import type { Topology } from "../../../stacks/topology";
import { databaseRules } from "../../../stacks/topology-rules/database";
import { validateTopology } from "../../../stacks/topology-validation";
import { nth, productionOnRds, rdsDatabase, thirdRegion } from "../../support/topologies";
import { itHoldsRules, type Mutant } from "../../support/topology-rules";

const [us, eu] = [
  (topology: Topology) => nth(topology, 0).database,
  (topology: Topology) => nth(topology, 1).database,
];

/** A change of the database of RDS, on top of the change to that engine. */
function rds(
  database: Partial<Extract<Topology["database"], { engine: "rds" }>>,
  change: (topology: Topology) => unknown = () => {},
): (topology: Topology) => void {
  return (topology) => {
    topology.database = { ...rdsDatabase, ...database };
    change(topology);
  };
}

const mutants: readonly Mutant[] = [
  [
    "a class of a global database is burstable",
    (topology) => (eu(topology).instanceClass = "db.t4g.large"),
    'regions[1].database.instanceClass: is burstable, which an Aurora global database refuses, got "db.t4g.large"; choose a memory-optimised class, such as db.r7g.large, or the engine rds',
  ],
  [
    "a member of a global database has a generation of its own",
    (topology) => (eu(topology).generation = 2),
    "regions[1].database.generation: is not for an Aurora global database, whose members keep their places, got 2; remove it; database.generation rebuilds all of the database",
  ],
  [
    "a region's generation doesn't go beyond the topology's",
    rds({ generation: 2 }, (topology) => (eu(topology).generation = 2)),
    "regions[1].database.generation: must be greater than database.generation (2): it counts this region's rebuilds from there, got 2; raise it, or remove it where the region was not rebuilt",
  ],
  [
    "the database's source is no region",
    rds({ sourceRegion: "eu-west-3" }),
    'database.sourceRegion: is none of the regions (us-east-1, eu-west-1), got "eu-west-3"; name the region whose database writes',
  ],
  [
    "the old region is to copy the promoted one without being rebuilt",
    rds({ sourceRegion: "eu-west-1" }),
    "regions[0].database.generation: must be greater than the generation (1) of eu-west-1, whose database it copies: a copy is made after its source, got 1; write 2 or more: the database of us-east-1 is rebuilt as a replica",
  ],
  [
    "a copy is older than its source was, after a failback",
    rds({}, (topology) => (us(topology).generation = 2)),
    "regions[1].database.generation: must be greater than the generation (2) of us-east-1, whose database it copies: a copy is made after its source, got 1; write 3 or more: the database of eu-west-1 is rebuilt as a replica",
  ],
  [
    "the source has too many replicas, with another region's",
    rds({}, (topology) => {
      for (const region of topology.regions) region.database.instances = 16;
    }),
    "regions[0].database.instances: gives its database 16 replicas, with those of the other regions; RDS allows 15, got 16; write 15 or less",
  ],
  [
    "there is less storage than RDS gives",
    rds({ storage: { allocated: "10 GiB", maximum: "100 GiB" } }),
    'database.storage: is outside of the 20 to 65536 GiB that RDS gives PostgreSQL, got {"allocated":"10 GiB","maximum":"100 GiB"}; write for example 100 GiB and 500 GiB',
  ],
];

describe("databaseRules", () => {
  itHoldsRules(databaseRules, mutants);

  const accepted: readonly (readonly [what: string, topology: Topology])[] = [
    ["RDS, in words", productionOnRds()],
    [
      "a failover, before anything is rebuilt",
      productionOnRds((topology) => (topology.activeRegion = "eu-west-1")),
    ],
    [
      "the old region, rebuilt as a replica of the promoted one",
      productionOnRds((topology) => {
        rds({ sourceRegion: "eu-west-1" })(topology);
        us(topology).generation = 2;
      }),
    ],
    [
      "the failback, and the other region rebuilt in its turn",
      productionOnRds((topology) => {
        us(topology).generation = 2;
        eu(topology).generation = 3;
      }),
    ],
    [
      "a replica that was rebuilt for a reason of its own",
      productionOnRds((topology) => (eu(topology).generation = 2)),
    ],
    [
      "burstable classes of RDS, and a third region",
      productionOnRds((topology) => {
        topology.regions.push(thirdRegion());
        for (const { database } of topology.regions) database.instanceClass = "db.t4g.medium";
      }),
    ],
  ];
  it.each(accepted)("let pass: %s", (_, topology) => {
    expect(validateTopology(topology)).toEqual([]);
  });

  it("ask for words about what a promotion takes, and say why", () => {
    const silent = productionOnRds((topology) =>
      Reflect.deleteProperty(topology.database, "promotion"),
    );
    expect(validateTopology(silent)).toEqual([
      {
        path: "database.promotion",
        problem: "is missing",
        fix: 'add it; it must say "takes minutes, and AWS promises no bound": RDS reboots a replica to promote it, and there is no way back but a rebuild',
      },
    ]);
  });
});
