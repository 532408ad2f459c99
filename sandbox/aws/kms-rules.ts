// SPDX-License-Identifier: Apache-2.0
import type { Rule, Self } from "../provider/resource-type";
import { text, type Properties } from "../provider/values";
import { coversAction, principalsOf, statementsOf } from "./policy-documents";
import { mustExist, type Wording } from "./rules";
import { mustBeWithin, mustMatch } from "./value-rules";

export const kmsApi = "https://docs.aws.amazon.com/kms/latest/APIReference";
export const keyToken = "aws:kms/key:Key";
export const aliasToken = "aws:kms/alias:Alias";

/** Refuses a key that isn't in the resource's own region, by its id, ARN or alias. */
export function keyMustExist(
  wording: Wording,
  says?: (key: string) => string,
  place?: (self: Self) => string | undefined,
): Rule {
  return mustExist(wording, {
    to: [keyToken, aliasToken],
    by: ["id", "arn"],
    known: /(^|:)alias\/aws\//,
    ...(says && { says }),
    ...(place && { place }),
  });
}

export const windowOutOfRange = mustBeWithin(
  {
    code: "ValidationException",
    property: "deletionWindowInDays",
    source: `${kmsApi}/API_ScheduleKeyDeletion.html`,
  },
  { least: 7, most: 30 },
);

export const rotationOutOfRange = mustBeWithin(
  {
    code: "ValidationException",
    property: "rotationPeriodInDays",
    source: `${kmsApi}/API_EnableKeyRotation.html`,
  },
  { least: 90, most: 2560 },
);

/** A key whose policy nobody may change any more can't be saved by AWS either. */
export const lockedOut: Rule = {
  code: "MalformedPolicyDocumentException",
  property: "policy",
  stage: "write",
  source: `${kmsApi}/API_PutKeyPolicy.html`,
  refuses: ({ inputs }) => {
    const policy = text(inputs, "policy");
    if (policy === undefined || inputs.bypassPolicyLockoutSafetyCheck === true) return undefined;
    const open = (statementsOf(policy) ?? []).some(
      (statement) =>
        statement.Effect === "Allow" &&
        ("NotPrincipal" in statement || (principalsOf(statement).AWS ?? []).length > 0) &&
        ("NotAction" in statement || coversAction(statement, "kms:PutKeyPolicy")),
    );
    return open
      ? undefined
      : "The new key policy will not allow you to update the key policy in the future.";
  },
};

/** Keys that KMS can rotate by itself. */
export const rotationOfAsymmetricKey: Rule = {
  code: "UnsupportedOperationException",
  property: "enableKeyRotation",
  stage: "write",
  source: "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
  refuses: ({ inputs }) => {
    const spec = specOf(inputs);
    return inputs.enableKeyRotation === true && spec !== symmetric
      ? `Key rotation is not supported for keys with key spec ${spec}.`
      : undefined;
  },
};

export const usageOfAnotherSpec: Rule = {
  code: "ValidationException",
  property: "keyUsage",
  stage: "create",
  source: `${kmsApi}/API_CreateKey.html#KMS-CreateKey-request-KeyUsage`,
  refuses: ({ inputs }) => {
    const spec = specOf(inputs);
    const usage = text(inputs, "keyUsage") ?? "ENCRYPT_DECRYPT";
    return (spec === symmetric) === (usage === "ENCRYPT_DECRYPT") || /^(RSA|SM2)/.test(spec)
      ? undefined
      : `KeyUsage ${usage} is not compatible with KeySpec ${spec}`;
  },
};

const symmetric = "SYMMETRIC_DEFAULT";

function specOf(inputs: Properties): string {
  return text(inputs, "customerMasterKeySpec") ?? symmetric;
}

/** `alias/aws/…` is for keys that AWS manages. */
export const aliasName = mustMatch(
  {
    code: "InvalidAliasNameException",
    property: "name",
    source: `${kmsApi}/API_CreateAlias.html`,
  },
  { pattern: /^alias\/(?!aws\/)[\w/-]+$/, longest: 256 },
);
