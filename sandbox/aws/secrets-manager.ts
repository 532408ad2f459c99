// SPDX-License-Identifier: Apache-2.0
import type { ResourceType, Rule, Self } from "../provider/resource-type";
import { text } from "../provider/values";
import { arn } from "./arn";
import { keyMustExist } from "./kms-rules";
import { leftover } from "./leftovers";
import { principalsOf, statementsOf } from "./policy-documents";
import { policyRules } from "./policy-rules";
import { mustExist } from "./rules";
import { uuid } from "./uuid";
import { mustMatch, mustBeGiven } from "./value-rules";

const source =
  "https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/secretsmanager";
const api = "https://docs.aws.amazon.com/secretsmanager/latest/apireference";
const createSecret = `${api}/API_CreateSecret.html`;
const secretToken = "aws:secretsmanager/secret:Secret";
const recovery = "secretsmanager/secretInRecovery";

/** How long a deleted secret can be had back, where nothing is said. */
const recoveryDays = 30;

const secretExists: Rule = {
  code: "ResourceExistsException",
  property: "name",
  stage: "create",
  source: createSecret,
  refuses: (self) =>
    isNameTaken(self, secretToken)
      ? `The operation failed because the secret ${nameOf(self)} already exists.`
      : undefined,
};

const secretInRecovery: Rule = {
  code: "InvalidRequestException",
  property: "name",
  stage: "create",
  source: createSecret,
  refuses: (self) =>
    isNameTaken(self, `leftover:${recovery}`)
      ? "You can't create this secret because a secret with this name is already scheduled for deletion."
      : undefined,
};

/** Seven to thirty days, or none at all: then the secret is gone at once. */
const recoveryWindow: Rule = {
  code: "InvalidParameterException",
  property: "recoveryWindowInDays",
  stage: "check",
  source: `${api}/API_DeleteSecret.html`,
  refuses: ({ inputs: { recoveryWindowInDays: days } }) =>
    typeof days !== "number" || days === 0 || (days >= 7 && days <= recoveryDays)
      ? undefined
      : `expected recoveryWindowInDays to be 0 or in the range (7 - ${recoveryDays}), got ${days}`,
};

const publicPolicy: Rule = {
  code: "PublicPolicyException",
  property: "policy",
  stage: "write",
  source: `${api}/API_PutResourcePolicy.html`,
  refuses: ({ inputs }) => {
    const open = (statementsOf(text(inputs, "policy") ?? "") ?? []).some(
      (statement) =>
        statement.Effect === "Allow" &&
        statement.Condition === undefined &&
        principalsOf(statement).AWS?.includes("*") === true,
    );
    return inputs.blockPublicPolicy === true && open
      ? "You can't attach this resource policy because it allows broad access to the secret."
      : undefined;
  },
};

const secretMissing = (property: string): Rule =>
  mustExist(
    {
      code: "ResourceNotFoundException",
      property,
      source: `${api}/API_PutSecretValue.html`,
    },
    {
      to: secretToken,
      by: ["id", "name"],
      says: () => "Secrets Manager can't find the specified secret.",
    },
  );

function nameOf({ inputs }: Self): string {
  return text(inputs, "name") ?? "";
}

function isNameTaken(self: Self, token: string): boolean {
  const known = self.cloud.list(token, self.region);
  return known.some((object) => object.inputs.name === nameOf(self));
}

/** Secrets, their values and who may read them. */
export const secretsManager: readonly ResourceType[] = [
  {
    token: secretToken,
    source: `${source}/secret.go`,
    id: (self) => arn(self, "secretsmanager", `secret:${nameOf(self)}-${self.unique(6)}`),
    autoName: { property: "name", maximumLength: 255 },
    replaceOn: ["name", "namePrefix", "type"],
    defaults: {
      forceOverwriteReplicaSecret: false,
      policy: "",
      recoveryWindowInDays: recoveryDays,
    },
    outputs: ({ id }) => ({ arn: id }),
    rules: [
      secretExists,
      secretInRecovery,
      mustMatch(
        { code: "ValidationException", property: "name", source: createSecret },
        { pattern: /^[\w/+=.@-]+$/, longest: 512 },
      ),
      recoveryWindow,
      keyMustExist(
        { code: "InvalidParameterException", property: "kmsKeyId", source: createSecret },
        (key) => `The operation failed because of an invalid KMS key: Key '${key}' does not exist`,
      ),
    ],
    remains: (self) => {
      const days = self.inputs.recoveryWindowInDays ?? recoveryDays;
      if (days === 0) return [];
      const inputs = { name: nameOf(self), recoveryWindowInDays: days };
      return [leftover(self, recovery, self.id, inputs)];
    },
  },
  {
    token: "aws:secretsmanager/secretVersion:SecretVersion",
    source: `${source}/secret_version.go`,
    id: ({ inputs, unique }) => `${text(inputs, "secretId")}|${uuid(unique(32))}`,
    replaceOn: ["secretId", "secretBinary", "secretString", "secretStringWoVersion"],
    defaults: { versionStages: ["AWSCURRENT"] },
    outputs: ({ id, inputs }) => {
      const [secretArn, versionId] = id.split("|");
      const hasSecretStringWo = inputs.secretStringWo !== undefined;
      return { arn: secretArn, hasSecretStringWo, secretArn, versionId };
    },
    writeOnly: ["secretStringWo"],
    rules: [
      mustBeGiven(
        {
          code: "InvalidParameterException",
          property: "secretString",
          source: `${api}/API_PutSecretValue.html`,
        },
        {
          or: ["secretBinary", "secretStringWo"],
          says: "You must provide either SecretString or SecretBinary.",
        },
      ),
      secretMissing("secretId"),
    ],
  },
  {
    token: "aws:secretsmanager/secretPolicy:SecretPolicy",
    source: `${source}/secret_policy.go`,
    id: ({ inputs }) => text(inputs, "secretArn") ?? "",
    replaceOn: ["secretArn"],
    defaults: { blockPublicPolicy: false },
    rules: [
      secretMissing("secretArn"),
      ...policyRules(
        {
          code: "MalformedPolicyDocumentException",
          property: "policy",
          source: `${api}/API_PutResourcePolicy.html`,
        },
        "resource",
      ),
      publicPolicy,
    ],
  },
];
