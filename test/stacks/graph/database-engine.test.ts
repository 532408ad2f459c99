// SPDX-License-Identifier: Apache-2.0
import type { Topology } from "../../../stacks/topology";
import { validateTopology } from "../../../stacks/topology-validation";
import { resourcesOf, stackOf } from "../../support/graph";
import { all, only } from "../../support/mocks";
import { platform, platformTimeout, type StackGraph } from "../../support/platform";
import { nth, productionOnRds, rdsDatabase, thirdRegion } from "../../support/topologies";

const instanceType = "aws:rds/instance:Instance";

/** What each region's first instance copies, and the ARN that its name makes. */
function lineage(topology: Topology, stacks: readonly StackGraph[]): Record<string, unknown> {
  return Object.fromEntries(
    topology.regions.map(({ name }) => {
      const { inputs } = only(stackOf(stacks, name).resources, instanceType, "-1");
      return [`${name} ${String(inputs.identifier)}`, inputs.replicateSourceDb];
    }),
  );
}

function arnOf(region: string, identifier: string): string {
  return `arn:aws:rds:${region}:111122223333:db:${identifier}`;
}

const [us, eu] = ["production-payments-us-east-1", "production-payments-eu-west-1"];

describe("production on RDS", () => {
  const topology = productionOnRds((copy) => copy.regions.push(thirdRegion()));
  let stacks: readonly StackGraph[];
  beforeAll(async () => {
    expect(validateTopology(topology)).toEqual([]);
    stacks = await platform(topology);
  }, platformTimeout);

  it("has nothing of Aurora, in any stack", () => {
    const aurora = resourcesOf(stacks).filter(({ type }) => /^aws:rds\/.*[cC]luster/.test(type));
    expect(aurora).toEqual([]);
    expect(stackOf(stacks, "base").read.outputs).not.toHaveProperty("globalClusterIdentifier");
  });

  it("copies the founding region's first instance in each other region, by its name alone", () => {
    expect(lineage(topology, stacks)).toEqual({
      [`us-east-1 ${us}-g1-1`]: undefined,
      [`eu-west-1 ${eu}-g1-1`]: arnOf("us-east-1", `${us}-g1-1`),
      "eu-central-1 production-payments-eu-central-1-g1-1": arnOf("us-east-1", `${us}-g1-1`),
    });
  });

  it("has a writer-to-be and two readers in every region", () => {
    for (const { name } of topology.regions) {
      const instances = all(stackOf(stacks, name).resources, instanceType);
      expect(instances.map(({ inputs }) => inputs.multiAz ?? false)).toEqual([true, false, false]);
    }
  });

  it("tells Kubernetes each reader, since RDS has no one name for them", () => {
    const { inputs } = only(
      stackOf(stacks, "us-east-1-delivery").resources,
      "kubernetes:core/v1:Secret",
      "facts-secret",
    );
    const { annotations } = inputs.metadata as { readonly annotations: Record<string, string> };
    expect(annotations.databaseReaderEndpoints?.split(",")).toHaveLength(2);
    expect(annotations.databaseEndpoint).toMatch(/^address-of-/);
  });
});

describe("a failover of production on RDS", () => {
  const rebuilt = productionOnRds((copy) => {
    copy.database = { ...rdsDatabase, sourceRegion: "eu-west-1" };
    nth(copy, 0).database.generation = 2;
  });
  let before: readonly StackGraph[];
  let after: readonly StackGraph[];
  beforeAll(async () => {
    expect(validateTopology(rebuilt)).toEqual([]);
    before = await platform(productionOnRds());
    after = await platform(rebuilt);
  }, platformTimeout);

  it("is followed by the old region's rebuild, as a replica under a new generation", () => {
    expect(lineage(rebuilt, after)).toEqual({
      [`us-east-1 ${us}-g2-1`]: arnOf("eu-west-1", `${eu}-g1-1`),
      [`eu-west-1 ${eu}-g1-1`]: undefined,
    });
  });

  it("leaves the promoted region as it is, but for what is ignored and a last snapshot", () => {
    const changes = stackOf(after, "eu-west-1").resources.flatMap((resource) => {
      const { type, name, inputs, ignoreChanges } = resource;
      const old = only(
        stackOf(before, "eu-west-1").resources.filter((one) => one.name === name),
        type,
      );
      const paths = new Set([...Object.keys(old.inputs), ...Object.keys(inputs)]);
      return [...paths]
        .filter((path) => JSON.stringify(old.inputs[path]) !== JSON.stringify(inputs[path]))
        .filter((path) => !ignoreChanges.includes(path))
        .map((path) => `${type} ${name} ${path}`);
    });
    expect(changes).toEqual([`${instanceType} payments-database-instance-1 skipFinalSnapshot`]);
  });
});
