// SPDX-License-Identifier: Apache-2.0
import { instanceTypeIssues } from "../../components/cluster/instance-types";
import { parseCidr } from "../../components/network/cidr";
import type { Issue } from "../../components/shared/issues";
import { repeated, type Rule } from "./rule";

/**
 * Kubernetes versions that EKS offers and this platform is tested for, with the end of their
 * standard support; after it a cluster costs six times as much. Read on 2026-11-24.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html#kubernetes-release-calendar
 */
export const kubernetesVersions: Readonly<Record<string, string>> = {
  "1.33": "2026-07-29",
  "1.34": "2026-12-02",
  "1.35": "2027-03-27",
};

/** Widest range of an allow-list; a wider one is no longer somebody's network. */
const shortestAllowedPrefix = 8;

/** EKS refuses versions that it doesn't have, half an hour into an update. */
const kubernetesVersionIsOffered: Rule = {
  reads: ["kubernetesVersion"],
  check: ({ kubernetesVersion }) =>
    kubernetesVersion in kubernetesVersions
      ? []
      : [
          {
            path: "kubernetesVersion",
            problem: `must be one of ${Object.keys(kubernetesVersions).join(", ")}`,
            got: kubernetesVersion,
            fix: "choose one of them, or add it to stacks/topology-rules/cluster.ts with its dates",
          },
        ],
};

/** A public API is open to whom the list names; the whole internet is not a list. */
const allowListsAreNarrow: Rule = {
  reads: ["regions[].clusterApi"],
  check: ({ regions }) =>
    regions.flatMap(({ clusterApi }, index): Issue[] => {
      if (clusterApi.access === "private") return [];
      return clusterApi.allowedCidrs.flatMap((text, place): Issue[] => {
        const path = `regions[${index}].clusterApi.allowedCidrs[${place}]`;
        const parsed = parseCidr(text);
        if (!parsed.ok) return [{ path, problem: parsed.problem, got: text, fix: parsed.fix }];
        if (parsed.cidr.prefix >= shortestAllowedPrefix) return [];
        return [
          {
            path,
            problem: `must not be wider than a /${shortestAllowedPrefix}: it opens the Kubernetes API to strangers`,
            got: text,
            fix: "list the ranges of your own networks, or make the API private",
          },
        ];
      });
    }),
};

/** An access entry for a role elsewhere is accepted by EKS and lets nobody in, or a stranger. */
const adminsAreRolesOfTheAccount: Rule = {
  reads: ["accountId", "regions[].clusterAdminRoleArns"],
  check: ({ accountId, regions }) =>
    regions.flatMap(({ clusterAdminRoleArns }, index) => {
      const arns = clusterAdminRoleArns.map(
        (arn, place) => [`regions[${index}].clusterAdminRoleArns[${place}]`, arn] as const,
      );
      const form = new RegExp(`^arn:aws:iam::${accountId}:role/([\\w+=,.@-]+/)*[\\w+=,.@-]{1,64}$`);
      const strangers = arns
        .filter(([, arn]) => !form.test(arn))
        .map(([path, got]) => ({
          path,
          problem: `is not the ARN of an IAM role of account ${accountId}`,
          got,
          fix: `write arn:aws:iam::${accountId}:role/<name>`,
        }));
      return [...strangers, ...repeated(arns, "name each role once")];
    }),
};

/** Both lists, used or not: who switches the architecture must find one that works. */
const instanceTypesFitTheirArchitecture: Rule = {
  reads: ["regions[].nodes.instanceTypes"],
  check: ({ regions }) =>
    regions.flatMap(({ nodes: { instanceTypes } }, index) => {
      const path = `regions[${index}].nodes.instanceTypes`;
      return [
        ...instanceTypeIssues(instanceTypes.arm64, "arm64", `${path}.arm64`),
        ...instanceTypeIssues(instanceTypes.x86_64, "x86_64", `${path}.x86_64`),
      ];
    }),
};

export const clusterRules: readonly Rule[] = [
  kubernetesVersionIsOffered,
  allowListsAreNarrow,
  adminsAreRolesOfTheAccount,
  instanceTypesFitTheirArchitecture,
];
