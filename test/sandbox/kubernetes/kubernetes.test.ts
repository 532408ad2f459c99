// SPDX-License-Identifier: Apache-2.0
import { kubernetesProvider } from "../../../sandbox/kubernetes";
import { StandIn } from "../../support/stand-in";

const namespaceType = "kubernetes:core/v1:Namespace";
const secretType = "kubernetes:core/v1:Secret";
const releaseType = "kubernetes:helm.sh/v3:Release";

const kubeconfig = (cluster: string): string =>
  JSON.stringify({ apiVersion: "v1", kind: "Config", "current-context": cluster });

let cluster: StandIn;
let other: StandIn;
beforeEach(() => {
  cluster = new StandIn(kubernetesProvider, { kubeconfig: kubeconfig("payments-us-east-1") });
  const { directory } = cluster.cloud;
  const configuration = { kubeconfig: kubeconfig("payments-eu-west-1") };
  other = new StandIn(kubernetesProvider, configuration, directory);
});
afterEach(() => cluster.dispose());

const secret = { metadata: { name: "facts", namespace: "argocd" }, stringData: { region: "us" } };

describe("the Kubernetes stand-in", () => {
  it("keeps each cluster's objects apart, by the name of the kubeconfig's context", async () => {
    await cluster.make(namespaceType, "ns", { metadata: { name: "argocd" } });
    await other.make(namespaceType, "ns", { metadata: { name: "argocd" } });

    const places = cluster.cloud.list(namespaceType).map(({ place }) => place);
    expect(places).toEqual(["kubernetes/payments-eu-west-1", "kubernetes/payments-us-east-1"]);
  });

  it("names an object by namespace and name and gives it a UID", async () => {
    await cluster.make(namespaceType, "ns", { metadata: { name: "argocd" } });
    const { object, state } = await cluster.make(secretType, "facts", secret);
    expect(object.id).toBe("argocd/facts");
    expect(state.metadata).toMatchObject({
      name: "facts",
      uid: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string,
    });
  });

  it("names what the program leaves unnamed, and keeps the name", async () => {
    const made = await cluster.make(namespaceType, "apps", { metadata: { labels: { a: "b" } } });
    expect(made.object.id).toMatch(/^apps-[0-9a-f]{7}$/);
    expect(made.inputs).toEqual({ metadata: { labels: { a: "b" }, name: made.object.id } });

    const again = cluster.check(namespaceType, "apps", { metadata: {} }, made.inputs);
    expect(again.inputs).toEqual({ metadata: { name: made.object.id } });
  });

  it("refuses an object of a namespace that the cluster doesn't have", async () => {
    await other.make(namespaceType, "ns", { metadata: { name: "argocd" } });
    await expect(cluster.make(secretType, "facts", secret)).rejects.toThrow(
      /NotFound: namespaces "argocd" not found/,
    );
  });

  it("replaces an object that gets another name, and changes everything else in place", async () => {
    await cluster.make(namespaceType, "ns", { metadata: { name: "argocd" } });
    const made = await cluster.make(secretType, "facts", secret);
    const renamed = cluster.diff(made, { metadata: { name: "other", namespace: "argocd" } });
    expect(renamed.replaces).toEqual(["metadata.name"]);
    expect(cluster.diff(made, { stringData: { region: "eu" } }).replaces).toEqual([]);
  });

  it("installs a release into a namespace that is there or that it may make", async () => {
    const release = { chart: "argo-cd", namespace: "argocd", version: "9.1.0" };
    await expect(cluster.make(releaseType, "argo-cd", release)).rejects.toThrow(
      /"argocd" not found/,
    );

    const { object, state } = await cluster.make(releaseType, "argo-cd", {
      ...release,
      createNamespace: true,
    });
    expect(object.id).toMatch(/^argocd\/argo-cd-[0-9a-f]+$/);
    expect(state.status).toMatchObject({ status: "deployed", version: "9.1.0" });
  });
});
