// SPDX-License-Identifier: Apache-2.0
import { parse } from "yaml";

import type { Rule } from "../provider/resource-type";
import { isRecord, text } from "../provider/values";
import { clusterOf, eksApi, invalid, nodeGroupToken, roleMustExist } from "./eks-places";
import { minorOf } from "./eks-versions";

const create = `${eksApi}/API_CreateAddon.html`;

/**
 * Add-ons of AWS and of the community, on 2026-11-24. Those of the marketplace have an underscore.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/community-addons.html
 */
const addons: ReadonlySet<string> = new Set([
  "adot",
  "amazon-cloudwatch-observability",
  "amazon-sagemaker-hyperpod-inference",
  "amazon-sagemaker-hyperpod-observability",
  "amazon-sagemaker-hyperpod-taskgovernance",
  "amazon-sagemaker-hyperpod-training-operator",
  "aws-ebs-csi-driver",
  "aws-efs-csi-driver",
  "aws-fsx-csi-driver",
  "aws-guardduty-agent",
  "aws-mountpoint-s3-csi-driver",
  "aws-network-flow-monitoring-agent",
  "aws-privateca-connector-for-kubernetes",
  "aws-secrets-store-csi-driver-provider",
  "cert-manager",
  "coredns",
  "eks-node-monitoring-agent",
  "eks-pod-identity-agent",
  "external-dns",
  "fluent-bit",
  "kube-proxy",
  "kube-state-metrics",
  "metrics-server",
  "prometheus-node-exporter",
  "snapshot-controller",
  "vpc-cni",
]);

/** AWS adds add-ons of its own under such names, faster than this list follows. */
const awsNames = /^(aws|amazon|eks)-|_/;

const unknownAddon: Rule = {
  ...invalid("addonName", create),
  stage: "create",
  refuses: (self) => {
    const name = text(self.inputs, "addonName") ?? "";
    if (addons.has(name) || awsNames.test(name)) return undefined;
    const version = text({ ...clusterOf(self)?.computed, ...clusterOf(self)?.inputs }, "version");
    return `Addon ${name} specified is not supported in ${version} kubernetes version`;
  },
};

/** Versions of AWS's builds: `v1.12.4-eksbuild.1`. */
const build = /^v\d+\.(?<minor>\d+)\.\d+-eksbuild\.\d+(\.\d+)*$/;

/** kube-proxy may be older than the control plane, and never newer. */
const versionThatDoesNotFit: Rule = {
  ...invalid(
    "addonVersion",
    "https://docs.aws.amazon.com/eks/latest/userguide/managing-kube-proxy.html",
  ),
  stage: "write",
  refuses: (self) => {
    const [name, version] = [text(self.inputs, "addonName"), text(self.inputs, "addonVersion")];
    if (version === undefined || !addons.has(name ?? "")) return undefined;
    const minor = build.exec(version)?.groups?.minor;
    const cluster = text({ ...clusterOf(self)?.computed, ...clusterOf(self)?.inputs }, "version");
    const newer = name === "kube-proxy" && Number(minor) > (minorOf(cluster ?? "") ?? Infinity);
    return minor === undefined || newer ? "Addon version specified is not supported" : undefined;
  },
};

/** Values are JSON or YAML, and an object. */
const malformedConfiguration: Rule = {
  ...invalid("configurationValues", create),
  stage: "write",
  refuses: ({ inputs }) => {
    const values = text(inputs, "configurationValues") ?? "";
    return values === "" || isObject(values)
      ? undefined
      : "ConfigurationValue provided in request is not supported: Json schema validation failed";
  },
};

function isObject(document: string): boolean {
  try {
    const value: unknown = parse(document);
    return isRecord(value) && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** The real provider waits 20 minutes for the add-on to become active, and gives up. */
const nowhereToRun: Rule = {
  code: "InsufficientNumberOfReplicas",
  property: "addonName",
  stage: "create",
  source:
    "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/eks/addon.go",
  refuses: ({ inputs, region, cloud }) => {
    const cluster = text(inputs, "clusterName");
    const name = text(inputs, "addonName") ?? "";
    if (!needsNodes.has(name)) return undefined;
    return cloud.list(nodeGroupToken, region).some((group) => group.inputs.clusterName === cluster)
      ? undefined
      : `waiting for EKS Add-On (${cluster}:${name}) create: timeout while waiting for state to ` +
          "become 'ACTIVE' (last state: 'DEGRADED', timeout: 20m0s)";
  },
};

/** Add-ons with a Deployment. Those with a DaemonSet only are active on a cluster with no nodes. */
const needsNodes: ReadonlySet<string> = new Set([
  "aws-ebs-csi-driver",
  "coredns",
  "metrics-server",
]);

/** What EKS refuses of an add-on, apart from one that is there already. */
export const addonRules: readonly Rule[] = [
  unknownAddon,
  versionThatDoesNotFit,
  malformedConfiguration,
  roleMustExist(
    invalid("serviceAccountRoleArn", create),
    (role) => `The role ${role} cannot be found.`,
  ),
  nowhereToRun,
];
