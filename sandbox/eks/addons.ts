// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import type * as eks from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";

export interface AddonArgs {
  readonly cluster: aws.eks.Cluster;
  readonly options?: eks.types.input.CoreDnsAddonOptionsArgs;
  readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** An add-on that AWS manages, kept on the cluster when the resource goes. */
export function createAddon(
  name: string,
  addonName: string,
  { cluster, options, tags }: AddonArgs,
  parent: pulumi.Resource,
): aws.eks.Addon {
  return new aws.eks.Addon(
    `${name}-${addonName}`,
    {
      clusterName: cluster.name,
      addonName,
      preserve: true,
      tags,
      addonVersion: options?.version ?? addonVersion(addonName, cluster.version, parent),
      resolveConflictsOnCreate: options?.resolveConflictsOnCreate ?? "OVERWRITE",
      resolveConflictsOnUpdate: options?.resolveConflictsOnUpdate ?? "OVERWRITE",
      configurationValues: options?.configurationValues && sortedJson(options.configurationValues),
    },
    { parent },
  );
}

/** The newest version of an add-on for a version of Kubernetes. */
export function addonVersion(
  addonName: string,
  kubernetesVersion: pulumi.Input<string>,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  return aws.eks.getAddonVersionOutput(
    { addonName, kubernetesVersion, mostRecent: true },
    { parent },
  ).version;
}

/** JSON whose keys are in order, so that the order of writing them is no change. */
export function sortedJson(value: pulumi.Input<object>): pulumi.Output<string> {
  return pulumi.jsonStringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
