// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

import { ArgoCd } from "../components/delivery/argo-cd";
import { BootstrapControllers } from "../components/delivery/bootstrap-controllers";
import { ClusterFacts } from "../components/delivery/cluster-facts";
import { roleOf } from "./conventions";
import type { BaseOutputs, DeliveryOutputs, Exports, RegionOutputs } from "./outputs";
import { kubernetesProvider } from "./providers";
import { outputsOf, type StackOutputs } from "./references";
import { regionOf, servicesIn, type Topology } from "./topology";

/**
 * What needs a cluster's API: the controllers that the platform itself needs, Argo CD, and the
 * facts that Git's manifests are filled in with. It is a stack of its own, so that a cluster that
 * can't be reached never blocks a change of its region's network or database.
 */
export async function delivery(
  topology: Topology,
  region: string,
): Promise<Exports<DeliveryOutputs>> {
  const base = await outputsOf<BaseOutputs>(topology, "base");
  const own = await outputsOf<RegionOutputs>(topology, { region, delivery: false });
  const cluster = own.require("cluster");
  const provider = kubernetesProvider(
    cluster.apply(({ name, endpoint, certificateAuthority }) => ({
      name,
      endpoint,
      certificateAuthority,
      region,
    })),
  );
  const role = roleOf(topology, region);

  new BootstrapControllers(
    "payments-controllers",
    {
      clusterName: cluster.apply(({ name }) => name),
      vpcId: own.require("network").apply(({ vpcId }) => vpcId),
      region,
    },
    { provider },
  );
  const argoCd = new ArgoCd("payments-argo-cd", {}, { provider });
  new ClusterFacts(
    "payments-cluster-facts",
    {
      namespace: argoCd.namespace,
      environment: topology.environment,
      region,
      role,
      architecture: regionOf(topology, region).nodes.architecture,
      facts: factsOf(topology, region, base, own),
    },
    { provider },
  );
  return {
    argoCd: { namespace: argoCd.namespace, chartVersion: argoCd.chartVersion },
    role,
  };
}

/** What manifests need to know of the region, by the annotation's name. */
function factsOf(
  topology: Topology,
  region: string,
  base: StackOutputs<BaseOutputs>,
  own: StackOutputs<RegionOutputs>,
): Record<string, pulumi.Output<string>> {
  const database = own.require("database");
  const cache = own.require("cache");
  return {
    databaseEndpoint: database.apply(({ endpoint }) => endpoint),
    // As libpq and JDBC take a list of hosts.
    databaseReaderEndpoints: database.apply(({ readerEndpoints }) => readerEndpoints.join(",")),
    databaseSecretArn: base.require("databaseSecretArns").apply((arns) => arns[region] ?? ""),
    cacheEndpoint: cache.apply(({ primaryEndpoint }) => primaryEndpoint),
    cacheSecretArn: cache.apply(({ authSecretArn }) => authSecretArn),
    journalTable: base.require("journalTableName"),
    journalRegions: pulumi.output(topology.journal.replicas.join(",")),
    workloadSecurityGroupId: own.require("workloadSecurityGroupId"),
    ...targetGroups(topology, region, own),
  };
}

/** Target groups by service, for the TargetGroupBindings of the public and the internal door. */
function targetGroups(
  topology: Topology,
  region: string,
  own: StackOutputs<RegionOutputs>,
): Record<string, pulumi.Output<string>> {
  const doors = { public: "publicLoadBalancer", internal: "internalLoadBalancer" } as const;
  return Object.fromEntries(
    Object.entries(doors).flatMap(([door, output]) =>
      servicesIn(topology, region).map(({ name }) => [
        `${door}TargetGroup${capitalized(name)}`,
        own.require(output).apply(({ targetGroupArns }) => targetGroupArns[name] ?? ""),
      ]),
    ),
  );
}

/** `MerchantPortal` for `merchant-portal`: what can stand in a template as `.metadata.annotations.x`. */
function capitalized(name: string): string {
  return name.replace(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());
}
