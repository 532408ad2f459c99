// SPDX-License-Identifier: Apache-2.0
import { awsProvider } from "../../../sandbox/aws";
import { zoneId, zonesOf } from "../../../sandbox/aws/regions";
import { supportedVersions } from "../../../sandbox/aws/eks-versions";
import { production } from "../../../stacks/environments/production";
import { staging } from "../../../stacks/environments/staging";
import { type Made, StandIn } from "../../support/stand-in";
import { makeRole, makeSubnets } from "../../support/stand-in-parts";

let aws: StandIn;
let roleArn: string;
let subnetIds: string[];
beforeEach(async () => {
  aws = new StandIn(awsProvider);
  roleArn = await makeRole(aws, "eks", "eks.amazonaws.com");
  subnetIds = await makeSubnets(aws);
});
afterEach(() => aws.dispose());

const makeCluster = (more: object = {}): Promise<Made> =>
  aws.make("aws:eks/cluster:Cluster", "cluster", {
    name: "payments",
    roleArn,
    version: "1.34",
    vpcConfig: { subnetIds },
    accessConfig: { authenticationMode: "API" },
    ...more,
  });

describe("a cluster's version", () => {
  it("of the environments is supported", () => {
    for (const { kubernetesVersion } of [production, staging]) {
      expect(supportedVersions).toContain(kubernetesVersion);
    }
  });

  it.each([
    ["1.35", true],
    ["1.33", true],
    ["1.34", true],
    ["1.36", false],
    ["1.32", false],
    ["1.99", false],
    ["latest", false],
  ])("goes from 1.34 to %s: %s", async (version, taken) => {
    const change = aws.change(await makeCluster(), { version });
    if (taken) await expect(change).resolves.toBeDefined();
    else await expect(change).rejects.toThrow(/minor version update from 1.34 to/);
  });

  it("out of support keeps nobody from changing something else", async () => {
    const made = await makeCluster();
    const old = { ...made, inputs: { ...made.inputs, version: "1.30" } };
    const aged = { ...old, state: { ...made.state, version: "1.30" } };
    await expect(aws.change(aged, { deletionProtection: true })).resolves.toBeDefined();
  });
});

describe("a cluster's network", () => {
  it.each([
    ["172.20.0.0/16", undefined],
    ["10.100.0.0/16", undefined],
    ["10.1.128.0/20", /overlaps with a CIDR of the VPC/],
    ["100.64.0.0/16", /must be a \/12 to \/24 within/],
    ["10.0.0.0/8", /must be a \/12 to \/24 within/],
    ["10.2.0.0/25", /must be a \/12 to \/24 within/],
    ["services", /must be a \/12 to \/24 within/],
  ])("with services in %s", async (serviceIpv4Cidr, problem) => {
    const made = makeCluster({ kubernetesNetworkConfig: { serviceIpv4Cidr } });
    if (problem === undefined) await expect(made).resolves.toBeDefined();
    else await expect(made).rejects.toThrow(problem);
  });

  it("leaves out one zone of a region, by its id", () => {
    const ids = zonesOf("us-east-1").map(zoneId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(zoneId("us-east-1e")).toBe("use1-az3");
    expect(zoneId("us-east-1a")).toBe("use1-az1");
  });
});

describe("an add-on's version", () => {
  const add = (addonName: string, addonVersion: string): Promise<Made> =>
    aws.make("aws:eks/addon:Addon", addonName, {
      clusterName: "payments",
      addonName,
      addonVersion,
    });
  beforeEach(() => makeCluster());

  it.each([
    ["kube-proxy", "v1.34.0-eksbuild.2", true],
    ["kube-proxy", "v1.33.3-eksbuild.10", true],
    ["kube-proxy", "v1.35.0-eksbuild.1", false],
    ["vpc-cni", "v1.20.4-eksbuild.2", true],
    ["vpc-cni", "1.20.4", false],
    // The marketplace has versions of its own.
    ["kubecost_kubecost", "v2.6.2-eksbuild.1", true],
    ["datadog_operator", "2.0", true],
  ])("%s %s fits a cluster of 1.34: %s", async (name, version, fits) => {
    const made = add(name, version);
    if (fits) await expect(made).resolves.toBeDefined();
    else await expect(made).rejects.toThrow("Addon version specified is not supported");
  });

  it.each([
    ['{"replicas":2}', true],
    ["replicas: 2", true],
    ["replicas=2", false],
    ["[1]", false],
    ["{", false],
  ])("configured by %j: %s", async (configurationValues, taken) => {
    const made = aws.make("aws:eks/addon:Addon", "cni", {
      clusterName: "payments",
      addonName: "vpc-cni",
      configurationValues,
    });
    if (taken) await expect(made).resolves.toBeDefined();
    else await expect(made).rejects.toThrow("ConfigurationValue provided in request");
  });
});

describe("nodes", () => {
  const make = (amiType: string, ...instanceTypes: string[]): Promise<Made> =>
    aws.make("aws:eks/nodeGroup:NodeGroup", "nodes", {
      clusterName: "payments",
      nodeRoleArn: "arn:aws:iam::444455556666:role/of-another-account",
      scalingConfig: { minSize: 0, desiredSize: 0, maxSize: 1 },
      subnetIds,
      amiType,
      instanceTypes,
    });
  beforeEach(() => makeCluster());

  it.each([
    ["AL2023_ARM_64_STANDARD", "m7g.large", true],
    ["AL2023_ARM_64_STANDARD", "c8gn.xlarge", true],
    ["AL2023_ARM_64_STANDARD", "g5g.xlarge", true],
    ["AL2023_ARM_64_STANDARD", "g5.xlarge", false],
    ["AL2023_x86_64_STANDARD", "m7i-flex.large", true],
    ["AL2023_x86_64_STANDARD", "g6.xlarge", true],
    ["BOTTLEROCKET_x86_64", "t4g.medium", false],
    ["CUSTOM", "t4g.medium", true],
  ])("of image %s on %s: %s", async (amiType, instanceType, fits) => {
    const made = make(amiType, instanceType);
    if (fits) await expect(made).resolves.toBeDefined();
    else await expect(made).rejects.toThrow(/is not a valid instance type for requested amiType/);
  });
});
