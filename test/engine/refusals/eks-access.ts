// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";

import type { RefusalCase } from "../../support/refusal-case";
import { named, wrongArguments } from "../../support/refusal-shorthand";
import { makeCluster, roleFor } from "./clusters";

const entry = "aws:eks/accessEntry:AccessEntry";
const association = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";
const podIdentity = "aws:eks/podIdentityAssociation:PodIdentityAssociation";

const people = "arn:aws:iam::111122223333:role/people";
const podActions = ["sts:AssumeRole", "sts:TagSession"];

const entries = wrongArguments<aws.eks.AccessEntryArgs>(
  entry,
  (given, wrong) => {
    const good = { clusterName: makeCluster(given).cluster.name, principalArn: people };
    new given.aws.eks.AccessEntry(`${given.name}-entry`, { ...good, ...wrong });
  },
  [
    [
      "check InvalidParameterException type",
      "an access entry of a type that EKS hasn't",
      { type: "ADMIN" },
    ],
    [
      "create ResourceNotFoundException clusterName",
      "access to a cluster that isn't there",
      { clusterName: "nowhere" },
    ],
    [
      "create InvalidParameterException principalArn",
      "access for a role's session",
      { principalArn: "arn:aws:sts::111122223333:assumed-role/people/me" },
    ],
    [
      "write InvalidParameterException kubernetesGroups",
      "access by a group of the system",
      { kubernetesGroups: ["system:masters"] },
    ],
  ],
);

const associations = wrongArguments<aws.eks.AccessPolicyAssociationArgs>(
  association,
  (given, wrong) => {
    const clusterName = makeCluster(given).cluster.name;
    const { aws, name } = given;
    const known = new aws.eks.AccessEntry(`${name}-entry`, { clusterName, principalArn: people });
    new aws.eks.AccessPolicyAssociation(
      `${name}-association`,
      {
        clusterName,
        principalArn: people,
        policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
        accessScope: { type: "cluster" },
        ...wrong,
      },
      { dependsOn: [known] },
    );
  },
  [
    [
      "check InvalidParameterException accessScope.type",
      "a scope of regions",
      { accessScope: { type: "region" } },
    ],
    [
      "create ResourceNotFoundException clusterName",
      "a policy for a cluster that isn't there",
      { clusterName: "nowhere" },
    ],
    [
      "create ResourceNotFoundException principalArn",
      "an access policy before its access entry",
      { principalArn: "arn:aws:iam::111122223333:role/others" },
    ],
    [
      "create InvalidParameterException policyArn",
      "an IAM policy as an access policy",
      { policyArn: "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy" },
    ],
    [
      "write InvalidParameterException accessScope.namespaces",
      "namespaces in the scope of the cluster",
      { accessScope: { type: "cluster", namespaces: ["payments"] } },
    ],
  ],
);

const podIdentities = wrongArguments<aws.eks.PodIdentityAssociationArgs>(
  podIdentity,
  (given, wrong) => {
    new given.aws.eks.PodIdentityAssociation(`${given.name}-association`, {
      clusterName: makeCluster(given).cluster.name,
      namespace: "payments",
      serviceAccount: "api",
      roleArn: roleFor(given, "pods.eks.amazonaws.com", podActions).arn,
      ...wrong,
    });
  },
  [
    [
      "create ResourceNotFoundException clusterName",
      "pods of a cluster that isn't there",
      { clusterName: "nowhere" },
    ],
    [
      "write InvalidParameterException roleArn",
      "pods whose role isn't there",
      { roleArn: "arn:aws:iam::111122223333:role/nobody" },
    ],
  ],
);

export const eksAccess: readonly RefusalCase[] = [
  ...entries,
  ...associations,
  ...podIdentities,
  {
    ...named("create InvalidRequestException clusterName"),
    what: "an access entry where a ConfigMap decides",
    token: entry,
    program: (given) => {
      const authenticationMode = given.mistake ? "CONFIG_MAP" : "API";
      const { cluster } = makeCluster(given, { accessConfig: { authenticationMode } });
      const good = { clusterName: cluster.name, principalArn: people };
      new given.aws.eks.AccessEntry(`${given.name}-entry`, good);
    },
  },
  {
    ...named("create ResourceInUseException principalArn"),
    what: "a second access entry of a role",
    token: entry,
    program: (given) => {
      const { aws, name, mistake } = given;
      const clusterName = makeCluster(given).cluster.name;
      const first = new aws.eks.AccessEntry(`${name}-first`, { clusterName, principalArn: people });
      const principalArn = mistake ? people : `${people}-too`;
      new aws.eks.AccessEntry(
        `${name}-second`,
        { clusterName, principalArn },
        { dependsOn: [first] },
      );
    },
  },
  {
    ...named("write InvalidParameterException roleArn"),
    what: "pods whose role may not be tagged",
    token: podIdentity,
    program: (given) => {
      const actions = given.mistake ? ["sts:AssumeRole"] : podActions;
      new given.aws.eks.PodIdentityAssociation(`${given.name}-association`, {
        clusterName: makeCluster(given).cluster.name,
        namespace: "payments",
        serviceAccount: "api",
        roleArn: roleFor(given, "pods.eks.amazonaws.com", actions).arn,
      });
    },
  },
  {
    ...named("create ResourceInUseException serviceAccount"),
    what: "a second role for a service account",
    token: podIdentity,
    program: (given) => {
      const { aws, name, mistake } = given;
      const good = {
        clusterName: makeCluster(given).cluster.name,
        namespace: "payments",
        roleArn: roleFor(given, "pods.eks.amazonaws.com", podActions).arn,
      };
      const first = new aws.eks.PodIdentityAssociation(`${name}-first`, {
        ...good,
        serviceAccount: "api",
      });
      new aws.eks.PodIdentityAssociation(
        `${name}-second`,
        { ...good, serviceAccount: mistake ? "api" : "worker" },
        { dependsOn: [first] },
      );
    },
  },
];
