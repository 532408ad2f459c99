// SPDX-License-Identifier: Apache-2.0
import {
  amiTypes,
  architectureOf,
  instanceTypeIssues,
} from "../../../components/cluster/instance-types";

describe("architectureOf", () => {
  it.each([
    ["m7g.2xlarge", "arm64"],
    ["c7gn.large", "arm64"],
    ["m6gd.xlarge", "arm64"],
    ["im4gn.large", "arm64"],
    ["hpc7g.16xlarge", "arm64"],
    ["t4g.small", "arm64"],
    ["a1.medium", "arm64"],
    ["g5g.xlarge", "arm64"],
    ["m8g.metal-24xl", "arm64"],
    ["g5.xlarge", "amd64"],
    ["g4dn.xlarge", "amd64"],
    ["gr6.4xlarge", "amd64"],
    ["m7i.large", "amd64"],
    ["m7i-flex.large", "amd64"],
    ["c6a.large", "amd64"],
    ["u7i-12tb.224xlarge", "amd64"],
    ["t3a.small", "amd64"],
  ])("knows %s as %s", (instanceType, architecture) => {
    expect(architectureOf(instanceType)).toBe(architecture);
  });

  it.each(["", "large", "m7g", "db.r7g.large", "M7G.large", "m7g.large "])(
    "fails when %j is no instance type",
    (text) => {
      expect(() => architectureOf(text)).toThrow(`not an instance type, got "${text}"`);
    },
  );
});

describe("amiTypes", () => {
  it("are the ones that EKS has for Amazon Linux 2023", () => {
    expect(amiTypes).toEqual({
      arm64: "AL2023_ARM_64_STANDARD",
      amd64: "AL2023_x86_64_STANDARD",
    });
  });
});

describe("instanceTypeIssues", () => {
  it("accepts several types of one architecture", () => {
    expect(instanceTypeIssues(["m7g.2xlarge", "m6g.2xlarge"])).toEqual([]);
  });

  it.each([
    [[], "instanceTypes", "is empty"],
    [["m7g.large", "m7i.large"], "instanceTypes", "mixes arm64 and amd64"],
    [["m7g.large", "t4g.large"], "instanceTypes[1]", "can't give pods security groups"],
    [["db.r7g.large"], "instanceTypes[0]", "is not an instance type"],
  ])("fails when given %j", (instanceTypes, path, problem) => {
    expect(instanceTypeIssues(instanceTypes)).toEqual([
      expect.objectContaining({ path, problem: expect.stringContaining(problem) as unknown }),
    ]);
  });
});
