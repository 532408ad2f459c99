// SPDX-License-Identifier: Apache-2.0
import type { ResourceType, Self } from "../provider/resource-type";
import { text } from "../provider/values";
import { arn } from "./arn";
import {
  aliasName,
  aliasToken,
  keyToken,
  kmsApi,
  lockedOut,
  rotationOfAsymmetricKey,
  rotationOutOfRange,
  usageOfAnotherSpec,
  windowOutOfRange,
} from "./kms-rules";
import { leftover } from "./leftovers";
import { policyRules } from "./policy-rules";
import { alreadyThere, mustExist } from "./rules";
import { uuid } from "./uuid";

const source = "https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/kms";

/** Length of the wait before a deleted key is gone, where none is given. */
const longestDeletionWindowDays = 30;
/** AWS rotates a key once a year where no period is given. */
const rotationDays = 365;

const malformed = {
  code: "MalformedPolicyDocumentException",
  property: "policy",
  source: `${kmsApi}/API_CreateKey.html`,
};

/** Keys and their names. A deleted key waits for days, during which it still counts. */
export const kms: readonly ResourceType[] = [
  {
    token: keyToken,
    source: `${source}/key.go`,
    id: ({ inputs, unique }) =>
      inputs.multiRegion === true ? `mrk-${unique(32)}` : uuid(unique(32)),
    replaceOn: ["customKeyStoreId", "customerMasterKeySpec", "keyUsage", "multiRegion", "xksKeyId"],
    defaults: {
      bypassPolicyLockoutSafetyCheck: false,
      customerMasterKeySpec: "SYMMETRIC_DEFAULT",
      description: "",
      enableKeyRotation: false,
      isEnabled: true,
      keyUsage: "ENCRYPT_DECRYPT",
      multiRegion: false,
    },
    outputs: (self) => ({
      arn: arn(self, "kms", `key/${self.id}`),
      keyId: self.id,
      policy: text(self.inputs, "policy") ?? defaultPolicy(self),
      rotationPeriodInDays:
        self.inputs.rotationPeriodInDays ?? (self.inputs.enableKeyRotation ? rotationDays : 0),
    }),
    rules: [
      windowOutOfRange,
      rotationOutOfRange,
      ...policyRules(malformed, "resource"),
      lockedOut,
      rotationOfAsymmetricKey,
      usageOfAnotherSpec,
    ],
    remains: (self) => [
      leftover(self, "kms/keyPendingDeletion", self.id, {
        description: self.inputs.description ?? "",
        pendingWindowInDays: self.inputs.deletionWindowInDays ?? longestDeletionWindowDays,
      }),
    ],
  },
  {
    token: aliasToken,
    source: `${source}/alias.go`,
    id: ({ inputs }) => text(inputs, "name") ?? "",
    autoName: {
      property: "name",
      maximumLength: 238,
      transform: (name) => (name.startsWith("alias/") ? name : `alias/${name}`),
    },
    replaceOn: ["name", "namePrefix"],
    outputs: (self) => ({
      arn: arn(self, "kms", self.id),
      targetKeyArn: keyArn(self, text(self.inputs, "targetKeyId") ?? ""),
    }),
    rules: [
      aliasName,
      alreadyThere(aliasToken, "regional", {
        code: "AlreadyExistsException",
        property: "name",
        source: `${kmsApi}/API_CreateAlias.html`,
      }),
      mustExist(
        {
          code: "NotFoundException",
          property: "targetKeyId",
          source: `${kmsApi}/API_CreateAlias.html`,
        },
        { to: keyToken, by: ["id", "arn"], says: (key) => `Key '${key}' does not exist` },
      ),
    ],
  },
];

/** A key may be named by its id or by its ARN. */
function keyArn(self: Self, key: string): string {
  return key.startsWith("arn:") ? key : arn(self, "kms", `key/${key}`);
}

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
function defaultPolicy({ account }: Self): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Id: "key-default-1",
    Statement: [
      {
        Sid: "Enable IAM User Permissions",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });
}
