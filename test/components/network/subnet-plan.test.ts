// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";

import { cidrOf } from "../../../components/network/cidr";
import {
  allSubnets,
  planSubnets,
  smallestRanges,
  usableAddresses,
  validateSubnetRequest,
  zoneSuffix,
  type SubnetRequest,
} from "../../../components/network/subnet-plan";
import { anyRange, rangeOf, share } from "../../support/ranges";

const good: SubnetRequest = {
  vpcCidr: "10.1.0.0/16",
  podCidr: "100.64.0.0/16",
  availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"],
};

const anyRequest = fc
  .record({
    vpcCidr: anyRange(16, smallestRanges.vpc),
    podCidr: anyRange(16, smallestRanges.pod),
    availabilityZones: fc.constantFrom(1, 2, 3, 4).map((count) => zones(count)),
  })
  .filter(({ vpcCidr, podCidr }) => !share(vpcCidr, podCidr));

function zones(count: number): string[] {
  return ["eu-west-1a", "eu-west-1b", "eu-west-1c", "eu-west-1d"].slice(0, count);
}

describe("planSubnets", () => {
  it("cuts 10.1.0.0/16 and 100.64.0.0/16 into exactly these subnets", () => {
    const table = allSubnets(planSubnets(good)).map(
      ({ kind, availabilityZone, cidr }) => `${kind} ${availabilityZone} ${cidr}`,
    );
    expect(table).toEqual([
      "public us-east-1a 10.1.32.0/22",
      "public us-east-1b 10.1.96.0/22",
      "public us-east-1c 10.1.160.0/22",
      "private us-east-1a 10.1.0.0/19",
      "private us-east-1b 10.1.64.0/19",
      "private us-east-1c 10.1.128.0/19",
      "data us-east-1a 10.1.36.0/22",
      "data us-east-1b 10.1.100.0/22",
      "data us-east-1c 10.1.164.0/22",
      "transit us-east-1a 10.1.63.240/28",
      "transit us-east-1b 10.1.127.240/28",
      "transit us-east-1c 10.1.191.240/28",
      "pods us-east-1a 100.64.0.0/18",
      "pods us-east-1b 100.64.64.0/18",
      "pods us-east-1c 100.64.128.0/18",
    ]);
  });

  it("cuts the smallest ranges into subnets of AWS's smallest size", () => {
    const plan = planSubnets({ ...good, vpcCidr: "10.1.0.0/22", podCidr: "100.64.0.0/26" });
    expect(plan.data.map(({ cidr }) => cidr)).toEqual([
      "10.1.0.144/28",
      "10.1.1.144/28",
      "10.1.2.144/28",
    ]);
    expect(plan.transit[0]?.cidr).toBe("10.1.0.240/28");
    expect(plan.pods[0]?.cidr).toBe("100.64.0.0/28");
  });

  it("puts every subnet inside its range, whole and apart from all others", () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const subnets = allSubnets(planSubnets(request));
        expect(subnets).toHaveLength(5 * request.availabilityZones.length);
        for (const [index, subnet] of subnets.entries()) {
          const outer = rangeOf(subnet.kind === "pods" ? request.podCidr : request.vpcCidr);
          const inner = rangeOf(subnet.cidr);
          expect(inner.first >= outer.first && inner.last <= outer.last).toBe(true);
          expect(inner.first % (inner.last - inner.first + 1n)).toBe(0n);
          const { prefix } = cidrOf(subnet.cidr);
          expect(prefix >= 16 && prefix <= 28).toBe(true);
          for (const other of subnets.slice(index + 1)) {
            expect(share(subnet.cidr, other.cidr)).toBe(false);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("leaves five sixteenths of every zone free for later kinds", () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const plan = planSubnets(request);
        for (const [index, data] of plan.data.entries()) {
          const { last } = rangeOf(data.cidr);
          const { first } = rangeOf(plan.transit[index]?.cidr ?? "");
          const part = last - rangeOf(data.cidr).first + 1n;
          expect((first - last - 1n) / part).toBeGreaterThanOrEqual(5n);
        }
      }),
    );
  });

  it("gives the same plan for the same request", () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        expect(planSubnets(request)).toEqual(planSubnets({ ...request }));
      }),
    );
  });

  it("renumbers nothing when a zone is added at the end", () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const more = { ...request, availabilityZones: zones(4) };
        expect(allSubnets(planSubnets(more))).toEqual(
          expect.arrayContaining(allSubnets(planSubnets(request))),
        );
      }),
    );
  });

  it("leaves most addresses of a zone to nodes and load balancers", () => {
    const plan = planSubnets(good);
    const usable = (cidr = "") => usableAddresses(cidrOf(cidr));
    expect(usable(plan.private[0]?.cidr)).toBe(8187);
    expect(usable(plan.public[0]?.cidr)).toBe(1019);
    expect(usable(plan.data[0]?.cidr)).toBe(1019);
    expect(usable(plan.pods[0]?.cidr)).toBe(16_379);
  });

  it("fails with every problem at once", () => {
    const bad = { vpcCidr: "10.1.0.0/23", podCidr: "10.1.2.3/16", availabilityZones: [] };
    expect(() => planSubnets(bad)).toThrow(
      new RangeError(
        [
          "cannot plan subnets",
          '  - vpcCidr: must be a /16 to /22, got "10.1.0.0/23"; choose a block of that size; smaller ones leave subnets under AWS\'s /28',
          '  - podCidr: has host bits set, got "10.1.2.3/16"; write 10.1.0.0/16 if that block is meant',
          "  - availabilityZones: must be 1 to 4 different zones, got []; name each zone once",
        ].join("\n"),
      ),
    );
  });
});

describe("validateSubnetRequest", () => {
  it("finds nothing in a good request", () => {
    expect(validateSubnetRequest(good)).toEqual([]);
  });

  it.each<[string, Partial<SubnetRequest>, string]>([
    ["the pods' range overlaps the VPC's", { podCidr: "10.1.0.0/18" }, "podCidr"],
    ["the VPC is larger than AWS allows", { vpcCidr: "10.0.0.0/15" }, "vpcCidr"],
    ["the VPC is too small for the plan", { vpcCidr: "10.1.0.0/23" }, "vpcCidr"],
    ["the pods' range is too small for the plan", { podCidr: "100.64.0.0/27" }, "podCidr"],
    [
      "a zone is named twice",
      { availabilityZones: ["eu-west-1a", "eu-west-1a"] },
      "availabilityZones",
    ],
    [
      "there are five zones",
      { availabilityZones: [...zones(4), "eu-west-1e"] },
      "availabilityZones",
    ],
  ])("finds that %s", (_, change, path) => {
    expect(validateSubnetRequest({ ...good, ...change }).map((issue) => issue.path)).toEqual([
      path,
    ]);
  });
});

describe("zoneSuffix", () => {
  it.each([
    ["us-east-1a", "a"],
    ["ap-northeast-1d", "d"],
    ["us-gov-west-1b", "b"],
  ])("of %s is %s", (zone, suffix) => {
    expect(zoneSuffix(zone)).toBe(suffix);
  });

  it.each(["", "us-east-1", "use1-az1", "us-east-1ab", "us-east-1-bos-1a"])(
    "fails when %j is no availability zone",
    (zone) => {
      expect(() => zoneSuffix(zone)).toThrow(`not an availability zone, got "${zone}"`);
    },
  );
});
