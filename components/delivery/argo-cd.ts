// SPDX-License-Identifier: Apache-2.0
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { argoCdValues } from "./argo-cd-values";
import { charts } from "./versions";

/** What ArgoCd needs. */
export interface ArgoCdArgs {
  /** Whether it runs in several copies; its Redis then needs three nodes. @default true */
  readonly highlyAvailable?: boolean;
}

/** What ArgoCd takes where nothing is said. */
export const defaults = { highlyAvailable: true } as const;

/** Where Argo CD and what it reads about its cluster live. */
export const argoCdNamespace = "argocd";

/** For one operation; the first installation pulls every image and elects a Redis. */
const timeoutSeconds = 900;

/**
 * One region's own Argo CD. It knows its own cluster and no other, so that no token for one region
 * lies in another and the loss of one region takes nothing from the other's deliveries. Nothing of it
 * is public: it has no ingress, and its service is reached through the cluster's API.
 *
 * Blast radius: while it is down, running workloads stay and changes in Git wait.
 *
 * @example
 * new ArgoCd("argo-cd", {}, { provider: cluster });
 */
export class ArgoCd extends pulumi.ComponentResource {
  /** Namespace of Argo CD; known only when it exists, so that dependants wait for it. */
  public readonly namespace: pulumi.Output<string>;
  /** Version of the chart. */
  public readonly chartVersion: string;

  constructor(name: string, args: ArgoCdArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super("payments:delivery:ArgoCd", name, {}, opts);
    const namespace = this.createNamespace(name);
    this.createRelease(name, args, namespace);
    this.namespace = namespace.metadata.name;
    this.chartVersion = charts.argoCd.version;
    this.registerOutputs({ namespace: this.namespace, chartVersion: this.chartVersion });
  }

  private createNamespace(name: string): kubernetes.core.v1.Namespace {
    return new kubernetes.core.v1.Namespace(
      `${name}-namespace`,
      {
        metadata: {
          name: argoCdNamespace,
          labels: { "pod-security.kubernetes.io/enforce": "baseline" },
        },
      },
      { parent: this },
    );
  }

  private createRelease(
    name: string,
    args: ArgoCdArgs,
    namespace: kubernetes.core.v1.Namespace,
  ): void {
    const { chart, repository, version } = charts.argoCd;
    new kubernetes.helm.v3.Release(
      `${name}-release`,
      {
        name: "argocd",
        chart,
        version,
        repositoryOpts: { repo: repository },
        namespace: namespace.metadata.name,
        values: { ...argoCdValues(args.highlyAvailable ?? defaults.highlyAvailable) },
        // An upgrade that fails goes back by itself.
        atomic: true,
        timeout: timeoutSeconds,
      },
      { parent: this },
    );
  }
}
