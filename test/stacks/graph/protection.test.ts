// SPDX-License-Identifier: Apache-2.0
import { production } from "../../../stacks/environments/production";
import { staging } from "../../../stacks/environments/staging";
import { label, resourcesOf } from "../../support/graph";
import { platform, platformTimeout, type Resource } from "../../support/platform";
import { inputsAt, isOfEngine, statefulTypes } from "../../support/stateful";
import { productionBut, productionOnRds } from "../../support/topologies";
import { transformChild } from "../../support/transforms";

const clusterType = "eks:index:Cluster";
const databaseTypes = ["aws:rds/cluster:Cluster", "aws:rds/instance:Instance"];

/** The settings of the cluster that `eks.Cluster` makes. */
async function clusterOptions({ transforms }: Resource): Promise<object> {
  return (await transformChild(transforms, "aws:eks/cluster:Cluster", {})).opts;
}

function ofType(resources: readonly Resource[], type: string): Resource[] {
  return resources.filter((resource) => resource.type === type);
}

describe.each([
  ["production", production],
  ["production on RDS", productionOnRds()],
])("%s", (_, topology) => {
  let resources: readonly Resource[];
  beforeAll(async () => {
    resources = resourcesOf(await platform(topology));
  }, platformTimeout);

  const stateful = statefulTypes.filter(({ type }) => isOfEngine(topology, type));
  it.each(stateful)("protects every $type, in Pulumi and in AWS", ({ type, keeps, holds }) => {
    const found = ofType(resources, type).filter((resource) => holds?.(resource) ?? true);
    const paths = Object.keys(keeps);
    expect(found.length).toBeGreaterThan(0);
    for (const resource of found) {
      expect([label(resource), resource.protect]).toEqual([label(resource), true]);
      expect([label(resource), inputsAt(resource, paths)]).toEqual([label(resource), keeps]);
    }
  });

  it("takes a final snapshot of every database that may have one, under a name of its own", () => {
    const databases = resources.filter(({ type }) => databaseTypes.includes(type));
    const kept = databases.filter(({ inputs }) => inputs.skipFinalSnapshot === false);
    expect(kept.map(({ inputs }) => inputs.finalSnapshotIdentifier)).toEqual(
      topology.database.engine === "rds"
        ? // AWS refuses one of a replica.
          ["production-payments-us-east-1-g1-1-final"]
        : ["production-payments-us-east-1-g1-final", "production-payments-eu-west-1-g1-final"],
    );
    for (const { inputs } of kept) expect(inputs.deleteAutomatedBackups).toBe(false);
  });

  it("protects every cluster of Kubernetes and the addresses that clients may have listed", async () => {
    const clusters = ofType(resources, clusterType);
    expect(clusters.map(({ inputs }) => inputs.deletionProtection)).toEqual([true, true]);
    for (const cluster of clusters) {
      expect(await clusterOptions(cluster)).toMatchObject({ protect: true });
    }
    const addresses = ofType(resources, "aws:ec2/eip:Eip").filter(({ name }) =>
      name.startsWith("payments-public-"),
    );
    expect(addresses.map((address) => address.protect)).toEqual(Array(6).fill(true));
  });

  it("protects nothing else, which would only be in the way of a change", () => {
    const listed = [...statefulTypes.map(({ type }) => type), "aws:ec2/eip:Eip"];
    const others = resources.filter(({ type, protect }) => protect && !listed.includes(type));
    expect(others.map(label)).toEqual([]);
  });
});

describe.each([
  ["staging", staging],
  ["production that is taken down", productionBut((topology) => (topology.protect = false))],
])("%s", (_, topology) => {
  let resources: readonly Resource[];
  beforeAll(async () => {
    resources = resourcesOf(await platform(topology));
  }, platformTimeout);

  it("protects nothing in Pulumi", async () => {
    expect(resources.filter(({ protect }) => protect).map(label)).toEqual([]);
    for (const cluster of ofType(resources, clusterType)) {
      expect(await clusterOptions(cluster)).not.toHaveProperty("protect", true);
    }
  });

  it.each(statefulTypes)("lets every $type go in AWS", ({ type, letsGo }) => {
    const found = ofType(resources, type);
    expect(found.length > 0).toBe(isOfEngine(topology, type));
    for (const resource of found) {
      const settings = inputsAt(resource, Object.keys(letsGo));
      expect([label(resource), settings]).toEqual([label(resource), letsGo]);
    }
  });

  // A take-down for good is the one time when nothing else is left of the payments.
  it("keeps a database's backups where the topology says so, taken down or not", () => {
    const { keepBackups } = topology;
    const kept = resources.filter(
      ({ type, inputs }) =>
        databaseTypes.includes(type) &&
        (inputs.skipFinalSnapshot === false || inputs.deleteAutomatedBackups === false),
    );
    expect(kept).toHaveLength(keepBackups ? 2 : 0);
  });

  it("lets every cluster of Kubernetes go", () => {
    const clusters = ofType(resources, clusterType);
    expect(clusters.map(({ inputs }) => inputs.deletionProtection)).toEqual([false, false]);
  });
});
