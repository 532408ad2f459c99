// SPDX-License-Identifier: Apache-2.0
import { isOffered } from "../../../sandbox/aws/instance-types";
import { production } from "../../../stacks/environments/production";
import { staging } from "../../../stacks/environments/staging";

describe("instance types", () => {
  it("has those of the environments, with their regions", () => {
    for (const { name, nodes } of [...production.regions, ...staging.regions]) {
      for (const type of Object.values(nodes.instanceTypes).flat()) {
        expect([type, isOffered(type, name)]).toEqual([type, true]);
      }
    }
  });

  it.each([
    ["m7g.large", "us-east-1", true],
    ["m7i-flex.xlarge", "eu-west-1", true],
    ["u-12tb1.112xlarge", "us-east-1", true],
    ["m8g.metal-24xl", "eu-west-1", true],
    // A generation to come.
    ["m9g.large", "eu-west-1", true],
    ["p4de.24xlarge", "us-east-1", true],
    ["p4de.24xlarge", "eu-west-1", false],
    ["m7.large", "us-east-1", false],
    ["m7g", "us-east-1", false],
    ["m7g.larg", "us-east-1", false],
    ["db.r7g.large", "us-east-1", false],
    ["large", "us-east-1", false],
  ])("%s in %s: %s", (type, region, offered) => {
    expect(isOffered(type, region)).toBe(offered);
  });
});
