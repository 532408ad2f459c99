// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as eks from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";

import type { NetworkPlacement } from "../network/placement";
import { physicalName } from "../shared/naming";
import { serviceTrust } from "../shared/policy-document";
import { assertNoIssues } from "../shared/validation";
import { childrenOfType } from "./child-inputs";
import { adminEntries, clusterIssues, type ClusterApi } from "./cluster-access";

export interface EksClusterArgs {
  /** Name of the cluster; at most 100 characters. Changing it replaces the cluster. */
  readonly clusterName: string;
  /** Kubernetes minor version: `1.35`. It can go up by one at a time, and never down. */
  readonly version: string;
  /** Where the control plane's interfaces stand, and which endpoints the nodes need. */
  readonly network: Pick<
    NetworkPlacement,
    "vpcId" | "privateSubnetIds" | "endpointSecurityGroupId"
  >;
  /** Range of Kubernetes services, /12 to /24. Changing it replaces the cluster. */
  readonly serviceCidr: string;
  /** Key of the same region that encrypts Kubernetes secrets. It can't be taken away again. */
  readonly secretsKeyArn: pulumi.Input<string>;
  /** Key of the same region that encrypts the control plane's logs; allows `cloudwatch-logs`. */
  readonly logsKeyArn: pulumi.Input<string>;
  /** How the Kubernetes API is reached. */
  readonly api: ClusterApi;
  /** IAM roles of people who administer the cluster; its creator is not among them by itself. */
  readonly adminRoleArns: readonly string[];
  /** Role that deploys the platform: it installs what the cluster needs, so it administers too. */
  readonly deployRoleArn: pulumi.Input<string>;
  /** Whether Pulumi and AWS refuse to delete the cluster. */
  readonly protect: boolean;
}

/** @see https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html */
const controlPlaneLogs = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/** Days that the control plane's logs are kept; one of the numbers that CloudWatch allows. */
const logRetentionInDays = 90;

/**
 * `AmazonEKSVPCResourceController` gives pods network interfaces, and groups, of their own.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/security-groups-pods-deployment.html
 */
const clusterPolicies = ["AmazonEKSClusterPolicy", "AmazonEKSVPCResourceController"];

/**
 * A region's Kubernetes: access by IAM alone, secrets and logs encrypted, pods with security groups
 * of their own, and zonal shift, so that a zone in trouble can be taken out at once.
 *
 * Nobody is an administrator by having created it. Pods get AWS rights by Pod Identity, so there
 * is no OIDC provider. Losing the cluster stops the region's workloads but loses no payment.
 *
 * Cost: 0.10 USD an hour, six times that once the version is out of standard support.
 *
 * @example
 * const cluster = new EksCluster("cluster", {
 *   clusterName: "production-eu-west-1",
 *   version: "1.35",
 *   network: vpc.placement,
 *   serviceCidr: "172.20.0.0/16",
 *   secretsKeyArn: secretsKey.arn,
 *   logsKeyArn: logsKey.arn,
 *   api: { access: "private" },
 *   adminRoleArns: ["arn:aws:iam::111122223333:role/platform-admin"],
 *   deployRoleArn,
 *   protect: true,
 * });
 */
export class EksCluster extends pulumi.ComponentResource {
  /** Name of the cluster, known once it exists. */
  public readonly clusterName: pulumi.Output<string>;
  /** ARN of the cluster. */
  public readonly clusterArn: pulumi.Output<string>;
  /** URL of the Kubernetes API. */
  public readonly endpoint: pulumi.Output<string>;
  /** The API's certificate authority, base64. */
  public readonly certificateAuthority: pulumi.Output<string>;
  /** The group that EKS made, of the control plane and every node. */
  public readonly clusterSecurityGroupId: pulumi.Output<string>;
  /**
   * The component underneath, for node groups. Never read its `provider`: the getter makes a
   * Kubernetes provider.
   */
  public readonly component: eks.Cluster;

  constructor(name: string, args: EksClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:cluster:EksCluster", name, {}, opts);
    assertNoIssues(this, clusterIssues(args));
    const clusterName = physicalName("eksCluster", args.clusterName);

    const role = this.createRole(name);
    const policies = this.attachPolicies(name, role);
    const logGroup = this.createLogGroup(name, clusterName, args);
    const cluster = this.createCluster(name, clusterName, args, role, [logGroup, ...policies]);
    this.createPodIdentityAgent(name, cluster);
    this.letNodesReachEndpoints(name, args, cluster);

    this.component = cluster;
    this.clusterName = cluster.eksCluster.name;
    this.clusterArn = cluster.eksCluster.arn;
    this.endpoint = cluster.eksCluster.endpoint;
    this.certificateAuthority = cluster.eksCluster.certificateAuthority.data;
    this.clusterSecurityGroupId = cluster.clusterSecurityGroupId;
    this.registerOutputs({
      component: this.component,
      clusterName: this.clusterName,
      clusterArn: this.clusterArn,
      endpoint: this.endpoint,
      certificateAuthority: this.certificateAuthority,
      clusterSecurityGroupId: this.clusterSecurityGroupId,
    });
  }

  private createRole(name: string): aws.iam.Role {
    return new aws.iam.Role(
      `${name}-role`,
      {
        description: "What EKS may do for the cluster",
        assumeRolePolicy: serviceTrust("eks.amazonaws.com"),
      },
      { parent: this },
    );
  }

  private attachPolicies(name: string, role: aws.iam.Role): aws.iam.RolePolicyAttachment[] {
    return clusterPolicies.map(
      (policy) =>
        new aws.iam.RolePolicyAttachment(
          `${name}-${policy}`,
          { role: role.name, policyArn: `arn:aws:iam::aws:policy/${policy}` },
          { parent: this },
        ),
    );
  }

  private createLogGroup(
    name: string,
    clusterName: string,
    args: EksClusterArgs,
  ): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
      `${name}-logs`,
      {
        name: physicalName("logGroup", `/aws/eks/${clusterName}/cluster`),
        kmsKeyId: args.logsKeyArn,
        retentionInDays: logRetentionInDays,
      },
      { parent: this },
    );
  }

  private createCluster(
    name: string,
    clusterName: string,
    args: EksClusterArgs,
    role: aws.iam.Role,
    prerequisites: pulumi.Resource[],
  ): eks.Cluster {
    const { network, api, protect } = args;
    return new eks.Cluster(
      name,
      {
        name: clusterName,
        version: args.version,
        vpcId: network.vpcId,
        subnetIds: network.privateSubnetIds,
        kubernetesServiceIpAddressRange: args.serviceCidr,
        serviceRole: role,
        endpointPrivateAccess: true,
        endpointPublicAccess: api.access === "public",
        publicAccessCidrs: api.access === "public" ? [...api.allowedCidrs] : undefined,
        authenticationMode: "API",
        accessEntries: adminEntries(args.adminRoleArns, args.deployRoleArn),
        encryptionConfigKeyArn: args.secretsKeyArn,
        enabledClusterLogTypes: controlPlaneLogs,
        deletionProtection: protect,
        createOidcProvider: false,
        skipDefaultNodeGroup: true,
        // Its own groups would open all ports by range; the one that EKS makes opens none.
        skipDefaultSecurityGroups: true,
        vpcCniOptions: podNetworking,
        // CoreDNS needs nodes, which wait for all that this component makes; see ClusterDns.
        corednsAddonOptions: { enabled: false },
      },
      {
        parent: this,
        // Without the role's policies EKS can't build the cluster, nor take it down. Without the log
        // group EKS makes one of its own, without encryption and kept for ever.
        // https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
        dependsOn: prerequisites,
        transforms: [childrenOfType("aws:eks/cluster:Cluster", { inputs: hardened, protect })],
      },
    );
  }

  /** Hands pods the rights of their roles; WorkloadRole does nothing without it. */
  private createPodIdentityAgent(name: string, cluster: eks.Cluster): void {
    new aws.eks.Addon(
      `${name}-pod-identity-agent`,
      {
        clusterName: cluster.eksCluster.name,
        addonName: "eks-pod-identity-agent",
        resolveConflictsOnCreate: "OVERWRITE",
        resolveConflictsOnUpdate: "OVERWRITE",
      },
      { parent: this },
    );
  }

  /** Nodes pull images and write logs through the endpoints; see VpcEndpoints. */
  private letNodesReachEndpoints(name: string, args: EksClusterArgs, cluster: eks.Cluster): void {
    new aws.vpc.SecurityGroupIngressRule(
      `${name}-to-endpoints`,
      {
        securityGroupId: args.network.endpointSecurityGroupId,
        referencedSecurityGroupId: cluster.clusterSecurityGroupId,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        description: "Nodes and pods of the cluster",
      },
      { parent: this },
    );
  }
}

/**
 * Pods with security groups of their own. `standard` keeps network policies and the load
 * balancer's client addresses working. With `externalSnat` a pod keeps its own address inside the
 * VPC and over the peering; the NAT gateways translate what leaves for the internet.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/security-groups-pods-deployment.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/external-snat.html
 */
const podNetworking = {
  enablePodEni: true,
  externalSnat: true,
  configurationValues: { env: { POD_SECURITY_GROUP_ENFORCING_MODE: "standard" } },
} satisfies eks.ClusterArgs["vpcCniOptions"];

/**
 * What `eks.Cluster` has no argument for: zonal shift, and no administrator by creation. It always
 * asks for the latter, which would clash with an access entry of that same role.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/zone-shift-enable.html
 */
function hardened(given: pulumi.Inputs): pulumi.Inputs {
  return {
    zonalShiftConfig: { enabled: true },
    accessConfig: pulumi
      .output(given.accessConfig as aws.types.input.eks.ClusterAccessConfig)
      .apply((config) => ({ ...config, bootstrapClusterCreatorAdminPermissions: false })),
  };
}
