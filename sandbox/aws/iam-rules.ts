// SPDX-License-Identifier: Apache-2.0
import type { Rule, Self } from "../provider/resource-type";
import { text } from "../provider/values";
import { countedLength } from "./policy-rules";
import type { Wording } from "./rules";
import { mustMatch } from "./value-rules";

export const iamApi = "https://docs.aws.amazon.com/IAM/latest/APIReference";
const quotas = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";

/** Characters of policy documents, white space apart, and policies of a role: AWS's default quotas. */
export const mostCharacters = { trust: 2048, managed: 6144, inlineOfRole: 10_240 } as const;
const mostPoliciesOfRole = 10;

/** Names of IAM. */
export function nameRule(longest: number): Rule {
  return mustMatch(
    { code: "ValidationError", property: "name", source: quotas },
    { pattern: /^[\w+=,.@-]+$/, longest },
  );
}

/** Refuses a policy document that is longer than the account's quota. */
export function documentTooLong(property: string, quota: string, most: number): Rule {
  return {
    ...limit(property),
    stage: "write",
    refuses: ({ inputs }) =>
      countedLength(text(inputs, property) ?? "") > most
        ? `Cannot exceed quota for ${quota}: ${most}`
        : undefined,
  };
}

/** All the policies that are written into one role share one quota. */
export function inlinePoliciesTooLong(rolePolicy: string): Rule {
  return {
    ...limit("policy"),
    stage: "write",
    refuses: (self) => {
      const role = text(self.inputs, "role");
      const lengths = [self.inputs, ...othersOfRole(self, rolePolicy)].map((inputs) =>
        countedLength(text(inputs, "policy") ?? ""),
      );
      const total = lengths.reduce((sum, length) => sum + length, 0);
      return total > mostCharacters.inlineOfRole
        ? `Maximum policy size of ${mostCharacters.inlineOfRole} bytes exceeded for role ${role}`
        : undefined;
    },
  };
}

/** Refuses an attachment to a role that has as many as it may. */
export function tooManyPolicies(attachment: string): Rule {
  return {
    ...limit("role"),
    stage: "create",
    refuses: (self) =>
      othersOfRole(self, attachment).length >= mostPoliciesOfRole
        ? `Cannot exceed quota for PoliciesPerRole: ${mostPoliciesOfRole}`
        : undefined,
  };
}

function othersOfRole({ inputs, id, cloud }: Self, token: string): Self["inputs"][] {
  return cloud
    .list(token, "global")
    .filter((object) => object.id !== id && object.inputs.role === inputs.role)
    .map((object) => object.inputs);
}

function limit(property: string): Wording {
  return { code: "LimitExceeded", property, source: quotas };
}

/** IAM trusts issuers that are reached by TLS. */
export const issuerUrl = mustMatch(
  {
    code: "ValidationError",
    property: "url",
    source: `${iamApi}/API_CreateOpenIDConnectProvider.html`,
  },
  { pattern: /^https:\/\/[^?]+$/, longest: 255 },
);
