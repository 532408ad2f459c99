// SPDX-License-Identifier: Apache-2.0
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { type Architecture, kubernetesArchitectures } from "../cluster/instance-types";
import type { Issue } from "../shared/issues";
import { assertNoIssues } from "../shared/validation";

/** What ClusterFacts need. */
export interface ClusterFactsArgs {
  /** Namespace of Argo CD. */
  readonly namespace: pulumi.Input<string>;
  /** Name of the environment, for the label `env`. */
  readonly environment: string;
  /** AWS name of the cluster's region, for the label `region`. */
  readonly region: string;
  /** For the label `role`. Follows the active region, and is the only thing here that does. */
  readonly role: "active" | "standby";
  /** Processor of the cluster's nodes, for the label `arch` (`arm64` or `amd64`, as on the nodes). */
  readonly architecture: Architecture;
  /** ARNs, endpoints and the like that manifests need, by camel-case name. No secrets. */
  readonly facts: Readonly<Record<string, pulumi.Input<string>>>;
}

/** What can stand in a template as `.metadata.annotations.name`. */
const factPattern = /^[a-z][A-Za-z0-9]{0,62}$/;

/**
 * What the region's Argo CD knows about its own cluster: the Secret by which it finds the cluster, its
 * labels (by which ApplicationSets choose) and its annotations (facts that only the program knows). So
 * the same ApplicationSets stand in every region, and nothing is copied by hand from AWS into Git.
 *
 * Argo CD has the cluster it runs in without such a Secret too, but a generator with a label selector
 * would not find it then.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators-Cluster/
 * @example
 * new ClusterFacts("facts", {
 *   namespace: argoCd.namespace, environment: "production", region: "eu-west-1", role: "standby",
 *   architecture: "arm64", facts: { databaseEndpoint: database.endpoint },
 * });
 */
export class ClusterFacts extends pulumi.ComponentResource {
  /** Name of the Secret. */
  public readonly secretName: pulumi.Output<string>;

  constructor(name: string, args: ClusterFactsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:delivery:ClusterFacts", name, {}, opts);
    assertNoIssues(this, clusterFactsIssues(args));
    this.secretName = this.createSecret(name, args).metadata.name;
    this.registerOutputs({ secretName: this.secretName });
  }

  private createSecret(name: string, args: ClusterFactsArgs): kubernetes.core.v1.Secret {
    return new kubernetes.core.v1.Secret(
      `${name}-secret`,
      {
        metadata: {
          name: "in-cluster",
          namespace: args.namespace,
          labels: {
            "argocd.argoproj.io/secret-type": "cluster",
            env: args.environment,
            region: args.region,
            role: args.role,
            arch: kubernetesArchitectures[args.architecture],
          },
          annotations: { ...args.facts },
        },
        stringData: {
          name: "in-cluster",
          server: "https://kubernetes.default.svc",
          config: JSON.stringify({ tlsClientConfig: { insecure: false } }),
        },
      },
      { parent: this },
    );
  }
}

function clusterFactsIssues({ facts }: ClusterFactsArgs): Issue[] {
  return Object.keys(facts)
    .filter((fact) => !factPattern.test(fact))
    .map((fact) => ({
      path: `facts["${fact}"]`,
      problem: "is not a name that a template can use",
      fix: "write it in camel case, with letters and digits only",
    }));
}
