// SPDX-License-Identifier: Apache-2.0
import type { Issue } from "../shared/issues";

/** Processor of an instance type, in EC2's words. */
export type Architecture = "arm64" | "x86_64";

/** Amazon Linux 2023 images of EKS by processor. */
export const amiTypes = {
  arm64: "AL2023_ARM_64_STANDARD",
  x86_64: "AL2023_x86_64_STANDARD",
} as const satisfies Readonly<Record<Architecture, string>>;

/**
 * The same processors in Kubernetes' words: how nodes are labelled, and images built.
 *
 * @see https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-arch
 */
export const kubernetesArchitectures = {
  arm64: "arm64",
  x86_64: "amd64",
} as const satisfies Readonly<Record<Architecture, string>>;

/** An instance type of each processor, to be named in messages. */
const examples: Readonly<Record<Architecture, string>> = {
  arm64: "m7g.large",
  x86_64: "m7i.large",
};

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
  return family === "a" || capabilities.includes("g") ? "arm64" : "x86_64";
}

/**
 * Everything that keeps a list of instance types from becoming one node group: an image runs on
 * one architecture, and pods with security groups of their own need trunk interfaces.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html
 * @param path where the list stands, for messages
 */
export function instanceTypeIssues(
  instanceTypes: readonly string[],
  architecture: Architecture,
  path: string,
): Issue[] {
  if (instanceTypes.length === 0) {
    return [{ path, problem: "is empty", got: [], fix: "name at least one instance type" }];
  }
  return instanceTypes.flatMap((got, index) => typeIssues(`${path}[${index}]`, got, architecture));
}

function typeIssues(path: string, got: string, architecture: Architecture): Issue[] {
  const parts = partsOf(got);
  const example = examples[architecture];
  if (parts === undefined) {
    const fix = `write for example "${example}"`;
    return [{ path, problem: "is not an instance type", got, fix }];
  }
  if (parts.family === "t") {
    const problem =
      "can't give pods security groups of their own (no trunk interfaces in family t)";
    return [{ path, problem, got, fix: `choose another family, such as ${example}` }];
  }
  const own = architectureOf(got);
  if (own === architecture) return [];
  const problem = `is of ${own}, and these nodes are of ${architecture}`;
  return [{ path, problem, got, fix: `choose a type of ${architecture}, such as ${example}` }];
}

function partsOf(instanceType: string): { family?: string; capabilities?: string } | undefined {
  return shape.exec(instanceType)?.groups;
}
