// SPDX-License-Identifier: Apache-2.0
import type * as pulumi from "@pulumi/pulumi";

import { EksProvider } from "../../../sandbox/eks/provider";
import { all, only, record, type Registered } from "../../support/mocks";

const clusterType = "aws:eks/cluster:Cluster";
const addonType = "aws:eks/addon:Addon";
const nodeGroupType = "aws:eks/nodeGroup:NodeGroup";

/** What AWS computes, and the component reads. */
const outputs = {
  [clusterType]: {
    arn: "arn:aws:eks:eu-west-1:111122223333:cluster/payments",
    endpoint: "https://api.example",
    certificateAuthority: { data: "Y2E=" },
    identities: [{ oidcs: [{ issuer: "https://oidc.example/id/1" }] }],
  },
  "aws:ec2/launchTemplate:LaunchTemplate": { latestVersion: 1 },
};
const invokes = { "aws:eks/getAddonVersion:getAddonVersion": { version: "v1-eksbuild.1" } };

const happyPath = {
  name: "payments",
  version: "1.34",
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-b"],
  authenticationMode: "API",
  skipDefaultNodeGroup: true,
  corednsAddonOptions: { enabled: true },
};

let state: pulumi.Inputs = {};
async function construct(type: string, name: string, inputs: pulumi.Inputs): Promise<Registered[]> {
  const provider = new EksProvider();
  return record(
    async () => {
      ({ state } = await provider.construct(name, type, inputs, {}));
      return state.kubeconfigJson ?? state.nodeGroup;
    },
    { outputs, invokes },
  );
}
const constructCluster = (more: pulumi.Inputs = {}): Promise<Registered[]> =>
  construct("eks:index:Cluster", "main", { ...happyPath, ...more });

function valueOf<T>(output: pulumi.Input<T>): Promise<unknown> {
  const known = output as pulumi.Output<T>;
  return new Promise((resolve) => known.apply(resolve));
}

describe("eks.Cluster in the sandbox", () => {
  it("registers the children that the real component does, under their names", async () => {
    const registered = await constructCluster({
      accessEntries: {
        admin: {
          principalArn: "arn:aws:iam::111122223333:role/admin",
          accessPolicies: { all: { policyArn: "arn:policy", accessScope: { type: "cluster" } } },
        },
      },
    });

    expect(registered.map(({ type, name }) => `${type} ${name}`).sort()).toEqual([
      "aws:ec2/securityGroup:SecurityGroup main-eksClusterSecurityGroup",
      "aws:ec2/securityGroup:SecurityGroup main-nodeSecurityGroup",
      "aws:ec2/securityGroupRule:SecurityGroupRule main-eksClusterIngressRule",
      "aws:ec2/securityGroupRule:SecurityGroupRule main-eksClusterInternetEgressRule",
      "aws:ec2/securityGroupRule:SecurityGroupRule main-eksExtApiServerClusterIngressRule",
      "aws:ec2/securityGroupRule:SecurityGroupRule main-eksNodeClusterIngressRule",
      "aws:ec2/securityGroupRule:SecurityGroupRule main-eksNodeIngressRule",
      "aws:ec2/securityGroupRule:SecurityGroupRule main-eksNodeInternetEgressRule",
      "aws:eks/accessEntry:AccessEntry main-admin",
      "aws:eks/accessPolicyAssociation:AccessPolicyAssociation main-admin-all",
      "aws:eks/addon:Addon main-coredns",
      "aws:eks/addon:Addon main-kube-proxy",
      "aws:eks/addon:Addon main-vpc-cni",
      "aws:eks/cluster:Cluster main-eksCluster",
      "aws:iam/role:Role main-eksRole-role",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment main-eksRole-4b490823",
      "eks:index:Cluster main",
      "eks:index:ServiceRole main-eksRole",
      "eks:index:VpcCniAddon main-vpc-cni",
      "pulumi:providers:kubernetes main-eks-k8s",
    ]);
  });

  it("hands its arguments to the cluster as the real one does", async () => {
    const registered = await constructCluster({
      endpointPrivateAccess: true,
      endpointPublicAccess: false,
      encryptionConfigKeyArn: "arn:key",
      kubernetesServiceIpAddressRange: "172.20.0.0/16",
      deletionProtection: true,
      tags: { team: "payments" },
    });
    const cluster = only(registered, clusterType);

    expect(cluster.inputs).toMatchObject({
      name: "payments",
      version: "1.34",
      bootstrapSelfManagedAddons: true,
      deletionProtection: true,
      accessConfig: {
        authenticationMode: "API",
        bootstrapClusterCreatorAdminPermissions: true,
      },
      encryptionConfig: { provider: { keyArn: "arn:key" }, resources: ["secrets"] },
      kubernetesNetworkConfig: { ipFamily: "ipv4", serviceIpv4Cidr: "172.20.0.0/16" },
      vpcConfig: {
        endpointPrivateAccess: true,
        endpointPublicAccess: false,
        securityGroupIds: ["main-eksClusterSecurityGroup-id"],
        subnetIds: ["subnet-a", "subnet-b"],
      },
      tags: { Name: "main-eksCluster", team: "payments" },
    });
    expect(cluster.ignoreChanges).toEqual([
      "accessConfig.bootstrapClusterCreatorAdminPermissions",
      "bootstrapSelfManagedAddons",
    ]);
  });

  it("turns options of the network add-on into its configuration, in a fixed order", async () => {
    const registered = await constructCluster({
      vpcCniOptions: {
        enablePodEni: true,
        externalSnat: true,
        warmIpTarget: 3,
        configurationValues: { env: { POD_SECURITY_GROUP_ENFORCING_MODE: "standard" } },
      },
    });
    const text = String(only(registered, addonType, "vpc-cni").inputs.configurationValues);
    const values = JSON.parse(text) as Record<string, Record<string, unknown>>;

    expect(values).toMatchObject({
      env: {
        ENABLE_POD_ENI: "true",
        AWS_VPC_K8S_CNI_EXTERNALSNAT: "true",
        WARM_IP_TARGET: "3",
        WARM_ENI_TARGET: "1",
        POD_SECURITY_GROUP_ENFORCING_MODE: "standard",
      },
      init: { env: { DISABLE_TCP_EARLY_DEMUX: "false" } },
    });
    expect(Object.keys(values.env ?? {})).toEqual(Object.keys(values.env ?? {}).sort());
  });

  it("makes no groups and no role where it is given or told to skip them", async () => {
    const registered = await constructCluster({
      skipDefaultSecurityGroups: true,
      serviceRole: { arn: "arn:aws:iam::111122223333:role/own" },
    });
    expect(all(registered, "aws:ec2/securityGroup:SecurityGroup")).toEqual([]);
    expect(all(registered, "aws:iam/role:Role")).toEqual([]);
    expect(only(registered, clusterType).inputs.roleArn).toBe("arn:aws:iam::111122223333:role/own");
  });

  it("gives a kubeconfig that asks AWS for tokens, and the issuer without its scheme", async () => {
    await constructCluster();
    expect(JSON.parse(String(await valueOf(state.kubeconfigJson)))).toMatchObject({
      clusters: [
        { cluster: { server: "https://api.example", "certificate-authority-data": "Y2E=" } },
      ],
      users: [
        { user: { exec: { args: expect.arrayContaining(["eu-west-1", "payments"]) as [] } } },
      ],
    });
    expect(await valueOf(state.oidcIssuer)).toBe("oidc.example/id/1");
  });

  it("refuses what it doesn't build, all at once", async () => {
    const provider = new EksProvider();
    const inputs = { ...happyPath, skipDefaultNodeGroup: undefined, createOidcProvider: true };
    let refusal: unknown;
    await record(async () => {
      refusal = await provider
        .construct("main", "eks:index:Cluster", inputs, {})
        .catch((error: unknown) => error);
    });
    expect(refusal).toMatchObject({
      errors: [{ propertyPath: "createOidcProvider" }, { propertyPath: "skipDefaultNodeGroup" }],
    });
  });
});

describe("eks.ManagedNodeGroup in the sandbox", () => {
  const nodes = {
    cluster: { cluster: { name: "payments", version: "1.34" }, subnetIds: ["subnet-a"] },
    nodeRoleArn: "arn:aws:iam::111122223333:role/node",
  };

  it("makes one node group with the component's own sizes and the cluster's version", async () => {
    const registered = await construct("eks:index:ManagedNodeGroup", "nodes", nodes);
    const group = only(registered, nodeGroupType);
    expect(group.name).toBe("nodes");
    expect(group.inputs).toEqual({
      clusterName: "payments",
      nodeRoleArn: nodes.nodeRoleArn,
      scalingConfig: { desiredSize: 2, maxSize: 2, minSize: 1 },
      subnetIds: ["subnet-a"],
      version: "1.34",
    });
  });

  it("leaves the version to a launch template of the program's own", async () => {
    const registered = await construct("eks:index:ManagedNodeGroup", "nodes", {
      ...nodes,
      launchTemplate: { id: "lt-1", version: "3" },
      ignoreScalingChanges: true,
    });
    const group = only(registered, nodeGroupType);
    expect(group.inputs).not.toHaveProperty("version");
    expect(group.inputs.launchTemplate).toEqual({ id: "lt-1", version: "3" });
    expect(group.ignoreChanges).toEqual(["scalingConfig.desiredSize"]);
  });

  it("makes a launch template where metadata service settings are asked for", async () => {
    const registered = await construct("eks:index:ManagedNodeGroup", "nodes", {
      ...nodes,
      amiType: "BOTTLEROCKET_ARM_64",
      enableIMDSv2: true,
      diskSize: 50,
    });
    const template = only(registered, "aws:ec2/launchTemplate:LaunchTemplate");
    expect(template.inputs).toMatchObject({
      blockDeviceMappings: [{ deviceName: "/dev/xvdb", ebs: { volumeSize: 50 } }],
      metadataOptions: { httpTokens: "required" },
    });
    const { inputs } = only(registered, nodeGroupType);
    expect(inputs.launchTemplate).toEqual({ id: "nodes-launchTemplate-id", version: "1" });
    expect(inputs).not.toHaveProperty("diskSize");
  });
});
