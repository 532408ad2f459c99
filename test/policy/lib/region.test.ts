// SPDX-License-Identifier: Apache-2.0
import { regionOfArn, regionOfHost } from "../../../policy/lib/region";

describe("regionOfArn", () => {
  it.each([
    ["arn:aws:rds:eu-west-1:111122223333:db:payments", "eu-west-1"],
    ["arn:aws:iam::111122223333:role/payments", undefined],
    ["payments", undefined],
    ["", undefined],
  ])("reads %s as of %s", (arn, region) => {
    expect(regionOfArn(arn)).toBe(region);
  });
});

describe("regionOfHost", () => {
  it.each([
    ["pay-1a2b.elb.us-east-1.amazonaws.com", "us-east-1"],
    ["pay-1a2b.eu-west-1.elb.amazonaws.com", "eu-west-1"],
    // A load balancer may be called like a region.
    ["my-app-1.elb.ap-southeast-2.amazonaws.com", "ap-southeast-2"],
    ["pay-1a2b.elb.us-gov-west-1.amazonaws.com.", "us-gov-west-1"],
    ["us-east-1.pay.example.com", undefined],
    ["", undefined],
  ])("reads %s as of %s", (host, region) => {
    expect(regionOfHost(host)).toBe(region);
  });
});
