// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { type Scope, scopeName, type Topology } from "./topology";

/**
 * The provider of one region. Sign-in goes to the region's own STS endpoint, so that a stack of
 * one region needs no other; credentials of another account are refused.
 */
export function awsProvider(topology: Topology, scope: Scope, region: string): aws.Provider {
  return new aws.Provider(region, {
    region: region as aws.Region,
    stsRegion: region,
    allowedAccountIds: [topology.accountId],
    defaultTags: {
      tags: {
        "payments:environment": topology.environment,
        "payments:scope": scopeName(scope),
        "payments:managed-by": "pulumi",
      },
    },
  });
}

/** How a cluster's API is reached. */
export interface ClusterAccess {
  readonly name: string;
  readonly endpoint: string;
  readonly certificateAuthority: string;
  readonly region: string;
}

/**
 * The provider of one cluster. It signs in with short-lived IAM tokens by the AWS CLI, which has
 * to be installed where Pulumi runs; no token is kept in the state.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/create-kubeconfig.html
 */
export function kubernetesProvider(access: pulumi.Input<ClusterAccess>): kubernetes.Provider {
  return new kubernetes.Provider("cluster", {
    kubeconfig: pulumi.output(access).apply((cluster) => JSON.stringify(kubeconfig(cluster))),
    enableServerSideApply: true,
  });
}

function kubeconfig({ name, endpoint, certificateAuthority, region }: ClusterAccess): object {
  return {
    apiVersion: "v1",
    kind: "Config",
    "current-context": name,
    contexts: [{ name, context: { cluster: name, user: name } }],
    clusters: [
      { name, cluster: { server: endpoint, "certificate-authority-data": certificateAuthority } },
    ],
    users: [
      {
        name,
        user: {
          exec: {
            apiVersion: "client.authentication.k8s.io/v1beta1",
            command: "aws",
            args: ["eks", "get-token", "--cluster-name", name, "--region", region],
            interactiveMode: "Never",
          },
        },
      },
    ],
  };
}
