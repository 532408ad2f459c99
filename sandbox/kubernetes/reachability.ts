// SPDX-License-Identifier: Apache-2.0
import type { Outage, ProviderCall } from "../provider/calls";
import { type CloudReader, noOutages } from "../provider/cloud";
import type { Instance } from "../provider/provider";
import { clusterOf, serverOf } from "./kubeconfig";

/** Name by which the real provider's process is told to forget what it can't reach. */
export const deleteUnreachable = "PULUMI_K8S_DELETE_UNREACHABLE";

const clusterType = "aws:eks/cluster:Cluster";

/**
 * Why the cluster's API doesn't answer, in the provider's words. A preview reaches for nothing, and
 * neither does the configuration: the provider remembers that it found no API, and says so later.
 *
 * @see https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/provider.go
 */
export function outageOf(
  release: string,
): (call: ProviderCall, instance: Instance) => Outage | undefined {
  return ({ kind, token }, { configuration, cloud }) => {
    if (answers(cloud, clusterOf(configuration))) return undefined;
    const forget = forgets(configuration.deleteUnreachable);
    const reason =
      "unable to load schema information from the API server: " +
      `Get "${serverOf(configuration)}/openapi/v2?timeout=32s": dial tcp: i/o timeout`;
    const unreachable = `configured Kubernetes cluster is unreachable: ${reason}`;
    const unread = `failed to read resource state due to unreachable cluster: ${reason}`;
    // It doesn't heed the variable here: https://github.com/pulumi/pulumi-kubernetes/issues/2675
    const undeleted = `can't delete Helm Release with unreachable cluster. Reason: "${reason}"`;
    const outages: Partial<Record<ProviderCall["kind"], Outage>> = {
      create: { message: unreachable },
      update: { message: unreachable },
      read: { message: `${unread}\n${advice}`, forget },
      delete:
        token === release
          ? { message: undeleted }
          : { message: `${unreachable}\n${advice}`, forget },
    };
    return outages[kind];
  };
}

const advice =
  "If the cluster was deleted, you can remove this resource from Pulumi state by rerunning the " +
  `operation with the ${deleteUnreachable} environment variable set to "true"`;

/** Whether a cluster's API answers: it is not down itself, nor is its region. */
export function answers(cloud: CloudReader, cluster: string): boolean {
  const { clusterApis, regions } = cloud.settings().outages ?? noOutages;
  if (clusterApis.includes(cluster)) return false;
  if (regions.length === 0) return true;
  const home = cloud.list(clusterType).find(({ id }) => id === cluster)?.place;
  return home === undefined || !regions.includes(home);
}

/** The provider's own argument wins over the environment. */
function forgets(argument: unknown): boolean {
  const told = argument ?? process.env[deleteUnreachable];
  return told === true || told === "true";
}
