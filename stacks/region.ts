// SPDX-License-Identifier: Apache-2.0
import type * as pulumi from "@pulumi/pulumi";

import type { TransitGateway } from "../components/network/transit-gateway";
import type { BaseOutputs, Exports, RegionOutputs } from "./outputs";
import { awsProvider } from "./providers";
import { outputsOf } from "./references";
import {
  createCluster,
  createNodes,
  createWorkloadGroup,
  createWorkloadRoles,
} from "./region/cluster";
import { allowPodsToStores, createCache, createDatabase } from "./region/data";
import {
  createDoors,
  createKeys,
  createLogBucket,
  createPrivateZone,
  createTransitGateway,
  createVpc,
} from "./region/network";
import type { Site } from "./region/site";
import { createAlarmTopic, createLatches, createWatch } from "./region/watch";
import { regionOf, type Topology } from "./topology";

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
  const transit = createTransitGateway(site, vpc);
  const cluster = createCluster(site, keys, vpc);
  createNodes(site, keys, vpc, cluster);
  const doors = createDoors(site, logs, vpc);
  const workload = createWorkloadGroup(site, vpc, cluster, doors);
  const database = createDatabase(site, keys, vpc, workload);
  const cache = createCache(site, keys, vpc, workload);
  allowPodsToStores(workload, database, cache);
  createWorkloadRoles(site, cluster, doors, keys, cache);
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
    ...(transit && { transitGateway: transitOutputs(transit) }),
    cluster: {
      name: cluster.clusterName,
      version: topology.kubernetesVersion,
      endpoint: cluster.endpoint,
      certificateAuthority: cluster.certificateAuthority,
    },
    database: {
      identifier: database.identifier,
      endpoint: database.endpoint,
      readerEndpoints: database.readerEndpoints,
    },
    cache: {
      primaryEndpoint: cache.primaryEndpoint,
      readerEndpoint: cache.readerEndpoint,
      authSecretArn: cache.authSecretArn,
    },
    publicLoadBalancer: { ...loadBalancerOutputs(doors.publicDoor), arn: doors.publicDoor.arn },
    internalLoadBalancer: loadBalancerOutputs(doors.internalDoor),
    privateZone: { zoneId: privateZone.zoneId, name: privateZone.zoneName },
    latchAlarmNames: latches,
    alarmTopicArn: topic.topicArn,
    workloadSecurityGroupId: workload.securityGroupId,
  };
}

function transitOutputs({ transitGatewayId, attachmentId, routeTableId }: TransitGateway) {
  return { transitGatewayId, attachmentId, routeTableId };
}

/** What the two load balancers have in common for DNS and for Kubernetes. */
interface Door {
  readonly dnsName: pulumi.Output<string>;
  readonly zoneId: pulumi.Output<string>;
  readonly targetGroupArns: Readonly<Record<string, pulumi.Output<string>>>;
}

function loadBalancerOutputs({ dnsName, zoneId, targetGroupArns }: Door): Door {
  return { dnsName, zoneId, targetGroupArns };
}
