// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";

import type { RefusalCase } from "../../support/refusal-case";
import { nameTaken, wrongArguments } from "../../support/refusal-shorthand";
import { policy } from "./policies";

const key = "aws:kms/key:Key";
const alias = "aws:kms/alias:Alias";

const keys = wrongArguments<aws.kms.KeyArgs>(
  key,
  ({ aws, name }, wrong) => {
    new aws.kms.Key(`${name}-key`, wrong);
  },
  [
    [
      "check ValidationException deletionWindowInDays",
      "a key that is gone after three days",
      { deletionWindowInDays: 3 },
    ],
    [
      "check ValidationException rotationPeriodInDays",
      "a new key each week",
      { enableKeyRotation: true, rotationPeriodInDays: 7 },
    ],
    ["check MalformedPolicyDocumentException policy", "a key policy in words", { policy: "all" }],
    [
      "write MalformedPolicyDocumentException policy",
      "a key policy without a principal",
      { policy: policy({ Action: ["kms:*"] }) },
    ],
    [
      "write MalformedPolicyDocumentException policy",
      "a key policy that nobody may change again",
      {
        policy: policy({
          Principal: { AWS: "arn:aws:iam::111122223333:root" },
          Action: ["kms:Decrypt", "kms:Encrypt"],
        }),
      },
    ],
    [
      "write UnsupportedOperationException enableKeyRotation",
      "the rotation of an asymmetric key",
      { customerMasterKeySpec: "RSA_4096", keyUsage: "SIGN_VERIFY", enableKeyRotation: true },
    ],
    [
      "create ValidationException keyUsage",
      "signing by a symmetric key",
      { keyUsage: "SIGN_VERIFY" },
    ],
  ],
);

const aliases = wrongArguments<aws.kms.AliasArgs>(
  alias,
  ({ aws, name }, wrong) => {
    const { keyId } = new aws.kms.Key(`${name}-key`, {});
    new aws.kms.Alias(`${name}-alias`, { name: `alias/${name}`, targetKeyId: keyId, ...wrong });
  },
  [
    ["check InvalidAliasNameException name", "an alias among AWS's own", { name: "alias/aws/pay" }],
    [
      "write NotFoundException targetKeyId",
      "the alias of a key that isn't there",
      { targetKeyId: "11111111-2222-3333-4444-555555555555" },
    ],
  ],
);

export const kms: readonly RefusalCase[] = [
  ...keys,
  ...aliases,
  nameTaken(
    alias,
    "create AlreadyExistsException name",
    "a second alias of a name",
    ({ aws }, resource, name, options) => {
      const { keyId } = new aws.kms.Key(`${resource}-key`, {});
      return new aws.kms.Alias(resource, { name: `alias/${name}`, targetKeyId: keyId }, options);
    },
  ),
];
