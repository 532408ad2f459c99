// SPDX-License-Identifier: Apache-2.0
import { freeTypes } from "../../../review/cost/free";
import { meters, monthlyCost, totalOf } from "../../../review/cost/monthly-cost";
import { costReport } from "../../../review/cost/report";
import { volumesOf } from "../../../review/cost/volumes";
import { environments } from "../../../stacks/environments";
import {
  environmentNames,
  goodStacks,
  stacksFromNothing,
  type EnvironmentName,
} from "../../support/good-stacks";

function volumes(name: EnvironmentName): ReturnType<typeof volumesOf> {
  const topology = environments[name];
  if (topology === undefined) throw new Error(`no environment ${name}`);
  return volumesOf(topology);
}

describe.each(environmentNames)("the cost of %s", (name) => {
  const resources = () => goodStacks(name).flatMap((stack) => stack.resources);

  it("has every type measured, or on the list of those with no line and why", () => {
    const types = resources()
      .filter(({ custom }) => custom !== false)
      .map(({ type }) => type);
    const strange = [...new Set(types)].filter((type) => !(type in meters) && !(type in freeTypes));
    expect(strange).toEqual([]);
  });

  it("leaves nothing without a price", () => {
    expect(monthlyCost(resources(), volumes(name)).notPriced).toEqual([]);
  });

  it("is the sum of its stacks' costs", () => {
    const sum = goodStacks(name)
      .map((stack) => totalOf(monthlyCost(stack.resources, volumes(name))))
      .reduce((total, cost) => total + cost, 0);
    expect(totalOf(monthlyCost(resources(), volumes(name)))).toBeCloseTo(sum, 4);
  });

  it("is said in full by the report, as an estimate", () => {
    const estimate = monthlyCost(resources(), volumes(name));
    const text = costReport(name, estimate, volumes(name)).join("\n");
    expect(text).toMatch(/^What \w+ costs a month: about \$[\d,]+\. An ESTIMATE/);
    expect(text).toMatch(/\n\d+ of \d+ prices were not checked/);
    expect(text).toContain("\nLeft out:\n- discounts");
    expect(estimate.lines.filter(({ item }) => !text.includes(item))).toEqual([]);
  });
});

describe("the cost of production, previewed from nothing", () => {
  it("is what it is once it is up", () => {
    const of = (stacks: ReturnType<typeof goodStacks>) =>
      monthlyCost(
        stacks.flatMap(({ resources }) => resources),
        volumes("production"),
      );
    expect(of(stacksFromNothing("production"))).toEqual(of(goodStacks("production")));
  });
});
