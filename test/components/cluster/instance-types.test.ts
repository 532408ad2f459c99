// SPDX-License-Identifier: Apache-2.0
import {
  amiTypes,
  architectureOf,
  instanceTypeIssues,
  kubernetesArchitectures,
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
    ["g5.xlarge", "x86_64"],
    ["g4dn.xlarge", "x86_64"],
    ["gr6.4xlarge", "x86_64"],
    ["m7i.large", "x86_64"],
    ["m7i-flex.large", "x86_64"],
    ["c6a.large", "x86_64"],
    ["u7i-12tb.224xlarge", "x86_64"],
    ["t3a.small", "x86_64"],
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
      x86_64: "AL2023_x86_64_STANDARD",
    });
  });
});

describe("kubernetesArchitectures", () => {
  it("are the ones of the label kubernetes.io/arch", () => {
    expect(kubernetesArchitectures).toEqual({ arm64: "arm64", x86_64: "amd64" });
  });
});

describe("instanceTypeIssues", () => {
  it.each([
    ["arm64", ["m7g.2xlarge", "m6g.2xlarge"]],
    ["x86_64", ["m7i.2xlarge", "m6a.2xlarge"]],
  ] as const)("accepts several types of %s", (architecture, instanceTypes) => {
    expect(instanceTypeIssues(instanceTypes, architecture, "types")).toEqual([]);
  });

  it.each([
    ["arm64", [], "types", "is empty"],
    ["arm64", ["m7g.large", "m7i.large"], "types[1]", "is of x86_64, and these nodes are of arm64"],
    ["x86_64", ["m7g.large"], "types[0]", "is of arm64, and these nodes are of x86_64"],
    ["arm64", ["m7g.large", "t4g.large"], "types[1]", "can't give pods security groups"],
    ["x86_64", ["db.r7g.large"], "types[0]", "is not an instance type"],
  ] as const)("fails when %s is given %j", (architecture, instanceTypes, path, problem) => {
    expect(instanceTypeIssues(instanceTypes, architecture, "types")).toEqual([
      expect.objectContaining({ path, problem: expect.stringContaining(problem) as unknown }),
    ]);
  });
});
