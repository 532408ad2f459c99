// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";

import type { RefusalCase } from "../../support/refusal-case";
import { named, wrongArguments } from "../../support/refusal-shorthand";
import { makeCluster, makeNodes } from "./clusters";

const addon = "aws:eks/addon:Addon";

const addons = wrongArguments<aws.eks.AddonArgs>(
  addon,
  (given, wrong) => {
    const { cluster } = makeCluster(given);
    const good = { clusterName: cluster.name, addonName: "kube-proxy" };
    new given.aws.eks.Addon(`${given.name}-addon`, { ...good, ...wrong });
  },
  [
    [
      "create ResourceNotFoundException clusterName",
      "an add-on of a cluster that isn't there",
      { clusterName: "nowhere" },
    ],
    [
      "create InvalidParameterException addonName",
      "an add-on that EKS doesn't know",
      { addonName: "core-dns" },
    ],
    [
      "write InvalidParameterException addonVersion",
      "an add-on newer than the cluster",
      { addonVersion: "v1.35.0-eksbuild.2" },
    ],
    [
      "write InvalidParameterException configurationValues",
      "an add-on's configuration that is no object",
      { configurationValues: "replicas=2" },
    ],
    [
      "write InvalidParameterException serviceAccountRoleArn",
      "an add-on whose role isn't there",
      { serviceAccountRoleArn: "arn:aws:iam::111122223333:role/nobody" },
    ],
  ],
);

export const eksAddons: readonly RefusalCase[] = [
  ...addons,
  {
    ...named("create InsufficientNumberOfReplicas addonName"),
    what: "CoreDNS on a cluster without nodes",
    token: addon,
    program: (given) => {
      const good = makeCluster(given);
      const dependsOn = given.mistake ? [] : [makeNodes(given, good)];
      new given.aws.eks.Addon(
        `${given.name}-addon`,
        { clusterName: good.cluster.name, addonName: "coredns" },
        { dependsOn },
      );
    },
  },
  {
    ...named("create ResourceInUseException addonName"),
    what: "an add-on that the cluster has",
    token: addon,
    program: (given) => {
      const { aws, name, mistake } = given;
      const clusterName = makeCluster(given).cluster.name;
      const first = new aws.eks.Addon(`${name}-first`, { clusterName, addonName: "vpc-cni" });
      const addonName = mistake ? "vpc-cni" : "kube-proxy";
      new aws.eks.Addon(`${name}-second`, { clusterName, addonName }, { dependsOn: [first] });
    },
  },
];
