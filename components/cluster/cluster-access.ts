// SPDX-License-Identifier: Apache-2.0
import type * as eks from "@pulumi/eks";
import type * as pulumi from "@pulumi/pulumi";

import { parseCidr } from "../network/cidr";
import type { Issue } from "../shared/issues";

/** How the Kubernetes API is reached: from within the VPC, or also from listed ranges. */
export type ClusterApi =
  | { readonly access: "private" }
  | { readonly access: "public"; readonly allowedCidrs: readonly string[] };

/** What decides who reaches a cluster and who administers it. */
export interface ClusterAccess {
  readonly serviceCidr: string;
  readonly api: ClusterApi;
  readonly adminRoleArns: readonly string[];
}

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html */
const servicePrefixes = { shortest: 12, longest: 24 } as const;

const roleArn = /^arn:aws:iam::\d{12}:role\/(?:[\w+=,.@-]+\/)*([\w+=,.@-]{1,64})$/;

/** Everything about a cluster's ranges and administrators that AWS, or we, would refuse. */
export function clusterIssues({ serviceCidr, api, adminRoleArns }: ClusterAccess): Issue[] {
  return [...serviceRangeIssues(serviceCidr), ...apiIssues(api), ...adminIssues(adminRoleArns)];
}

/**
 * Access entries that make the roles administrators of the whole cluster, by the roles' names,
 * which become part of the entries' names; the deployment's role is `deploy`.
 *
 * @throws RangeError when something is no role; see {@link clusterIssues}
 */
export function adminEntries(
  adminRoleArns: readonly string[],
  deployRoleArn: pulumi.Input<string>,
): NonNullable<eks.ClusterArgs["accessEntries"]> {
  const entry = (principalArn: pulumi.Input<string>) => ({
    principalArn,
    accessPolicies: { admin: clusterAdmin },
  });
  const people = adminRoleArns.map((arn) => [roleName(arn), entry(arn)] as const);
  return { ...Object.fromEntries(people), deploy: entry(deployRoleArn) };
}

/** @see https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html */
const clusterAdmin = {
  policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
  accessScope: { type: "cluster" },
};

function roleName(arn: string): string {
  const [, name] = roleArn.exec(arn) ?? [];
  if (name === undefined) throw new RangeError(`not the ARN of an IAM role, got "${arn}"`);
  return name;
}

function serviceRangeIssues(got: string): Issue[] {
  const path = "serviceCidr";
  const parsed = parseCidr(got);
  if (!parsed.ok) return [{ path, problem: parsed.problem, got, fix: parsed.fix }];
  const { prefix } = parsed.cidr;
  const { shortest, longest } = servicePrefixes;
  if (prefix >= shortest && prefix <= longest) return [];
  const problem = `must be a /${shortest} to /${longest}`;
  return [{ path, problem, got, fix: "choose a block of that size" }];
}

function apiIssues(api: ClusterApi): Issue[] {
  if (api.access === "private") return [];
  const path = "api.allowedCidrs";
  if (api.allowedCidrs.length === 0) {
    return [{ path, problem: "is empty", got: [], fix: 'list ranges, or set access to "private"' }];
  }
  return api.allowedCidrs.flatMap((got, index) => {
    const parsed = parseCidr(got);
    if (!parsed.ok) {
      return [{ path: `${path}[${index}]`, problem: parsed.problem, got, fix: parsed.fix }];
    }
    if (parsed.cidr.prefix > 0) return [];
    const fix = "list the ranges that administrators come from";
    return [{ path: `${path}[${index}]`, problem: "is the whole internet", got, fix }];
  });
}

function adminIssues(adminRoleArns: readonly string[]): Issue[] {
  const path = "adminRoleArns";
  if (adminRoleArns.length === 0) {
    const fix = "name at least one role; nobody else could ever administer the cluster";
    return [{ path, problem: "is empty", got: [], fix }];
  }
  const malformed = adminRoleArns.flatMap((got, index) =>
    roleArn.test(got)
      ? []
      : [
          {
            path: `${path}[${index}]`,
            problem: "is not the ARN of an IAM role",
            got,
            fix: "write arn:aws:iam::<account>:role/<name>",
          },
        ],
  );
  if (malformed.length > 0) return malformed;
  const names = adminRoleArns.map(roleName);
  const repeated = names.find((name, index) => names.indexOf(name) < index);
  if (repeated === undefined) return [];
  const problem = `has two roles named ${repeated}`;
  return [{ path, problem, got: adminRoleArns, fix: "name each role once" }];
}
