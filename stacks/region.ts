// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

import { EksCluster } from "../components/cluster/eks-cluster";
import { NodeGroup } from "../components/cluster/node-group";
import { WorkloadRole } from "../components/cluster/workload-role";
import { WorkloadSecurityGroup } from "../components/cluster/workload-security-group";
import { paymentsPolicy } from "../components/data/payments-policy";
import { PostgresDatabase } from "../components/data/postgres-database";
import { RedisCache } from "../components/data/redis-cache";
import { loadBalancerControllerPolicy } from "../components/delivery/load-balancer-controller-policy";
import { InternalLoadBalancer } from "../components/edge/internal-load-balancer";
import { LatchAlarm } from "../components/edge/latch-alarm";
import { PublicLoadBalancer } from "../components/edge/public-load-balancer";
import { PrivateZone } from "../components/network/private-zone";
import { Vpc } from "../components/network/vpc";
import { AlarmTopic } from "../components/observability/alarm-topic";
import { EncryptionKey } from "../components/shared/encryption-key";
import type { KeyUser } from "../components/shared/key-policy";
import { LogBucket } from "../components/shared/log-bucket";
import { clusterName, database, paymentsWorkload, roleOf } from "./conventions";
import type { BaseOutputs, Exports, RegionOutputs } from "./outputs";
import { awsProvider } from "./providers";
import { outputsOf, type StackOutputs } from "./references";

/**
 * Everything that AWS owns in one region, and nothing of another: with the other region gone, this
 * stack still previews and updates. It is the same program for every region; what differs is in
 * the topology. No Kubernetes object is here (see `delivery`).
 */
export async function region(topology: Topology, name: string): Promise<Exports<RegionOutputs>> {
  const base = await outputsOf<BaseOutputs>(topology, "base");
  const provider = awsProvider(topology, { region: name, delivery: false }, name);
  const site: Site = { topology, region: regionOf(topology, name), base, opts: { provider } };

  const keys = createKeys(site);
  const logs = createLogBucket(site, keys);
  const vpc = createVpc(site, logs);
  const cluster = createCluster(site, keys, vpc);
  const nodes = createNodes(site, keys, vpc, cluster);
  const doors = createDoors(site, logs, vpc);
  const workload = createWorkloadGroup(site, vpc, cluster, doors);
  const database = createDatabase(site, keys, vpc, workload);
  const cache = createCache(site, keys, vpc, workload);
  createWorkloadRoles(site, cluster, doors, cache);
  const privateZone = createPrivateZone(site, vpc, doors);
  const topic = createAlarmTopic(site, keys);
  const latches = createLatches(site, topic);
  createWatch(site, { vpc, doors, database, cache, topic });

  return {
    network: {
      vpcId: vpc.vpcId,
      cidr: vpc.cidr,
      podCidr: vpc.podCidr,
      routeTableIds: vpc.routeTableIds,
    },
    cluster: {
      name: cluster.name,
      version: topology.kubernetesVersion,
      endpoint: cluster.endpoint,
      certificateAuthority: cluster.certificateAuthority,
    },
    database: {
      clusterIdentifier: database.clusterIdentifier,
      endpoint: database.endpoint,
      readerEndpoint: database.readerEndpoint,
    },
    cache: {
      primaryEndpoint: cache.primaryEndpoint,
      readerEndpoint: cache.readerEndpoint,
      authSecretArn: cache.authSecretArn,
    },
    publicLoadBalancer: loadBalancerOutputs(doors.publicOne),
    internalLoadBalancer: loadBalancerOutputs(doors.internalOne),
    privateZone: { zoneId: privateZone.zoneId, name: privateZone.zoneName },
    latchAlarmNames: Object.fromEntries(latches),
    alarmTopicArn: topic.arn,
    workloadSecurityGroupId: workload.securityGroupId,
  };
}
