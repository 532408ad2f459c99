// SPDX-License-Identifier: Apache-2.0
import { volumesOf } from "../../../review/cost/volumes";
import { production } from "../../../stacks/environments/production";
import { staging } from "../../../stacks/environments/staging";

describe("the volumes of production", () => {
  // 500 payments per second x 2,628,000 seconds = 1,314 million payments a month.
  const volumes = volumesOf(production);

  it.each<[keyof typeof volumes, number]>([
    ["databaseGb", 1_314 * 2],
    ["databaseLogGb", 1_314 * 4],
    ["databaseWrites", 1_314 * 6],
    ["databaseRequests", 1_314 * 8],
    // Two appends of 0.3 KB, each written twice.
    ["journalGb", 1_314 * 1.2],
    ["journalWrites", 1_314 * 1.2],
    // A day: 43.2 million payments x 0.6 KB.
    ["journalStoredGb", 43.2 * 0.6],
    ["processorGb", 1_314 * 8],
    ["egressGb", 1_314 * 5],
    // 100 new connections per second.
    ["loadBalancerUnits", 2],
  ])("%s is %d", (name, expected) => {
    expect(volumes[name]).toBeCloseTo(expected, 6);
  });

  it("go to the region that is active", () => {
    expect(volumes.activeRegion).toBe("us-east-1");
    expect(volumesOf({ ...production, activeRegion: "eu-west-1" }).activeRegion).toBe("eu-west-1");
  });
});

describe("the volumes of staging", () => {
  it("are a five-hundredth, and a copy of its database has what the topology says", () => {
    const volumes = volumesOf(staging);
    expect(volumes.databaseGb).toBeCloseTo(1_314 / 250, 6);
    expect(volumes.allocatedGib).toBe(20);
  });
});
