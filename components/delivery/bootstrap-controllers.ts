// SPDX-License-Identifier: Apache-2.0
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { loadBalancerControllerAccount } from "./load-balancer-controller-policy";
import { charts, type Chart } from "./versions";

/** What BootstrapControllers need. */
export interface BootstrapControllersArgs {
  /** Name of the EKS cluster. */
  readonly clusterName: pulumi.Input<string>;
  /** AWS name of the cluster's region. Given, because pods can't ask the node for it. */
  readonly region: string;
  /** VPC of the cluster. Given, because pods can't ask the node for it. */
  readonly vpcId: pulumi.Input<string>;
}

/** Two: one stays while a node is drained. */
const replicas = 2;
/** For one operation; images are pulled on nodes that have never had them. */
const timeoutSeconds = 600;
const namespace = loadBalancerControllerAccount.namespace;

/**
 * The controllers that must be there before Argo CD brings anything: the AWS Load Balancer
 * Controller, which puts pods into the target groups of the region's load balancer, and the metrics
 * server, without which nothing scales. The first one's role is bound to its service account by Pod
 * Identity, in the region's own stack.
 *
 * The load balancer controller serves TargetGroupBindings alone: its other controllers are off and
 * its role could not carry them out. A manifest can therefore neither open a load balancer to the
 * internet nor delete one.
 *
 * Blast radius: while it is down, targets stay as they are and new pods get no traffic.
 *
 * @example
 * new BootstrapControllers("controllers", { clusterName, region: "eu-west-1", vpcId });
 */
export class BootstrapControllers extends pulumi.ComponentResource {
  /** Chart versions as installed, by release name. */
  public readonly versions: Readonly<Record<string, string>>;

  constructor(
    name: string,
    args: BootstrapControllersArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("payments:delivery:BootstrapControllers", name, {}, opts);
    this.createRelease(
      `${name}-load-balancer-controller`,
      charts.loadBalancerController,
      loadBalancerControllerValues(args),
    );
    this.createRelease(`${name}-metrics-server`, charts.metricsServer, metricsServerValues());
    this.versions = {
      [charts.loadBalancerController.chart]: charts.loadBalancerController.version,
      [charts.metricsServer.chart]: charts.metricsServer.version,
    };
    this.registerOutputs({ versions: this.versions });
  }

  private createRelease(name: string, chart: Chart, values: pulumi.Inputs): void {
    new kubernetes.helm.v3.Release(
      name,
      {
        name: chart.chart,
        chart: chart.chart,
        version: chart.version,
        repositoryOpts: { repo: chart.repository },
        namespace,
        values,
        // An upgrade that fails goes back by itself: half a controller is worse than the old one.
        atomic: true,
        timeout: timeoutSeconds,
      },
      { parent: this },
    );
  }
}

/**
 * Values of the load balancer controller's chart.
 *
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/helm/aws-load-balancer-controller/values.yaml
 */
export function loadBalancerControllerValues(args: BootstrapControllersArgs): pulumi.Inputs {
  return {
    clusterName: args.clusterName,
    region: args.region,
    vpcId: args.vpcId,
    replicaCount: replicas,
    podDisruptionBudget: { maxUnavailable: 1 },
    serviceAccount: { create: true, name: loadBalancerControllerAccount.serviceAccount },
    resources: { requests: { cpu: "100m", memory: "200Mi" }, limits: { memory: "500Mi" } },
    defaultTargetType: "ip",
    controllerConfig: {
      featureGates: { EnableServiceController: false, ALBGatewayAPI: false, NLBGatewayAPI: false },
    },
    // Otherwise every Service of type LoadBalancer is handed to a controller that is off.
    enableServiceMutatorWebhook: false,
    createIngressClassResource: false,
    ingressClassParams: { create: false },
    // The program makes the load balancer's security group together with the load balancer.
    enableBackendSecurityGroup: false,
    enableShield: false,
    enableWaf: false,
    enableWafv2: false,
  };
}

/**
 * Values of the metrics server's chart.
 *
 * @see https://github.com/kubernetes-sigs/metrics-server/blob/master/charts/metrics-server/values.yaml
 */
export function metricsServerValues(): pulumi.Inputs {
  return {
    replicas,
    podDisruptionBudget: { enabled: true, minAvailable: 1 },
    resources: { requests: { cpu: "100m", memory: "200Mi" }, limits: { memory: "400Mi" } },
  };
}
