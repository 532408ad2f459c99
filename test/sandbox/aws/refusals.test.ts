// SPDX-License-Identifier: Apache-2.0
import { awsTypes } from "../../../sandbox/aws";
import { refusalCases } from "../../engine/refusals";
import { ruleKey } from "../../support/refusal-case";

/** As many as the sandbox promises at least. */
const fewest = 60;

const rules = awsTypes.flatMap(({ token, rules = [] }) =>
  rules.map((rule) => ruleKey(token, rule)),
);
const cases = refusalCases.map((one) => ruleKey(one.token, one));

/** Rules that may share a key, code and property that is, need as many cases as they are. */
function timesIn(list: readonly string[], key: string): number {
  return list.filter((other) => other === key).length;
}

describe("the refusals", () => {
  it("are many", () => {
    expect(rules.length).toBeGreaterThanOrEqual(fewest);
  });

  it("leave out no type", () => {
    const without = awsTypes.filter(({ rules = [] }) => rules.length === 0);
    expect(without.map(({ token }) => token)).toEqual([]);
  });

  it("each have a case in the real engine", () => {
    const short = rules.filter((rule) => timesIn(cases, rule) < timesIn(rules, rule));
    expect(short).toEqual([]);
  });

  it("have no case for a rule that isn't there", () => {
    expect(cases.filter((one) => !rules.includes(one))).toEqual([]);
  });
});
