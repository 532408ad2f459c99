// SPDX-License-Identifier: Apache-2.0
import { parse } from "yaml";

import { isRecord, text, type Properties } from "../provider/values";

/** The cluster's name as its kubeconfig has it. */
export function clusterOf(configuration: Properties): string {
  return text(kubeconfigOf(configuration), "current-context") ?? "unknown";
}

/** The address of the cluster's API. */
export function serverOf(configuration: Properties): string {
  return text(kubeconfigOf(configuration), "clusters.0.cluster.server") ?? "https://unknown";
}

function kubeconfigOf(configuration: Properties): Properties {
  const kubeconfig: unknown = parse(text(configuration, "kubeconfig") ?? "{}");
  return isRecord(kubeconfig) ? kubeconfig : {};
}
