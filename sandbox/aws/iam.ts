// SPDX-License-Identifier: Apache-2.0
import type { ResourceType, Self } from "../provider/resource-type";
import { text } from "../provider/values";
import { globalArn } from "./arn";
import {
  documentTooLong,
  iamApi,
  inlinePoliciesTooLong,
  issuerUrl,
  mostCharacters,
  nameRule,
  tooManyPolicies,
} from "./iam-rules";
import { policyRules } from "./policy-rules";
import { alreadyThere, mustExist, stillUsed, type Wording } from "./rules";
import { creationTime } from "./times";
import { mustBeWithin } from "./value-rules";

const source = "https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/iam";
const role = "aws:iam/role:Role";
const policy = "aws:iam/policy:Policy";
const openIdProvider = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";
const instanceProfile = "aws:iam/instanceProfile:InstanceProfile";
const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
const rolePolicyAttachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

const nameOf = ({ inputs }: Self): string => text(inputs, "name") ?? "";
const policyArn = (self: Self): string => pathArn(self, "policy");

/** Roles, policies, and what joins them. IAM is one for all regions. */
export const iam: readonly ResourceType[] = [
  {
    token: role,
    place: "global",
    source: `${source}/role.go`,
    id: nameOf,
    autoName: { property: "name", maximumLength: 64 },
    replaceOn: ["name", "namePrefix", "path"],
    defaults: {
      forceDetachPolicies: false,
      inlinePolicies: [],
      managedPolicyArns: [],
      maxSessionDuration: 3600,
      path: "/",
    },
    outputs: (self) => ({
      arn: pathArn(self, "role"),
      createDate: creationTime,
      uniqueId: uniqueId(self, "AROA"),
    }),
    rules: [
      alreadyThere(role, "anywhere", entityExists("Role")),
      nameRule(64),
      mustBeWithin(
        {
          code: "ValidationError",
          property: "maxSessionDuration",
          source: `${iamApi}/API_CreateRole.html`,
        },
        { least: 3600, most: 43_200 },
      ),
      ...policyRules(malformed("assumeRolePolicy"), "trust"),
      documentTooLong("assumeRolePolicy", "ACLSizePerRole", mostCharacters.trust),
      stillUsed(deleteConflict("DeleteRole"), [
        [instanceProfile, "role"],
        [rolePolicy, "role"],
        [rolePolicyAttachment, "role"],
      ]),
    ],
  },
  {
    token: rolePolicy,
    place: "global",
    source: `${source}/role_policy.go`,
    id: (self) => `${text(self.inputs, "role")}:${nameOf(self)}`,
    autoName: { property: "name", maximumLength: 255 },
    replaceOn: ["name", "namePrefix", "role"],
    rules: [
      nameRule(128),
      mustExist(noSuchEntity("role", "PutRolePolicy"), { to: role, says: roleNotFound }),
      ...policyRules(malformed("policy"), "identity"),
      inlinePoliciesTooLong(rolePolicy),
    ],
  },
  {
    token: policy,
    place: "global",
    source: `${source}/policy.go`,
    id: policyArn,
    autoName: { property: "name", maximumLength: 255 },
    replaceOn: ["name", "namePrefix", "path", "description"],
    defaults: { path: "/" },
    outputs: (self) => ({
      arn: policyArn(self),
      attachmentCount: 0,
      policyId: uniqueId(self, "ANPA"),
    }),
    rules: [
      alreadyThere(policy, "anywhere", entityExists("Policy")),
      nameRule(128),
      ...policyRules(malformed("policy"), "identity"),
      documentTooLong("policy", "PolicySize", mostCharacters.managed),
      stillUsed(deleteConflict("DeletePolicy"), [[rolePolicyAttachment, "policyArn"]]),
    ],
  },
  {
    token: rolePolicyAttachment,
    place: "global",
    source: `${source}/role_policy_attachment.go`,
    id: ({ inputs }) => `${text(inputs, "role")}/${text(inputs, "policyArn")}`,
    replaceOn: ["role", "policyArn"],
    deleteBeforeReplace: true,
    rules: [
      mustExist(noSuchEntity("role", "AttachRolePolicy"), { to: role, says: roleNotFound }),
      mustExist(noSuchEntity("policyArn", "AttachRolePolicy"), {
        to: policy,
        says: (policyArn) => `Policy ${policyArn} does not exist or is not attachable.`,
      }),
      tooManyPolicies(rolePolicyAttachment),
    ],
  },
  {
    token: openIdProvider,
    place: "global",
    source: `${source}/openid_connect_provider.go`,
    id: openIdProviderArn,
    replaceOn: ["url"],
    defaults: { thumbprintLists: [] },
    outputs: (self) => ({ arn: openIdProviderArn(self) }),
    rules: [
      issuerUrl,
      alreadyThere(openIdProvider, "anywhere", {
        ...entityExists("OpenIDConnectProvider"),
        property: "url",
      }),
    ],
  },
  {
    token: instanceProfile,
    place: "global",
    source: `${source}/instance_profile.go`,
    id: nameOf,
    autoName: { property: "name", maximumLength: 255 },
    replaceOn: ["name", "namePrefix", "path"],
    defaults: { path: "/" },
    outputs: (self) => ({
      arn: pathArn(self, "instance-profile"),
      createDate: creationTime,
      uniqueId: uniqueId(self, "AIPA"),
    }),
    rules: [
      nameRule(128),
      alreadyThere(instanceProfile, "anywhere", entityExists("InstanceProfile")),
      mustExist(noSuchEntity("role", "AddRoleToInstanceProfile"), {
        to: role,
        says: roleNotFound,
      }),
    ],
  },
];

/** `arn:aws:iam::111122223333:role/service/name`: the path is part of it. */
function pathArn(self: Self, kind: string): string {
  return globalArn(self, "iam", `${kind}${text(self.inputs, "path") ?? "/"}${nameOf(self)}`);
}

function openIdProviderArn(self: Self): string {
  const issuer = (text(self.inputs, "url") ?? "").replace("https://", "");
  return globalArn(self, "iam", `oidc-provider/${issuer}`);
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
function uniqueId({ digest }: Self, prefix: string): string {
  return `${prefix}${digest(17).toUpperCase()}`;
}

function malformed(property: string): Wording {
  return {
    code: "MalformedPolicyDocument",
    property,
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
  };
}

function entityExists(kind: string): Wording {
  return {
    code: "EntityAlreadyExists",
    property: "name",
    source: `${iamApi}/API_Create${kind}.html`,
  };
}

function noSuchEntity(property: string, action: string): Wording {
  return { code: "NoSuchEntity", property, source: `${iamApi}/API_${action}.html` };
}

function roleNotFound(name: string): string {
  return `The role with name ${name} cannot be found.`;
}

function deleteConflict(action: string): Wording {
  return { code: "DeleteConflict", property: "name", source: `${iamApi}/API_${action}.html` };
}
