// SPDX-License-Identifier: Apache-2.0
import { kubernetesProvider } from "../../../sandbox/kubernetes";
import type { ProviderCall } from "../../../sandbox/provider/calls";
import { noOutages, type Outages } from "../../../sandbox/provider/cloud";
import type { Properties } from "../../../sandbox/provider/values";
import { StandIn } from "../../support/stand-in";

const namespace = "kubernetes:core/v1:Namespace";
const release = "kubernetes:helm.sh/v3:Release";
const variable = "PULUMI_K8S_DELETE_UNREACHABLE";
const kubeconfig = JSON.stringify({
  clusters: [{ cluster: { server: "https://one.eks.amazonaws.com" } }],
  "current-context": "one",
});

let stand: StandIn;
beforeEach(() => {
  stand = new StandIn(kubernetesProvider, { kubeconfig });
});
afterEach(() => {
  delete process.env[variable];
  stand.dispose();
});

function outage(kind: ProviderCall["kind"], token = namespace, configuration: Properties = {}) {
  const call = { kind, token, place: "kubernetes/one", region: "", inputs: {} };
  const whole = { ...stand.instance.configuration, ...configuration };
  return kubernetesProvider.outageOf?.(call, { ...stand.instance, configuration: whole });
}

function set(outages: Partial<Outages>): void {
  stand.cloud.saveSettings({ ...stand.cloud.settings(), outages: { ...noOutages, ...outages } });
}

describe("a cluster whose API is down", () => {
  beforeEach(() => set({ clusterApis: ["one"] }));

  it.each(["create", "update", "read", "delete"] as const)("fails a %s and says where", (kind) => {
    expect(outage(kind)?.message).toContain(
      'Get "https://one.eks.amazonaws.com/openapi/v2?timeout=32s": dial tcp: i/o timeout',
    );
  });

  it.each(["configure", "invoke"] as const)("doesn't fail a %s", (kind) => {
    expect(outage(kind)).toBeUndefined();
  });

  it("is named by what a read or a deletion fails with, and so is the way out", () => {
    expect(outage("read")?.message).toMatch(/^failed to read resource state due to unreachable/);
    expect(outage("delete")?.message).toContain(variable);
  });

  it("has what it holds forgotten when the provider is told so, by variable or argument", () => {
    expect(outage("read")?.forget).toBe(false);
    expect(outage("read", namespace, { deleteUnreachable: true })?.forget).toBe(true);
    process.env[variable] = "true";
    expect(outage("read")?.forget).toBe(true);
    expect(outage("delete")?.forget).toBe(true);
    expect(outage("read", namespace, { deleteUnreachable: "false" })?.forget).toBe(false);
  });

  it("has a Helm release forgotten by a refresh and by no deletion, as in the real provider", () => {
    process.env[variable] = "true";
    expect(outage("read", release)?.forget).toBe(true);
    const { message, forget } = outage("delete", release) ?? {};
    expect(forget).toBeUndefined();
    expect(message).toMatch(/^can't delete Helm Release with unreachable cluster\. Reason: /);
  });
});

describe("a cluster", () => {
  it("answers while another's API is down", () => {
    set({ clusterApis: ["two"] });
    expect(outage("create")).toBeUndefined();
  });

  it("is down with its region, and not with another", () => {
    const there = { type: "aws:eks/cluster:Cluster", id: "one", place: "us-east-1" };
    stand.cloud.put({ ...there, urn: "urn", inputs: {}, computed: {} });
    set({ regions: ["eu-west-1"] });
    expect(outage("create")).toBeUndefined();
    set({ regions: ["us-east-1"] });
    expect(outage("create")).toBeDefined();
  });
});
