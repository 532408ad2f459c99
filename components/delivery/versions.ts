// SPDX-License-Identifier: Apache-2.0

/** A Helm chart at an exact version. */
export interface Chart {
  readonly chart: string;
  /** Address of the chart repository. */
  readonly repository: string;
  readonly version: string;
}

/**
 * Every chart that Pulumi installs. All other software comes through Argo CD, at the versions that
 * stand in Git. A chart brings the image and the custom resources that belong together, so no image
 * is set apart from its chart.
 */
export const charts = {
  /**
   * Controller v3.5.0. Released 2026-08-03; seen in the chart repository's own pull request.
   *
   * @see https://github.com/aws/eks-charts/pull/1354
   */
  loadBalancerController: {
    chart: "aws-load-balancer-controller",
    repository: "https://aws.github.io/eks-charts",
    version: "3.5.0",
  },
  /**
   * Metrics server v0.8.0. Released 2025-07-22; seen in use, not in the project's own repository.
   *
   * @see https://github.com/rancher/rke2-charts/pull/740
   */
  metricsServer: {
    chart: "metrics-server",
    repository: "https://kubernetes-sigs.github.io/metrics-server",
    version: "3.13.0",
  },
  /**
   * Argo CD v3.5. Seen in use on 2026-09-14; a chart with Argo CD v3.6 was not found.
   *
   * @see https://github.com/entigolabs/entigo-infralib/pull/1729
   */
  argoCd: {
    chart: "argo-cd",
    repository: "https://argoproj.github.io/argo-helm",
    version: "10.9.0",
  },
} as const satisfies Readonly<Record<string, Chart>>;
