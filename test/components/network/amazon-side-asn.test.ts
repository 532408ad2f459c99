// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";

import { amazonSideAsn, longAsns } from "../../../components/network/amazon-side-asn";
import { smallestRanges, vpcLimits } from "../../../components/network/subnet-plan";
import { anyRange, rangeText, share } from "../../support/ranges";

const anyVpc = anyRange(vpcLimits.shortestPrefix, smallestRanges.vpc);

describe("amazonSideAsn", () => {
  it.each([
    ["10.1.0.0/16", 4_200_163_904],
    ["10.2.0.0/16", 4_200_163_968],
  ])("of %s is %i", (vpcCidr, asn) => {
    expect(amazonSideAsn(vpcCidr)).toBe(asn);
  });

  it("is a private number whatever the range", () => {
    fc.assert(
      fc.property(anyVpc, (vpcCidr) => {
        const asn = amazonSideAsn(vpcCidr);
        expect(asn >= longAsns.first && asn <= longAsns.last).toBe(true);
      }),
    );
  });

  it("differs between ranges that are disjoint, neighbours too", () => {
    const smallest = 2 ** (32 - smallestRanges.vpc);
    const neighbours = fc
      .integer({ min: 0, max: 2 ** smallestRanges.vpc - 2 })
      .map((index): [string, string] => [
        rangeText(index * smallest, smallestRanges.vpc),
        rangeText((index + 1) * smallest, smallestRanges.vpc),
      ]);
    const anyTwo = fc.tuple(anyVpc, anyVpc).filter(([one, other]) => !share(one, other));
    fc.assert(
      fc.property(fc.oneof(anyTwo, neighbours), ([one, other]) => {
        expect(amazonSideAsn(one)).not.toBe(amazonSideAsn(other));
      }),
      { numRuns: 300 },
    );
  });

  it("fails when the text is no range", () => {
    expect(() => amazonSideAsn("10.1.0.1/16")).toThrow(RangeError);
  });
});
