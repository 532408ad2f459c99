// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";

import { BootstrapControllers } from "../../../components/delivery/bootstrap-controllers";
import { charts } from "../../../components/delivery/versions";
import { all, only, record, type MockOptions, type Registered } from "../../support/mocks";

function build(options?: MockOptions): Promise<Registered[]> {
  return record(() => {
    const vpcId = new aws.ec2.Vpc("vpc").id;
    const provider = new kubernetes.Provider("cluster", { kubeconfig: "{}" });
    new BootstrapControllers(
      "controllers",
      { clusterName: "production-eu-west-1", region: "eu-west-1", vpcId },
      { provider },
    );
  }, options);
}

const releaseType = "kubernetes:helm.sh/v3:Release";

function valuesOf(registered: readonly Registered[], suffix: string): unknown {
  return only(registered, releaseType, suffix).inputs["values"];
}

describe("BootstrapControllers", () => {
  it("installs both charts at their pinned versions, in the parent's cluster, all or nothing", async () => {
    const releases = all(await build(), releaseType);
    expect(
      Object.fromEntries(releases.map(({ inputs }) => [inputs["chart"], inputs["version"]])),
    ).toEqual({
      "aws-load-balancer-controller": charts.loadBalancerController.version,
      "metrics-server": charts.metricsServer.version,
    });
    for (const { inputs, provider } of releases) {
      expect(provider).toContain("pulumi:providers:kubernetes::cluster::");
      expect(inputs).toMatchObject({ namespace: "kube-system", atomic: true, timeout: 600 });
    }
  });

  it("tells the load balancer controller where it is, and binds its account by name", async () => {
    expect(valuesOf(await build(), "load-balancer-controller")).toMatchObject({
      clusterName: "production-eu-west-1",
      region: "eu-west-1",
      vpcId: "vpc-id",
      replicaCount: 2,
      serviceAccount: { create: true, name: "aws-load-balancer-controller" },
    });
  });

  it("leaves nothing on in the load balancer controller but target group bindings", async () => {
    expect(valuesOf(await build(), "load-balancer-controller")).toMatchObject({
      controllerConfig: {
        featureGates: {
          EnableServiceController: false,
          ALBGatewayAPI: false,
          NLBGatewayAPI: false,
        },
      },
      enableServiceMutatorWebhook: false,
      createIngressClassResource: false,
      ingressClassParams: { create: false },
      enableBackendSecurityGroup: false,
      enableShield: false,
      enableWaf: false,
      enableWafv2: false,
    });
  });

  it("keeps one of two metrics servers while a node is drained", async () => {
    expect(valuesOf(await build(), "metrics-server")).toMatchObject({
      replicas: 2,
      podDisruptionBudget: { enabled: true, minAvailable: 1 },
    });
  });

  it("registers the same resources at a preview while the VPC is unknown", async () => {
    const names = (registered: readonly Registered[]) => registered.map(({ name }) => name).sort();
    expect(names(await build({ preview: true }))).toEqual(names(await build()));
  });
});

describe("charts", () => {
  it.each(Object.entries(charts))("pins %s to one exact version", (_, { version, repository }) => {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(repository).toMatch(/^https:\/\//);
  });
});
