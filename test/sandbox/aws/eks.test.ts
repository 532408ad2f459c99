// SPDX-License-Identifier: Apache-2.0
import { awsProvider } from "../../../sandbox/aws";
import { type Properties, unknownValue } from "../../../sandbox/provider/values";
import { type Made, StandIn } from "../../support/stand-in";
import { makeRole, makeSubnets } from "../../support/stand-in-parts";

const clusterType = "aws:eks/cluster:Cluster";
const nodeGroupType = "aws:eks/nodeGroup:NodeGroup";
const entryType = "aws:eks/accessEntry:AccessEntry";
const associationType = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";

let aws: StandIn;
let subnetIds: string[];
let clusterInputs: Properties;
beforeEach(async () => {
  aws = new StandIn(awsProvider);
  subnetIds = await makeSubnets(aws);
  clusterInputs = {
    name: "payments",
    roleArn: await makeRole(aws, "eks", "eks.amazonaws.com"),
    version: "1.34",
    vpcConfig: { subnetIds, endpointPublicAccess: false, endpointPrivateAccess: true },
    accessConfig: { authenticationMode: "API" },
  };
  await makeRole(aws, "node", "ec2.amazonaws.com");
});
afterEach(() => aws.dispose());

const makeCluster = (more = {}): Promise<Made> =>
  aws.make(clusterType, "cluster", { ...clusterInputs, ...more });
const makeNodeGroup = (): Promise<Made> =>
  aws.make(nodeGroupType, "nodes", {
    clusterName: "payments",
    nodeRoleArn: "arn:aws:iam::111122223333:role/node",
    scalingConfig: { minSize: 1, maxSize: 3, desiredSize: 1 },
    subnetIds,
  });

describe("an EKS cluster", () => {
  it("has an endpoint, an issuer and a certificate, and keeps its settings", async () => {
    const { state, object } = await makeCluster();
    const endpoint = /^https:\/\/([0-9A-F]{32})\.gr7\.us-east-1\.eks\.amazonaws\.com$/;
    const [, key] = endpoint.exec(String(state.endpoint)) ?? [];
    const { data } = state.certificateAuthority as { data: string };

    expect(object.id).toBe("payments");
    expect(state.arn).toBe("arn:aws:eks:us-east-1:111122223333:cluster/payments");
    expect(state.identities).toEqual([
      { oidcs: [{ issuer: `https://oidc.eks.us-east-1.amazonaws.com/id/${key}` }] },
    ]);
    expect(Buffer.from(data, "base64").toString()).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
    expect(state.vpcConfig).toMatchObject({
      subnetIds,
      endpointPublicAccess: false,
      endpointPrivateAccess: true,
      publicAccessCidrs: ["0.0.0.0/0"],
      clusterSecurityGroupId: expect.stringMatching(/^sg-[0-9a-f]{17}$/) as string,
    });
  });

  it("doesn't know its own security group before it is made, and does ever after", async () => {
    const made = await makeCluster();
    const id = (made.state.vpcConfig as Record<string, unknown>).clusterSecurityGroupId;
    const change = { ...clusterInputs, version: "1.35" };

    expect(aws.handler.planned(made.target, clusterInputs).vpcConfig).toMatchObject({
      clusterSecurityGroupId: unknownValue,
    });
    expect(aws.handler.plannedUpdate(made.target, made.state, change)).toMatchObject({
      version: "1.35",
      vpcConfig: { clusterSecurityGroupId: id },
    });
  });

  it.each([
    [{ version: "1.35" }, []],
    [{ deletionProtection: true }, []],
    [{ zonalShiftConfig: { enabled: true } }, []],
    [{ roleArn: "arn:aws:iam::111122223333:role/other" }, ["roleArn"]],
    [
      { kubernetesNetworkConfig: { serviceIpv4Cidr: "172.21.0.0/16" } },
      ["kubernetesNetworkConfig"],
    ],
  ])("is replaced only by what EKS can't update: %j", async (change, replaces) => {
    const diff = aws.diff(await makeCluster(), change);
    expect(diff.changed).toHaveLength(1);
    expect(diff.replaces).toEqual(replaces);
  });

  it("takes encryption on, and never off, without being replaced", async () => {
    const key = await aws.make("aws:kms/key:Key", "key", {});
    const encryptionConfig = { provider: { keyArn: key.state.arn }, resources: ["secrets"] };
    expect(aws.diff(await makeCluster(), { encryptionConfig }).replaces).toEqual([]);
    const encrypted = await makeCluster({ name: "other", encryptionConfig });
    expect(aws.diff(encrypted, { encryptionConfig: undefined }).replaces).toEqual([
      "encryptionConfig",
    ]);
  });

  it("can't be deleted while it is protected or has node groups", async () => {
    let cluster = await makeCluster({ deletionProtection: true });
    const nodes = await makeNodeGroup();
    await expect(aws.delete(cluster)).rejects.toMatchObject({ code: "InvalidRequestException" });

    cluster = await aws.change(cluster, { deletionProtection: false });
    await expect(aws.delete(cluster)).rejects.toThrow(
      /ResourceInUseException: Cluster has nodegroups attached/,
    );
    await aws.delete(nodes);
    await aws.delete(cluster);
    expect(aws.cloud.list(clusterType)).toEqual([]);
  });
});

describe("what belongs to a cluster", () => {
  it("is refused where there is no such cluster", async () => {
    await expect(makeNodeGroup()).rejects.toThrow(
      /ResourceNotFoundException: No cluster found for name: payments/,
    );
  });

  it("has ids made of the cluster's name and its own", async () => {
    await makeCluster();
    const principalArn = "arn:aws:iam::111122223333:role/admins";
    const entry = await aws.make(entryType, "entry", { clusterName: "payments", principalArn });
    const nodes = await makeNodeGroup();

    expect(entry.object.id).toBe(`payments:${principalArn}`);
    expect(entry.state.userName).toBe(
      "arn:aws:sts::111122223333:assumed-role/admins/{{SessionName}}",
    );
    expect(nodes.object.id).toMatch(/^payments:nodes-[0-9a-f]{7}$/);
    expect(nodes.state).toMatchObject({ version: "1.34", instanceTypes: ["t3.medium"] });
  });

  it("gives a policy only to a principal that has an entry", async () => {
    await makeCluster();
    const association = {
      clusterName: "payments",
      principalArn: "arn:aws:iam::111122223333:role/admins",
      policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
      accessScope: { type: "cluster" },
    };
    await expect(aws.make(associationType, "view", association)).rejects.toMatchObject({
      code: "ResourceNotFoundException",
    });
    await aws.make(entryType, "entry", {
      clusterName: "payments",
      principalArn: association.principalArn,
    });
    const { object } = await aws.make(associationType, "view", association);
    expect(object.id).toBe(`payments#${association.principalArn}#${association.policyArn}`);
  });

  it("runs CoreDNS only where there are nodes, and a DaemonSet at once", async () => {
    const addon = (addonName: string): Promise<Made> =>
      aws.make("aws:eks/addon:Addon", addonName, { clusterName: "payments", addonName });
    await makeCluster();
    await addon("vpc-cni");
    await expect(addon("coredns")).rejects.toThrow(
      /timeout while waiting for state to become 'ACTIVE' \(last state: 'DEGRADED'/,
    );
    await makeNodeGroup();
    expect((await addon("coredns")).object.id).toBe("payments:coredns");
  });

  it("finds the version of an add-on for the cluster's Kubernetes", () => {
    const token = "aws:eks/getAddonVersion:getAddonVersion";
    const answer = aws.invoke(token, { addonName: "kube-proxy", kubernetesVersion: "1.34" });
    expect(answer).toMatchObject({ version: "v1.34.0-eksbuild.2" });
  });
});
