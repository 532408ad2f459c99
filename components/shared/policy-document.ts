// SPDX-License-Identifier: Apache-2.0

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** One statement of an IAM policy that grants something. */
export interface Statement {
  /** Statement id, for people who read the policy in the console. @default - none */
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  /** Who is allowed or denied. @default - whoever the policy is attached to */
  readonly Principal?: Readonly<Record<string, string | readonly string[]>>;
  readonly Action: readonly string[];
  /** ARNs, with wildcards. @default - the resource that the policy is attached to */
  readonly Resource?: readonly string[];
  /** What must hold besides. @default - nothing */
  readonly Condition?: Conditions;
}

const policyVersion = "2012-10-17";

/**
 * An IAM policy document as JSON.
 *
 * @throws RangeError when a statement allows every action on every resource: least privilege is
 * the one rule that a policy of this platform may not break
 */
export function policyDocument(...statements: readonly Statement[]): string {
  for (const { Effect, Action, Resource, Sid } of statements) {
    if (Effect === "Allow" && Action.includes("*") && Resource?.includes("*")) {
      throw new RangeError(
        `statement ${Sid ?? "without Sid"} allows every action on every resource; name the actions or the resources`,
      );
    }
  }
  return JSON.stringify({ Version: policyVersion, Statement: statements });
}

/** A trust policy: AWS services that may assume the role. */
export function serviceTrust(...services: readonly string[]): string {
  return policyDocument({
    Effect: "Allow",
    Principal: { Service: services },
    Action: ["sts:AssumeRole"],
  });
}

/**
 * The trust policy of a role for pods.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export function podIdentityTrust(): string {
  return policyDocument({
    Effect: "Allow",
    Principal: { Service: ["pods.eks.amazonaws.com"] },
    Action: ["sts:AssumeRole", "sts:TagSession"],
  });
}
