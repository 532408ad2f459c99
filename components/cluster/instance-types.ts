// SPDX-License-Identifier: Apache-2.0
import type { Issue } from "../shared/issues";

/** Processor of an instance type, in Kubernetes' words. */
export type Architecture = "arm64" | "amd64";

/** Amazon Linux 2023 images of EKS by processor. */
export const amiTypes = {
  arm64: "AL2023_ARM_64_STANDARD",
  amd64: "AL2023_x86_64_STANDARD",
} as const satisfies Readonly<Record<Architecture, string>>;

/**
 * Family letters, generation, capabilities, size: `m` `7` `gd` `.2xlarge`.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
const shape =
  /^(?<family>[a-z]+)(?<generation>\d+)(?<capabilities>[a-z]*)(?:-[a-z0-9-]+)?\.[a-z0-9-]+$/;

/**
 * A `g` after the generation means Graviton; before it, a graphics card: `g5` is not arm64, `g5g`
 * is. The first Graviton, `a1`, says it by its family.
 *
 * @throws RangeError when the text is not an instance type
 */
export function architectureOf(instanceType: string): Architecture {
  const { family, capabilities } = partsOf(instanceType) ?? {};
  if (family === undefined || capabilities === undefined) {
    throw new RangeError(`not an instance type, got "${instanceType}"; write "m7g.large"`);
  }
  return family === "a" || capabilities.includes("g") ? "arm64" : "amd64";
}

/**
 * Everything that keeps a list of instance types from becoming one node group: an image runs on
 * one architecture, and pods with security groups of their own need trunk interfaces.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html
 */
export function instanceTypeIssues(instanceTypes: readonly string[]): Issue[] {
  const path = "instanceTypes";
  if (instanceTypes.length === 0) {
    return [{ path, problem: "is empty", got: [], fix: "name at least one instance type" }];
  }
  const single = instanceTypes.flatMap((got, index) => typeIssues(`${path}[${index}]`, got));
  if (single.length > 0) return single;
  const architectures = new Set(instanceTypes.map(architectureOf));
  if (architectures.size === 1) return [];
  const fix = "make a node group for each";
  return [{ path, problem: "mixes arm64 and amd64", got: instanceTypes, fix }];
}

function typeIssues(path: string, got: string): Issue[] {
  const parts = partsOf(got);
  if (parts === undefined) {
    return [
      { path, problem: "is not an instance type", got, fix: 'write for example "m7g.large"' },
    ];
  }
  if (parts.family !== "t") return [];
  const problem = "can't give pods security groups of their own (no trunk interfaces in family t)";
  return [{ path, problem, got, fix: "choose another family, such as m7g" }];
}

function partsOf(instanceType: string): { family?: string; capabilities?: string } | undefined {
  return shape.exec(instanceType)?.groups;
}
