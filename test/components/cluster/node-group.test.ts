// SPDX-License-Identifier: Apache-2.0
import * as eks from "@pulumi/eks";

import {
  NodeGroup,
  nodeGroupDefaults,
  type NodeGroupArgs,
} from "../../../components/cluster/node-group";
import { all, only, record } from "../../support/mocks";
import { transformChild } from "../../support/transforms";

type Args = Omit<NodeGroupArgs, "cluster">;

const happyPathArgs: Args = {
  version: "1.35",
  subnetIds: ["subnet-a", "subnet-b", "subnet-c"],
  architecture: "arm64",
  instanceTypes: ["m7g.2xlarge", "m6g.2xlarge"],
  minimum: 3,
  desired: 6,
  maximum: 9,
  volumeKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/volumes",
};

const build = (args: Partial<Args> = {}, preview = false) =>
  record(
    () =>
      new NodeGroup("nodes", { ...happyPathArgs, ...args, cluster: new eks.Cluster("cluster") }),
    { preview, outputs: { "aws:ec2/launchTemplate:LaunchTemplate": { latestVersion: 7 } } },
  );

describe("NodeGroup", () => {
  it("runs Amazon Linux 2023 of its architecture in every zone", async () => {
    expect(only(await build(), "eks:index:ManagedNodeGroup").inputs).toMatchObject({
      version: "1.35",
      subnetIds: ["subnet-a", "subnet-b", "subnet-c"],
      instanceTypes: ["m7g.2xlarge", "m6g.2xlarge"],
      amiType: "AL2023_ARM_64_STANDARD",
      scalingConfig: { minSize: 3, desiredSize: 6, maxSize: 9 },
      launchTemplate: { id: "nodes-template-id", version: "7" },
    });
    const intel = await build({ architecture: "x86_64", instanceTypes: ["m7i.large"] });
    expect(only(intel, "eks:index:ManagedNodeGroup").inputs.amiType).toBe("AL2023_x86_64_STANDARD");
  });

  it("leaves the number of nodes to the autoscaler once they run", async () => {
    const { inputs } = only(await build(), "eks:index:ManagedNodeGroup");
    expect(inputs.ignoreScalingChanges).toBe(true);
  });

  it("replaces one node at a time and repairs the broken", async () => {
    const { transforms } = only(await build(), "eks:index:ManagedNodeGroup");
    const child = await transformChild(transforms, "aws:eks/nodeGroup:NodeGroup", { version: "1" });
    expect(child.props).toEqual({
      version: "1",
      updateConfig: { maxUnavailable: 1 },
      nodeRepairConfig: { enabled: true },
    });
    expect(child.opts.protect).toBeUndefined();
  });

  it("keeps pods away from the node's metadata, and thereby from its rights", async () => {
    const { inputs } = only(await build(), "aws:ec2/launchTemplate:LaunchTemplate");
    expect(inputs.metadataOptions).toEqual({
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
    });
  });

  it.each([
    [undefined, 80],
    ["200 GiB", 200],
  ] as const)("encrypts a root disk of %s with the key", async (volumeSize, gibibytes) => {
    const registered = await build(volumeSize === undefined ? {} : { volumeSize });
    const { inputs } = only(registered, "aws:ec2/launchTemplate:LaunchTemplate");
    expect(inputs.blockDeviceMappings).toEqual([
      {
        deviceName: "/dev/xvda",
        ebs: {
          volumeType: "gp3",
          volumeSize: gibibytes,
          encrypted: "true",
          kmsKeyId: happyPathArgs.volumeKeyArn,
          deleteOnTermination: "true",
        },
      },
    ]);
  });

  it("documents its default", () => {
    expect(nodeGroupDefaults).toEqual({ volumeSize: "80 GiB" });
  });

  it("lets nodes join, pull images and give pods addresses, nothing more", async () => {
    const policies = all(await build(), "aws:iam/rolePolicyAttachment:RolePolicyAttachment");
    expect(policies.map(({ inputs }) => inputs.policyArn)).toEqual([
      "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
      "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
      "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy",
    ]);
  });

  it("starts nodes only with the role's policies attached", async () => {
    const { dependencies } = only(await build(), "eks:index:ManagedNodeGroup");
    for (const policy of [
      "AmazonEKSWorkerNodePolicy",
      "AmazonEC2ContainerRegistryPullOnly",
      "AmazonEKS_CNI_Policy",
    ]) {
      expect(dependencies).toContainEqual(expect.stringMatching(`::nodes-${policy}$`));
    }
  });

  it("registers the same at a first preview", async () => {
    const names = (registered: readonly { type: string; name: string }[]) =>
      registered.map(({ type, name }) => `${type} ${name}`).sort();
    expect(names(await build({}, true))).toEqual(names(await build()));
  });

  it.each([
    [{ minimum: 7 }, "[7,6,9]"],
    [{ minimum: 0 }, "[0,6,9]"],
    [{ desired: 10 }, "[3,10,9]"],
    [{ desired: 4.5 }, "[3,4.5,9]"],
  ])("fails when the sizes are out of order: %j", async (sizes, got) => {
    await expect(build(sizes)).rejects.toThrow(
      `desired: must be whole numbers, 1 <= minimum <= desired <= maximum, got ${got}`,
    );
  });

  it("fails when an instance type is of another architecture", async () => {
    await expect(build({ architecture: "x86_64" })).rejects.toThrow(
      'instanceTypes[0]: is of arm64, and these nodes are of x86_64, got "m7g.2xlarge"; choose a type of x86_64, such as m7i.large',
    );
  });

  it("fails when an instance type can't carry pods with groups of their own", async () => {
    await expect(build({ instanceTypes: ["t4g.large"] })).rejects.toThrow("instanceTypes[0]");
  });
});
