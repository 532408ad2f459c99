// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";

import { freeTypes } from "../../../review/cost/free";
import { costChange, meters, monthlyCost, totalOf } from "../../../review/cost/monthly-cost";
import type { ExportedResource } from "../../../review/graph/exported";
import { resource, volumes } from "../../support/cost";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const us = { region: "us-east-1" };
const nodeGroup = (desiredSize: number): ExportedResource =>
  resource("aws:eks/nodeGroup:NodeGroup", {
    ...us,
    instanceTypes: ["m7g.2xlarge", "m6g.2xlarge"],
    scalingConfig: { desiredSize, minSize: 1, maxSize: 99 },
  });

describe("what a month costs", () => {
  it("doubles the nodes' line when the nodes are doubled, and leaves the others", () => {
    const change = costChange(
      monthlyCost([nodeGroup(9), resource("aws:kms/key:Key", us)], volumes),
      monthlyCost([nodeGroup(18), resource("aws:kms/key:Key", us)], volumes),
    );
    expect(change.lines.map(({ part }) => part)).toEqual(["disks of the nodes", "nodes"]);
    expect(change.lines.every(({ before, after }) => after === 2 * before)).toBe(true);
    expect(change.after - change.before).toBeCloseTo(2_144.448 + 14.4, 6);
  });

  it("ignores components, whose children are counted", () => {
    const component = { ...resource("aws:kms/key:Key", us), custom: false };
    expect(monthlyCost([component], volumes)).toEqual({ lines: [], notPriced: [] });
  });
});

describe("what has no price", () => {
  it.each<[string, string, Readonly<Record<string, unknown>>, string]>([
    [
      "an instance type",
      "aws:rds/clusterInstance:ClusterInstance",
      { ...us, engine: "aurora-postgresql", instanceClass: "db.x9g.large" },
      "aurora-postgresql:db.x9g.large in us-east-1 has no price",
    ],
    ["a region", "aws:kms/key:Key", { region: "ap-south-1" }, "kms:key in ap-south-1 has no price"],
    ["a region that nothing says", "aws:kms/key:Key", {}, "kms:key in unknown has no price"],
    ["a type", "aws:mq/broker:Broker", us, "nobody has said what aws:mq/broker:Broker costs"],
    [
      "a size that isn't known yet",
      "aws:eks/nodeGroup:NodeGroup",
      { ...us, scalingConfig: { desiredSize: unknown } },
      "scalingConfig.desiredSize is not known yet, and decides what it costs",
    ],
  ])("is said by name: %s", (_, type, inputs, why) => {
    const one = resource(type, inputs);
    const estimate = monthlyCost([one], volumes);
    expect(estimate.notPriced).toEqual([{ urn: one.urn, why }]);
    expect(totalOf(estimate)).toBe(0);
  });

  it("is on one list only: what is measured isn't free", () => {
    expect(Object.keys(meters).filter((type) => type in freeTypes)).toEqual([]);
  });
});

describe("a sum", () => {
  const stacks = ["production-us-east-1", "production-eu-west-1", "production-global"];
  const some = fc.record({
    type: fc.constantFrom(...Object.keys(meters), "aws:mq/broker:Broker"),
    region: fc.constantFrom("us-east-1", "eu-west-1"),
    size: fc.nat({ max: 9 }),
    stack: fc.constantFrom(...stacks),
  });
  const platform = fc.array(some, { maxLength: 30 }).map((all) =>
    all.map(({ type, region, size, stack }, index) =>
      resource(
        type,
        {
          region,
          engine: "valkey",
          nodeType: "cache.t4g.small",
          numCacheClusters: size,
          scalingConfig: { desiredSize: size },
          instanceTypes: ["m7g.large"],
        },
        `it-${index}`,
        stack,
      ),
    ),
  );

  it("is that of the stacks' own sums", () => {
    fc.assert(
      fc.property(platform, (resources) => {
        const each = stacks.map((stack) =>
          monthlyCost(
            resources.filter(({ urn }) => urn.startsWith(`urn:pulumi:${stack}::`)),
            volumes,
          ),
        );
        const whole = monthlyCost(resources, volumes);
        const sum = each.reduce((total, estimate) => total + totalOf(estimate), 0);
        expect(totalOf(whole)).toBeCloseTo(sum, 6);
        expect(whole.notPriced).toHaveLength(each.flatMap(({ notPriced }) => notPriced).length);
      }),
    );
  });

  it("is the same in any order", () => {
    const shuffled = platform.chain((resources) =>
      fc.tuple(
        fc.constant(resources),
        fc.shuffledSubarray([...resources], { minLength: resources.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(monthlyCost(other, volumes)).toEqual(monthlyCost(one, volumes));
      }),
    );
  });
});
