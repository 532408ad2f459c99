// SPDX-License-Identifier: Apache-2.0

/**
 * Minor versions of Kubernetes that EKS makes clusters of, in standard and in extended support, on
 * 2026-11-24.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
 */
export const supportedVersions = ["1.31", "1.32", "1.33", "1.34", "1.35", "1.36"] as const;

/** The minor number of `1.35`, or undefined for another text. */
export function minorOf(version: string): number | undefined {
  const [, minor] = /^1\.(\d+)$/.exec(version) ?? [];
  return minor === undefined ? undefined : Number(minor);
}
