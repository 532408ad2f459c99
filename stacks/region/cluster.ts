// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

import { ClusterDns } from "../../components/cluster/cluster-dns";
import { EksCluster } from "../../components/cluster/eks-cluster";
import { NodeGroup } from "../../components/cluster/node-group";
import { WorkloadRole } from "../../components/cluster/workload-role";
import { WorkloadSecurityGroup } from "../../components/cluster/workload-security-group";
import { paymentsPolicy } from "../../components/data/payments-policy";
import type { RedisCache } from "../../components/data/redis-cache";
import {
  loadBalancerControllerAccount,
  loadBalancerControllerPolicy,
} from "../../components/delivery/load-balancer-controller-policy";
import { LoadBalancerEgress } from "../../components/edge/load-balancer-egress";
import type { Vpc } from "../../components/network/vpc";
import { clusterName, paymentsWorkload } from "../conventions";
import { servicesIn } from "../topology";
import type { Doors, RegionKeys } from "./network";
import { ownOutput, type Site } from "./site";

export function createCluster(
  { topology, region, base, opts }: Site,
  keys: RegionKeys,
  vpc: Vpc,
): EksCluster {
  return new EksCluster(
    "payments-cluster",
    {
      clusterName: clusterName(topology, region.name),
      version: topology.kubernetesVersion,
      network: vpc.placement,
      serviceCidr: region.serviceCidr,
      secretsKeyArn: keys.cluster.arn,
      logsKeyArn: keys.logs.arn,
      api: region.clusterApi,
      adminRoleArns: region.clusterAdminRoleArns,
      deployRoleArn: base.require("deployRoleArn"),
      protect: topology.protect,
    },
    opts,
  );
}

/** The nodes, and the name service that runs on them. */
export function createNodes(
  { topology, region, opts }: Site,
  keys: RegionKeys,
  vpc: Vpc,
  cluster: EksCluster,
): void {
  const { instanceTypes, ...nodeArgs } = region.nodes;
  const nodes = new NodeGroup(
    "payments-nodes",
    {
      cluster: cluster.component,
      version: topology.kubernetesVersion,
      subnetIds: vpc.privateSubnetIds,
      volumeKeyArn: keys.cluster.arn,
      ...nodeArgs,
      instanceTypes: instanceTypes[nodeArgs.architecture],
    },
    opts,
  );
  new ClusterDns("payments-dns", { clusterName: cluster.clusterName, nodes }, opts);
}

/** The group of the pods that take payments, and the ways from both doors to them. */
export function createWorkloadGroup(
  { topology, region, opts }: Site,
  vpc: Vpc,
  cluster: EksCluster,
  { publicDoor, internalDoor }: Doors,
): WorkloadSecurityGroup {
  const targetPorts = servicesIn(topology, region.name).map(({ targetPort }) => targetPort);
  const doors = {
    "public-door": publicDoor.securityGroupId,
    "internal-door": internalDoor.securityGroupId,
  };
  const group = new WorkloadSecurityGroup(
    "payments-workload",
    {
      vpcId: vpc.vpcId,
      clusterSecurityGroupId: cluster.clusterSecurityGroupId,
      endpointSecurityGroupId: vpc.endpointSecurityGroupId,
      loadBalancerSecurityGroupIds: doors,
      servicePorts: [...new Set(targetPorts)],
    },
    opts,
  );
  for (const [door, loadBalancerSecurityGroupId] of Object.entries(doors)) {
    new LoadBalancerEgress(
      `payments-${door}-egress`,
      {
        loadBalancerSecurityGroupId,
        workloadSecurityGroupId: group.securityGroupId,
        targetPorts,
      },
      opts,
    );
  }
  return group;
}

/** AWS rights of the workloads that the platform itself knows; others come with their services. */
export function createWorkloadRoles(
  site: Site,
  cluster: EksCluster,
  doors: Doors,
  keys: RegionKeys,
  cache: RedisCache,
): void {
  const { opts } = site;
  const targetGroupArns = [doors.publicDoor, doors.internalDoor].flatMap((door) =>
    Object.values(door.targetGroupArns),
  );
  new WorkloadRole(
    "payments-load-balancer-controller",
    {
      clusterName: cluster.clusterName,
      ...loadBalancerControllerAccount,
      policy: pulumi.all(targetGroupArns).apply((arns) => loadBalancerControllerPolicy(arns)),
    },
    opts,
  );
  new WorkloadRole(
    "payments-api",
    { clusterName: cluster.clusterName, ...paymentsWorkload, policy: apiPolicy(site, keys, cache) },
    opts,
  );
}

function apiPolicy(site: Site, keys: RegionKeys, cache: RedisCache): pulumi.Output<string> {
  const { base } = site;
  const shared = pulumi.all([base.require("journalTableArns"), base.require("journalKeyArns")]);
  const secretArns = pulumi.all([ownOutput(site, "databaseSecretArns"), cache.authSecretArn]);
  const secretKeyArns = pulumi.all([ownOutput(site, "secretKeyArns"), keys.cache.arn]);
  return pulumi
    .all([shared, secretArns, secretKeyArns])
    .apply(([[tables, tableKeys], own, ownKeys]) =>
      paymentsPolicy({
        journalTableArns: Object.values(tables),
        journalKeyArns: Object.values(tableKeys),
        secretArns: own,
        secretKeyArns: ownKeys,
      }),
    );
}
