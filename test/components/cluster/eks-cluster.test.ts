// SPDX-License-Identifier: Apache-2.0
import { EksCluster, type EksClusterArgs } from "../../../components/cluster/eks-cluster";
import { all, only, record } from "../../support/mocks";
import { transformChild } from "../../support/transforms";

const happyPathArgs: EksClusterArgs = {
  clusterName: "production-eu-west-1",
  version: "1.35",
  network: {
    vpcId: "vpc-1",
    privateSubnetIds: ["subnet-a", "subnet-b", "subnet-c"],
    endpointSecurityGroupId: "sg-endpoints",
  },
  serviceCidr: "172.20.0.0/16",
  secretsKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/secrets",
  logsKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/logs",
  api: { access: "private" },
  adminRoleArns: ["arn:aws:iam::111122223333:role/platform-admin"],
  deployRoleArn: "arn:aws:iam::111122223333:role/payments-ci-deploy",
  protect: true,
};

const outputs = {
  "eks:index:Cluster": {
    clusterSecurityGroupId: "sg-cluster",
    eksCluster: { name: "production-eu-west-1" },
  },
};

const build = (args: Partial<EksClusterArgs> = {}, preview = false) =>
  record(() => new EksCluster("cluster", { ...happyPathArgs, ...args }), { preview, outputs });

const componentOf = async (args: Partial<EksClusterArgs> = {}) =>
  only(await build(args), "eks:index:Cluster");

describe("EksCluster", () => {
  it("builds the cluster in the private subnets, with access by IAM alone", async () => {
    expect((await componentOf()).inputs).toMatchObject({
      name: "production-eu-west-1",
      version: "1.35",
      vpcId: "vpc-1",
      subnetIds: ["subnet-a", "subnet-b", "subnet-c"],
      kubernetesServiceIpAddressRange: "172.20.0.0/16",
      authenticationMode: "API",
      createOidcProvider: false,
      skipDefaultNodeGroup: true,
      skipDefaultSecurityGroups: true,
      corednsAddonOptions: { enabled: false },
    });
  });

  it("encrypts secrets and switches on all five logs", async () => {
    expect((await componentOf()).inputs).toMatchObject({
      encryptionConfigKeyArn: happyPathArgs.secretsKeyArn,
      enabledClusterLogTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
    });
  });

  it("keeps the API inside the VPC unless ranges are listed", async () => {
    const { inputs } = await componentOf();
    expect(inputs).toMatchObject({ endpointPrivateAccess: true, endpointPublicAccess: false });
    expect(inputs).not.toHaveProperty("publicAccessCidrs");
    const open = await componentOf({ api: { access: "public", allowedCidrs: ["203.0.113.0/24"] } });
    expect(open.inputs).toMatchObject({
      endpointPrivateAccess: true,
      endpointPublicAccess: true,
      publicAccessCidrs: ["203.0.113.0/24"],
    });
  });

  it("gives pods groups of their own, and addresses that survive the way to another VPC", async () => {
    const registered = await build();
    expect(only(registered, "eks:index:Cluster").inputs.vpcCniOptions).toMatchObject({
      enablePodEni: true,
      externalSnat: true,
      configurationValues: { env: { POD_SECURITY_GROUP_ENFORCING_MODE: "standard" } },
    });
    const policies = all(registered, "aws:iam/rolePolicyAttachment:RolePolicyAttachment");
    expect(policies.map(({ inputs }) => inputs.policyArn)).toEqual([
      "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
      "arn:aws:iam::aws:policy/AmazonEKSVPCResourceController",
    ]);
  });

  it.each([true, false])(
    "gives the cluster underneath zonal shift, no administrator by creation, and protection (%s)",
    async (protect) => {
      const component = await componentOf({ protect });
      const given = { name: "x", accessConfig: { authenticationMode: "API" } };
      const child = await transformChild(component.transforms, "aws:eks/cluster:Cluster", given);
      expect(child.props).toMatchObject({ name: "x", zonalShiftConfig: { enabled: true } });
      expect(await valueOf(child.props.accessConfig)).toEqual({
        authenticationMode: "API",
        bootstrapClusterCreatorAdminPermissions: false,
      });
      expect(child.opts.protect ?? false).toBe(protect);
      expect(component.inputs.deletionProtection).toBe(protect);
    },
  );

  it("leaves other children as they are", async () => {
    const { transforms } = await componentOf();
    const child = await transformChild(transforms, "aws:eks/addon:Addon", { addonName: "vpc-cni" });
    expect(child).toEqual({ props: { addonName: "vpc-cni" }, opts: {} });
  });

  it("has an encrypted log group that ends, and that the cluster waits for", async () => {
    const registered = await build();
    expect(only(registered, "aws:cloudwatch/logGroup:LogGroup").inputs).toEqual({
      name: "/aws/eks/production-eu-west-1/cluster",
      kmsKeyId: happyPathArgs.logsKeyArn,
      retentionInDays: 90,
    });
    const { dependencies } = only(registered, "eks:index:Cluster");
    expect(dependencies).toContainEqual(expect.stringMatching(/LogGroup::cluster-logs$/));
  });

  it("waits for the role's policies, and so loses them only after the cluster", async () => {
    const { dependencies } = await componentOf();
    for (const policy of ["AmazonEKSClusterPolicy", "AmazonEKSVPCResourceController"]) {
      expect(dependencies).toContainEqual(expect.stringMatching(`::cluster-${policy}$`));
    }
  });

  it("runs the Pod Identity agent", async () => {
    expect(only(await build(), "aws:eks/addon:Addon").inputs).toMatchObject({
      clusterName: "production-eu-west-1",
      addonName: "eks-pod-identity-agent",
    });
  });

  it("lets its nodes reach the interface endpoints, by group", async () => {
    const rule = only(await build(), "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    expect(rule.inputs).toEqual({
      securityGroupId: "sg-endpoints",
      referencedSecurityGroupId: "sg-cluster",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      description: "Nodes and pods of the cluster",
    });
  });

  it("never makes a Kubernetes provider, at a first preview neither", async () => {
    for (const preview of [false, true]) {
      const types = (await build({}, preview)).map(({ type }) => type);
      expect(types).not.toContain("pulumi:providers:kubernetes");
      expect(types).toHaveLength(8);
    }
  });

  it("fails when nobody could administer it, before anything is made", async () => {
    await expect(build({ adminRoleArns: [] })).rejects.toThrow("adminRoleArns: is empty");
  });
});

async function valueOf(output: unknown): Promise<unknown> {
  return (output as { promise(): Promise<unknown> }).promise();
}
