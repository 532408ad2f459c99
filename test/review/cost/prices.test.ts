// SPDX-License-Identifier: Apache-2.0
import { priceOf, prices } from "../../../review/cost/prices";

describe("the table of prices", () => {
  it("is sorted, and has each price once", () => {
    const keys = prices.map(({ item, region }) => `${item} ${region}`);
    expect(keys).toEqual([...new Set(keys)].sort());
  });

  it("has one unit for an item, whatever the region", () => {
    const units = new Map(prices.map(({ item, unit }) => [item, unit]));
    expect(prices.filter(({ item, unit }) => units.get(item) !== unit)).toEqual([]);
  });

  it("has both of the platform's regions, or none of them", () => {
    const items = [...new Set(prices.map(({ item }) => item))];
    const half = items.filter(
      (item) =>
        priceOf(item, "global") === undefined &&
        (priceOf(item, "us-east-1") === undefined) !== (priceOf(item, "eu-west-1") === undefined),
    );
    expect(half).toEqual([]);
  });

  it("holds no slip of a digit: Ireland costs at most a quarter more or less than Virginia", () => {
    const far = prices.filter(({ item, region, price }) => {
      const here = priceOf(item, "us-east-1")?.price;
      return region === "eu-west-1" && here !== undefined && Math.abs(price / here - 1) > 0.25;
    });
    expect(far).toEqual([]);
  });

  it("knows nothing of another region's price", () => {
    expect(priceOf("ec2:m7g.large", "ap-south-1")).toBeUndefined();
    expect(priceOf("route53:zone", "eu-west-1")?.price).toBe(0.5);
  });
});
