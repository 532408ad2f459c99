// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";

import type { Given, RefusalCase } from "../../support/refusal-case";
import { deletedInUse, named, nameTaken, wrongArguments } from "../../support/refusal-shorthand";
import { policy, trust } from "./policies";

const role = "aws:iam/role:Role";
const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
const managed = "aws:iam/policy:Policy";
const attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const profile = "aws:iam/instanceProfile:InstanceProfile";
const issuer = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";

const assumeRolePolicy = trust("ec2.amazonaws.com");
const awsPolicy = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const actions = (count: number): string =>
  policy({ Action: Array.from({ length: count }, (_, index) => `s3:GetObject${index}`) });
const nameless = { Action: ["sts:AssumeRole"], Resource: undefined };

function makeRole({ aws, name }: Given): aws.iam.Role {
  return new aws.iam.Role(`${name}-role`, { name: `${name}-role`, assumeRolePolicy });
}

const roles = wrongArguments<aws.iam.RoleArgs>(
  role,
  ({ aws, name }, wrong) => {
    new aws.iam.Role(`${name}-role`, { assumeRolePolicy, ...wrong });
  },
  [
    ["check ValidationError name", "a role's name with a space", { name: "payments api" }],
    [
      "check ValidationError maxSessionDuration",
      "a session of more than half a day",
      { maxSessionDuration: 50_000 },
    ],
    [
      "check MalformedPolicyDocument assumeRolePolicy",
      "a trust policy that is no JSON",
      { assumeRolePolicy: "ec2.amazonaws.com" },
    ],
    [
      "write MalformedPolicyDocument assumeRolePolicy",
      "a trust policy without a principal",
      { assumeRolePolicy: policy(nameless) },
    ],
    [
      "write LimitExceeded assumeRolePolicy",
      "a trust policy over the quota",
      {
        assumeRolePolicy: policy({
          ...nameless,
          Principal: { AWS: Array.from({ length: 80 }, () => "arn:aws:iam::444455556666:root") },
        }),
      },
    ],
  ],
);

const rolePolicies = wrongArguments<aws.iam.RolePolicyArgs>(
  rolePolicy,
  (given, wrong) => {
    const holder = makeRole(given);
    new given.aws.iam.RolePolicy(`${given.name}-policy`, {
      role: holder.name,
      policy: policy(),
      ...wrong,
    });
  },
  [
    ["check ValidationError name", "a role policy's name with a slash", { name: "a/b" }],
    ["write NoSuchEntity role", "a policy for a role that isn't there", { role: "nobody" }],
    ["check MalformedPolicyDocument policy", "a role policy that is no JSON", { policy: "s3:*" }],
    [
      "write MalformedPolicyDocument policy",
      "a role policy that names a principal",
      { policy: policy({ Principal: { AWS: "*" } }) },
    ],
    ["write LimitExceeded policy", "role policies over the quota", { policy: actions(700) }],
  ],
);

const policies = wrongArguments<aws.iam.PolicyArgs>(
  managed,
  ({ aws, name }, wrong) => {
    new aws.iam.Policy(`${name}-policy`, { policy: policy(), ...wrong });
  },
  [
    ["check ValidationError name", "a policy's name with a slash", { name: "a/b" }],
    ["check MalformedPolicyDocument policy", "a policy that is no JSON", { policy: "{" }],
    [
      "write MalformedPolicyDocument policy",
      "a policy whose action has no service",
      { policy: policy({ Action: ["GetObject"] }) },
    ],
    ["write LimitExceeded policy", "a policy over the quota", { policy: actions(400) }],
  ],
);

const attachments = wrongArguments<aws.iam.RolePolicyAttachmentArgs>(
  attachment,
  (given, wrong) => {
    const good = { role: makeRole(given).name, policyArn: awsPolicy };
    new given.aws.iam.RolePolicyAttachment(`${given.name}-attachment`, { ...good, ...wrong });
  },
  [
    ["write NoSuchEntity role", "an attachment to a role that isn't there", { role: "nobody" }],
    [
      "write NoSuchEntity policyArn",
      "the attachment of a policy that isn't there",
      { policyArn: "arn:aws:iam::111122223333:policy/nothing" },
    ],
  ],
);

const eleventhPolicy: RefusalCase = {
  ...named("create LimitExceeded role"),
  what: "an eleventh policy on a role",
  token: attachment,
  program: (given) => {
    const { aws, name, mistake } = given;
    const holder = makeRole(given);
    const attach = (index: number, dependsOn: aws.iam.RolePolicyAttachment[]) =>
      new aws.iam.RolePolicyAttachment(
        `${name}-attachment-${index}`,
        { role: holder.name, policyArn: `${awsPolicy}${index}` },
        { dependsOn },
      );
    const ten = Array.from({ length: 10 }, (_, index) => attach(index, []));
    if (mistake) attach(10, ten);
  },
};

const profiles = wrongArguments<aws.iam.InstanceProfileArgs>(
  profile,
  (given, wrong) => {
    const good = { role: makeRole(given).name };
    new given.aws.iam.InstanceProfile(`${given.name}-profile`, { ...good, ...wrong });
  },
  [
    ["check ValidationError name", "an instance profile's name with a slash", { name: "a/b" }],
    [
      "write NoSuchEntity role",
      "an instance profile for a role that isn't there",
      { role: "nobody" },
    ],
  ],
);

const issuers = wrongArguments<aws.iam.OpenIdConnectProviderArgs>(
  issuer,
  ({ aws, name }, wrong) => {
    const good = { url: `https://${name}.example.com`, clientIdLists: ["sts.amazonaws.com"] };
    new aws.iam.OpenIdConnectProvider(`${name}-issuer`, { ...good, ...wrong });
  },
  [["check ValidationError url", "an issuer without TLS", { url: "http://example.com" }]],
);

export const iam: readonly RefusalCase[] = [
  ...roles,
  ...rolePolicies,
  ...policies,
  ...attachments,
  eleventhPolicy,
  ...profiles,
  ...issuers,
  nameTaken(
    role,
    "create EntityAlreadyExists name",
    "a second role of a name",
    ({ aws }, resource, name, options) =>
      new aws.iam.Role(resource, { name, assumeRolePolicy }, options),
  ),
  nameTaken(
    managed,
    "create EntityAlreadyExists name",
    "a second policy of a name",
    ({ aws }, resource, name, options) =>
      new aws.iam.Policy(resource, { name, policy: policy() }, options),
  ),
  nameTaken(
    profile,
    "create EntityAlreadyExists name",
    "a second instance profile of a name",
    ({ aws }, resource, name, options) => new aws.iam.InstanceProfile(resource, { name }, options),
  ),
  nameTaken(
    issuer,
    "create EntityAlreadyExists url",
    "an issuer that the account trusts already",
    ({ aws }, resource, name, options) =>
      new aws.iam.OpenIdConnectProvider(
        resource,
        { url: `https://${name}.example.com`, clientIdLists: ["sts.amazonaws.com"] },
        options,
      ),
  ),
  deletedInUse(
    role,
    "delete DeleteConflict name",
    "the deletion of a role with a policy",
    makeRole,
    ({ aws, name }, options) =>
      new aws.iam.RolePolicyAttachment(
        `${name}-attachment`,
        { role: `${name}-role`, policyArn: awsPolicy },
        options,
      ),
  ),
  deletedInUse(
    managed,
    "delete DeleteConflict name",
    "the deletion of an attached policy",
    ({ aws, name }) =>
      new aws.iam.Policy(`${name}-policy`, { name: `${name}-policy`, policy: policy() }),
    (given, options) => {
      const { aws, name } = given;
      const policyArn = `arn:aws:iam::111122223333:policy/${name}-policy`;
      const good = { role: makeRole(given).name, policyArn };
      new aws.iam.RolePolicyAttachment(`${name}-attachment`, good, options);
    },
  ),
];
