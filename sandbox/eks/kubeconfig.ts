// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";
import type * as aws from "@pulumi/aws";

/** The kubeconfig that the real component makes: its context is called `aws`, for any cluster. */
export function kubeconfigOf(cluster: aws.eks.Cluster): pulumi.Output<object> {
  return pulumi
    .all([cluster.name, cluster.endpoint, cluster.certificateAuthority.data, cluster.arn])
    .apply(([name, server, authority, arn]) => ({
      apiVersion: "v1",
      clusters: [
        { cluster: { server, "certificate-authority-data": authority }, name: "kubernetes" },
      ],
      contexts: [{ context: { cluster: "kubernetes", user: "aws" }, name: "aws" }],
      "current-context": "aws",
      kind: "Config",
      users: [{ name: "aws", user: { exec: tokenCommand(name, regionOf(arn)) } }],
    }));
}

function tokenCommand(clusterName: string, region: string): object {
  return {
    apiVersion: "client.authentication.k8s.io/v1beta1",
    command: "aws",
    args: [
      ...["--region", region, "eks", "get-token"],
      ...["--cluster-name", clusterName, "--output", "json"],
    ],
    env: [
      {
        name: "KUBERNETES_EXEC_INFO",
        value: `{"apiVersion": "client.authentication.k8s.io/v1beta1"}`,
      },
    ],
  };
}

function regionOf(arn: string): string {
  return arn.split(":")[3] ?? "";
}
