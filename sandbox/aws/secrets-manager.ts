// SPDX-License-Identifier: Apache-2.0
import type { ResourceType, Rule, Self } from "../provider/resource-type";
import { text } from "../provider/values";
import { arn } from "./arn";
import { leftover } from "./leftovers";
import { uuid } from "./uuid";

const source =
  "https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/secretsmanager";
const createSecret =
  "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html";
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
    rules: [secretExists, secretInRecovery],
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
  },
  {
    token: "aws:secretsmanager/secretPolicy:SecretPolicy",
    source: `${source}/secret_policy.go`,
    id: ({ inputs }) => text(inputs, "secretArn") ?? "",
    replaceOn: ["secretArn"],
    defaults: { blockPublicPolicy: false },
  },
];
