// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";

import { nameLimits, physicalName, type NamedThing } from "../../../components/shared/naming";

const things = Object.keys(nameLimits) as NamedThing[];

describe("physicalName", () => {
  it("joins its parts with hyphens", () => {
    expect(physicalName("replicationGroup", "production", "eu-west-1", "cache")).toBe(
      "production-eu-west-1-cache",
    );
  });

  it("fails when the name is longer than AWS allows, and says by how much", () => {
    expect(physicalName("loadBalancer", "production-eu-central-1", "merchant")).toHaveLength(32);
    expect(() => physicalName("loadBalancer", "production-eu-central-1", "merchants")).toThrow(
      new RangeError(
        'load balancer name "production-eu-central-1-merchants" has 33 characters, AWS allows 32; shorten one of its parts (https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html)',
      ),
    );
  });

  it.each<[NamedThing, string]>([
    ["loadBalancer", "internal-payments"],
    ["targetGroup", "-payments"],
    ["databaseCluster", "Payments"],
    ["databaseCluster", "1payments"],
    ["databaseCluster", "payments--a"],
    ["replicationGroup", "payments-"],
    ["bucket", "Payments"],
    ["secret", "payments-abcdef"],
    ["kmsAlias", "payments"],
    ["kmsAlias", "alias/aws/payments"],
    ["table", "ab"],
    ["iamRole", "payments/role"],
    ["repository", "Payments"],
    ["topic", "payments.alarms"],
    ["eksCluster", "_payments"],
  ])("fails when %s is to be called %j", (thing, name) => {
    expect(() => physicalName(thing, name)).toThrow("has a form that AWS refuses; it must match");
  });

  it.each(things)(
    "takes a name of exactly the longest length for %s, and not one more",
    (thing) => {
      const prefix = thing === "kmsAlias" ? "alias/" : "";
      const longest = prefix + "a".repeat(nameLimits[thing].longest - prefix.length);
      expect(physicalName(thing, longest)).toBe(longest);
      expect(() => physicalName(thing, `${longest}a`)).toThrow(
        `AWS allows ${nameLimits[thing].longest}`,
      );
    },
  );

  it("never shortens and never changes what it is given", () => {
    const part = fc.stringMatching(/^[a-z]{1,30}$/);
    fc.assert(
      fc.property(fc.constantFrom(...things), fc.array(part, { minLength: 1 }), (thing, parts) => {
        let name: string;
        try {
          name = physicalName(thing, ...parts);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          return;
        }
        expect(name).toBe(parts.join("-"));
        expect(name.length).toBeLessThanOrEqual(nameLimits[thing].longest);
      }),
    );
  });
});

describe("nameLimits", () => {
  it.each(things)("names AWS's own page for %s", (thing) => {
    expect(nameLimits[thing].source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/.+\.html$/);
  });
});
