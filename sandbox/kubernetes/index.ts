// SPDX-License-Identifier: Apache-2.0
import type { ProviderDefinition } from "../provider/provider";
import type { ResourceType, Rule, Self } from "../provider/resource-type";
import { at, isRecord, text } from "../provider/values";
import { clusterOf } from "./kubeconfig";
import { outageOf } from "./reachability";

const apiConventions =
  "https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md";

const release = "kubernetes:helm.sh/v3:Release";

const namespaceMissing: Rule = {
  code: "NotFound",
  property: "metadata.namespace",
  stage: "create",
  source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/",
  refuses: ({ inputs, cloud, region }) => {
    const namespace = text(inputs, "metadata.namespace");
    if (namespace === undefined || builtInNamespaces.includes(namespace)) return undefined;
    const known = cloud.list("kubernetes:core/v1:Namespace", region).map((object) => object.id);
    return known.includes(namespace) ? undefined : `namespaces "${namespace}" not found`;
  },
};

const builtInNamespaces = ["default", "kube-system", "kube-public", "kube-node-lease"];

/** Any object of the Kubernetes API: named by namespace and name, changed in place. */
function objectType(token: string): ResourceType {
  return {
    token,
    source: apiConventions,
    id: ({ inputs }) => objectId(at(inputs, "metadata")),
    autoName: { property: "metadata.name", maximumLength: 253 },
    parts: ["metadata.uid", "metadata.resourceVersion", "metadata.generation"],
    replaceOn: ["metadata.name", "metadata.namespace", "apiVersion", "kind"],
    outputs: (self) => ({
      metadata: { uid: uid(self), resourceVersion: "1", generation: 1 },
      ...(token.endsWith(":Namespace") ? { status: { phase: "Active" } } : {}),
    }),
    rules: [namespaceMissing],
  };
}

/** A Helm release; the chart itself isn't fetched. */
const releaseType: ResourceType = {
  token: release,
  source: "https://www.pulumi.com/registry/packages/kubernetes/api-docs/helm/v3/release/",
  id: ({ inputs }) => `${text(inputs, "namespace") ?? "default"}/${text(inputs, "name") ?? ""}`,
  autoName: { property: "name", maximumLength: 53 },
  replaceOn: ["name", "namespace", "repositoryOpts.repo"],
  outputs: ({ inputs }) => ({
    status: {
      status: "deployed",
      name: inputs.name,
      namespace: inputs.namespace ?? "default",
      chart: inputs.chart,
      version: inputs.version,
      revision: 1,
    },
  }),
  rules: [{ ...namespaceMissing, property: "namespace", refuses: releaseNamespaceMissing }],
};

function releaseNamespaceMissing(self: Self): string | undefined {
  if (self.inputs.createNamespace === true) return undefined;
  const inputs = { metadata: { namespace: self.inputs.namespace } };
  return namespaceMissing.refuses({ ...self, inputs });
}

/** The Kubernetes stand-in: any type of its API, in the cluster that the kubeconfig names. */
export const kubernetesProvider: ProviderDefinition = {
  name: "kubernetes",
  version: "4.34.2",
  typeOf: (token) => (token === release ? releaseType : objectType(token)),
  invokes: {},
  placeOf: (configuration) => `kubernetes/${clusterOf(configuration)}`,
  outageOf: outageOf(release),
};

function objectId(metadata: unknown): string {
  if (!isRecord(metadata)) return "";
  const name = text(metadata, "name") ?? "";
  const namespace = text(metadata, "namespace");
  return namespace === undefined ? name : `${namespace}/${name}`;
}

function uid({ digest }: Self): string {
  const digits = digest(32);
  return [8, 12, 16, 20, 32]
    .map((end, index, ends) => digits.slice(ends[index - 1] ?? 0, end))
    .join("-");
}
