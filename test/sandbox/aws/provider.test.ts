// SPDX-License-Identifier: Apache-2.0
import { awsProvider } from "../../../sandbox/aws";

describe("the AWS stand-in's provider", () => {
  it("works in the region that it is given", () => {
    expect(awsProvider.placeOf({ region: "eu-west-1" })).toBe("eu-west-1");
  });

  it("fails when it has no region, as the real one does", () => {
    expect(() => awsProvider.placeOf({})).toThrow("Missing region configuration");
  });
});
