// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { NodeGroup } from "./node-group";

export interface ClusterDnsArgs {
  /** Name of the cluster. */
  readonly clusterName: pulumi.Input<string>;
  /** The nodes that CoreDNS runs on. */
  readonly nodes: NodeGroup;
}

/**
 * CoreDNS as an add-on that EKS manages, in place of the one that a new cluster comes with.
 *
 * A component of its own, after the nodes: without a node the add-on stays degraded, and creating
 * it fails after 20 minutes. `eks.Cluster` can't make it, because node groups wait for all that
 * `eks.Cluster` makes.
 *
 * Removing it leaves CoreDNS in the cluster: no name resolves without it.
 *
 * @see https://github.com/pulumi/pulumi-eks/issues/1819
 * @example
 * new ClusterDns("dns", { clusterName: cluster.clusterName, nodes });
 */
export class ClusterDns extends pulumi.ComponentResource {
  /** ARN of the add-on. */
  public readonly addonArn: pulumi.Output<string>;

  constructor(name: string, args: ClusterDnsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:cluster:ClusterDns", name, {}, opts);

    const addon = this.createAddon(name, args);

    this.addonArn = addon.arn;
    this.registerOutputs({ addonArn: this.addonArn });
  }

  private createAddon(name: string, { clusterName, nodes }: ClusterDnsArgs): aws.eks.Addon {
    return new aws.eks.Addon(
      `${name}-coredns`,
      {
        clusterName,
        addonName: "coredns",
        resolveConflictsOnCreate: "OVERWRITE",
        resolveConflictsOnUpdate: "OVERWRITE",
        preserve: true,
      },
      // Its pods need a node to run on, and the arguments don't say so.
      { parent: this, dependsOn: nodes },
    );
  }
}
