// SPDX-License-Identifier: Apache-2.0
import type { Invoke } from "../provider/provider";
import { text } from "../provider/values";

/**
 * Versions of add-ons; those of kube-proxy follow the version of Kubernetes.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html
 */
const versions: Readonly<Record<string, string>> = {
  "aws-ebs-csi-driver": "v1.53.0-eksbuild.1",
  coredns: "v1.12.4-eksbuild.1",
  "eks-pod-identity-agent": "v1.3.10-eksbuild.1",
  "metrics-server": "v0.8.0-eksbuild.6",
  "vpc-cni": "v1.20.4-eksbuild.2",
};

/** The newest version of an add-on that works with a version of Kubernetes. */
export function newestAddonVersion(addonName: string, kubernetesVersion: string): string {
  if (addonName === "kube-proxy") return `v${kubernetesVersion}.0-eksbuild.2`;
  return versions[addonName] ?? "v1.0.0-eksbuild.1";
}

/** Functions of EKS that the real `eks.Cluster` calls. */
export const eksFunctions: Readonly<Record<string, Invoke>> = {
  "aws:eks/getAddonVersion:getAddonVersion": (args, { place }) => {
    const addonName = text(args, "addonName") ?? "";
    const kubernetesVersion = text(args, "kubernetesVersion") ?? "";
    const version = newestAddonVersion(addonName, kubernetesVersion);
    return { ...args, id: addonName, region: place, version };
  },
};
