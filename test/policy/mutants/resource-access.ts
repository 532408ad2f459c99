// SPDX-License-Identifier: Apache-2.0
import type { Draft, Mutant, StackDraft } from "../../support/mutant";

const role = "aws:iam/role:Role";
const scope = "us-east-1";

/** Replaces a text in a policy. @throws RangeError when it isn't there */
function reword(stack: StackDraft, resource: Draft, property: string, from: string, to: string) {
  const before = String(resource.inputs[property]);
  if (!before.includes(from)) throw new RangeError(`${property} has no ${from}`);
  stack.set(resource, [property], before.replaceAll(from, to));
}

/** Mistakes about roles, policies, certificates and releases. */
export const resourceAccessMutants: readonly Mutant[] = [
  {
    rule: "limit-permissions",
    mistake: "the API's pods may do everything",
    scope,
    make: (stack) => {
      const policy = stack.one("aws:iam/rolePolicy:RolePolicy", "payments-api");
      reword(stack, policy, "policy", '"cloudwatch:PutMetricData"', '"*"');
    },
  },
  {
    rule: "limit-permissions",
    mistake: "the pipeline may give itself any right",
    scope: "base",
    make: (stack) => {
      const policy = stack.one("aws:iam/rolePolicy:RolePolicy", "payments-ci-deploy");
      reword(stack, policy, "policy", '"iam:Get*","iam:List*"', '"iam:*"');
    },
  },
  {
    rule: "limit-permissions",
    mistake: "nodes are administrators",
    scope,
    make: (stack) =>
      stack.set(
        stack.one("aws:iam/rolePolicyAttachment:RolePolicyAttachment"),
        ["policyArn"],
        "arn:aws:iam::aws:policy/AdministratorAccess",
      ),
  },
  {
    rule: "name-trusted-principals",
    mistake: "any account may decrypt what a key encrypted",
    scope,
    make: (stack) => {
      const key = stack.one("aws:kms/key:Key", "payments-cache-key");
      reword(stack, key, "policy", "kms:CallerAccount", "kms:KeyOrigin");
      reword(stack, key, "policy", "kms:ViaService", "kms:EncryptionAlgorithm");
    },
  },
  {
    rule: "name-trusted-principals",
    mistake: "any account may take the role of the API's pods",
    scope,
    make: (stack) => {
      const pods = stack.one(role, "payments-api");
      reword(stack, pods, "assumeRolePolicy", '{"Service":["pods.eks.amazonaws.com"]}', '"*"');
    },
  },
  {
    rule: "name-trusted-principals",
    mistake: "anybody may publish alarms",
    scope,
    make: (stack) => {
      const policy = stack.one("aws:sns/topicPolicy:TopicPolicy");
      reword(stack, policy, "policy", '{"Service":["cloudwatch.amazonaws.com"]}', '{"AWS":"*"}');
      reword(stack, policy, "policy", '"StringEquals"', '"StringNotEquals"');
      reword(stack, policy, "policy", '"ArnLike"', '"ArnLikeIfExists"');
    },
  },
  {
    rule: "bind-federated-roles",
    mistake: "every repository of the world may deploy",
    scope: "base",
    make: (stack) => {
      const deploy = stack.one(role, "payments-ci-deploy");
      const own = "repo:example/payments-platform:environment:production";
      reword(stack, deploy, "assumeRolePolicy", own, "repo:*");
      reword(stack, deploy, "assumeRolePolicy", "StringEquals", "StringLike");
    },
  },
  {
    rule: "bind-federated-roles",
    mistake: "a token that was made for another service deploys",
    scope: "base",
    make: (stack) => {
      const deploy = stack.one(role, "payments-ci-deploy");
      reword(
        stack,
        deploy,
        "assumeRolePolicy",
        "githubusercontent.com:aud",
        "githubusercontent.com:amr",
      );
    },
  },
  {
    rule: "sign-in-without-keys",
    mistake: "the pipeline has an access key",
    scope: "base",
    make: (stack) => {
      const deploy = stack.one(role, "payments-ci-deploy");
      const type = "aws:iam/accessKey:AccessKey";
      const urn = `${deploy.urn.split("::").slice(0, 2).join("::")}::${type}::payments-ci-key`;
      const inputs = { user: "payments-ci" };
      stack.resources.push({ ...deploy, urn, type, inputs, outputs: { ...inputs } });
    },
  },
  {
    rule: "renew-certificates",
    mistake: "somebody has to click every year",
    scope: "base",
    make: (stack) =>
      stack.set(stack.one("aws:acm/certificate:Certificate"), ["validationMethod"], "EMAIL"),
  },
  {
    rule: "renew-certificates",
    mistake: "the certificate is imported",
    scope: "base",
    make: (stack) => {
      const certificate = stack.one("aws:acm/certificate:Certificate");
      stack.unset(certificate, ["validationMethod"]);
      stack.set(certificate, ["certificateBody"], "-----BEGIN CERTIFICATE-----");
    },
  },
  {
    rule: "pin-charts",
    mistake: "Argo CD is the newest of the day",
    scope: "us-east-1-delivery",
    make: (stack) =>
      stack.set(
        stack.one("kubernetes:helm.sh/v3:Release", "payments-argo-cd-release"),
        ["version"],
        "9.x",
      ),
  },
  {
    rule: "undo-failed-releases",
    mistake: "a failed upgrade stays half done",
    scope: "us-east-1-delivery",
    make: (stack) =>
      stack.set(
        stack.one("kubernetes:helm.sh/v3:Release", "payments-argo-cd-release"),
        ["atomic"],
        false,
      ),
  },
  {
    rule: "run-argo-cd-redundantly",
    mistake: "one pod renders all manifests",
    scope: "us-east-1-delivery",
    make: (stack) =>
      stack.unset(stack.one("kubernetes:helm.sh/v3:Release", "payments-argo-cd-release"), [
        "values",
        "repoServer",
        "replicas",
      ]),
  },
  {
    rule: "run-argo-cd-redundantly",
    mistake: "Argo CD has one Redis",
    scope: "eu-west-1-delivery",
    make: (stack) =>
      stack.unset(stack.one("kubernetes:helm.sh/v3:Release", "payments-argo-cd-release"), [
        "values",
        "redis-ha",
      ]),
  },
];
