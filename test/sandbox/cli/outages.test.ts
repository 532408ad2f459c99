// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describeFaults } from "../../../sandbox/cli/faults";
import { describeOutages, setClusterApi, setRegion } from "../../../sandbox/cli/outages";
import { unreachableStacks } from "../../../sandbox/cli/unreachable";
import { Cloud, noOutages } from "../../../sandbox/provider/cloud";
import { FaultList } from "../../../sandbox/provider/fault-list";
import { production } from "../../../stacks/environments/production";

let cloud: Cloud;
beforeEach(() => {
  cloud = new Cloud(mkdtempSync(join(tmpdir(), "outages-")));
  const cluster = { type: "aws:eks/cluster:Cluster", id: "one", place: "eu-west-1" };
  cloud.put({ ...cluster, urn: "urn", inputs: {}, computed: {} });
});
afterEach(() => rmSync(cloud.directory, { recursive: true, force: true }));

describe("a region", () => {
  it("goes down and comes back, and is told while it is down", async () => {
    await setRegion(cloud, "us-east-1", false);
    expect(describeOutages(cloud, "production")).toEqual([
      "us-east-1 is down; this ends it: npm run sandbox -- cloud up us-east-1",
    ]);
    await setRegion(cloud, "us-east-1", true);
    expect(cloud.settings().outages).toEqual(noOutages);
    expect(describeOutages(cloud, "production")).toEqual([]);
  });

  it("goes down with the global services that it runs, where that is asked for", async () => {
    await setRegion(cloud, "us-east-1", false, true);
    expect(describeOutages(cloud, "staging")).toEqual([
      "us-east-1 is down, with the control planes of iam, route53; this ends it: " +
        "npm run sandbox -- cloud up us-east-1 --environment staging",
    ]);
    // Without the flag the next time, they are back.
    await setRegion(cloud, "us-east-1", false);
    expect(cloud.settings().outages).toEqual({ ...noOutages, regions: ["us-east-1"] });
  });

  it("leaves other settings and other outages as they are", async () => {
    cloud.saveSettings({ ...cloud.settings(), account: "111122223333" });
    await setClusterApi(cloud, "one", false);
    await setRegion(cloud, "us-east-1", false);
    expect(cloud.settings()).toMatchObject({
      account: "111122223333",
      outages: { regions: ["us-east-1"], clusterApis: ["one"] },
    });
  });

  it("has to be one", () => {
    expect(() => setRegion(cloud, "mars", false)).toThrow('"mars" is no region');
  });
});

describe("a cluster's API", () => {
  it("goes down and comes back, and is told while it is down", async () => {
    await setClusterApi(cloud, "one", false);
    expect(describeOutages(cloud, "production")).toEqual([
      "the Kubernetes API of cluster one can't be reached; this ends it: " +
        "npm run sandbox -- cloud api-up one; if it is gone for good, --unreachable eu-west-1 takes " +
        "its delivery stack down without it (destroy --help)",
    ]);
    await setClusterApi(cloud, "one", true);
    expect(describeOutages(cloud, "production")).toEqual([]);
  });

  it("has to be of a cluster that is there", () => {
    expect(() => setClusterApi(cloud, "two", false)).toThrow(
      'the cloud has no cluster "two"; it has: one',
    );
  });
});

describe("a fault", () => {
  it("is told with what it strikes", async () => {
    const faults = new FaultList(cloud);
    await faults.add({ kind: "crash", type: "aws:iam/role:Role", calls: ["create"] });
    await faults.add({ kind: "slow", place: "eu-west-1", milliseconds: 20, times: 3 });
    expect(describeFaults(cloud)).toEqual([
      "crash after create of aws:iam/role:Role, 1 left",
      "slow after create|update|delete|read of *, 20 ms, in eu-west-1, 3 left",
    ]);
  });
});

describe("unreachableStacks", () => {
  it("names the delivery stacks of the regions", () => {
    expect(unreachableStacks(production, ["eu-west-1"])).toEqual(["production-eu-west-1-delivery"]);
  });

  it("refuses a region that the environment doesn't have, and names those that it has", () => {
    expect(() => unreachableStacks(production, ["mars"])).toThrow(
      'production has no region "mars"; it has: us-east-1, eu-west-1',
    );
  });
});
