// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";

import type { RefusalCase } from "../../support/refusal-case";
import { named, nameTaken, wrongArguments } from "../../support/refusal-shorthand";
import { policy } from "./policies";
import { keysOfTwoRegions } from "./keys";

const secret = "aws:secretsmanager/secret:Secret";
const version = "aws:secretsmanager/secretVersion:SecretVersion";
const secretPolicy = "aws:secretsmanager/secretPolicy:SecretPolicy";
const nowhere = "arn:aws:secretsmanager:us-east-1:111122223333:secret:nothing-a1b2c3";

const secrets = wrongArguments<aws.secretsmanager.SecretArgs>(
  secret,
  ({ aws, name }, wrong) => {
    new aws.secretsmanager.Secret(`${name}-secret`, wrong);
  },
  [
    ["check ValidationException name", "a secret's name with a space", { name: "pay pass" }],
    [
      "check InvalidParameterException recoveryWindowInDays",
      "a secret that is gone after three days",
      { recoveryWindowInDays: 3 },
    ],
  ],
);

const versions = wrongArguments<aws.secretsmanager.SecretVersionArgs>(
  version,
  ({ aws, name }, wrong) => {
    const { id } = new aws.secretsmanager.Secret(`${name}-secret`, {});
    const good = { secretId: id, secretString: "correct horse" };
    new aws.secretsmanager.SecretVersion(`${name}-version`, { ...good, ...wrong });
  },
  [
    [
      "write ResourceNotFoundException secretId",
      "the value of a secret that isn't there",
      { secretId: nowhere },
    ],
    [
      "create InvalidParameterException secretString",
      "a version without a value",
      { secretString: undefined },
    ],
  ],
);

const readers = { Principal: { AWS: "111122223333" }, Action: ["secretsmanager:GetSecretValue"] };

const policies = wrongArguments<aws.secretsmanager.SecretPolicyArgs>(
  secretPolicy,
  ({ aws, name }, wrong) => {
    const { arn } = new aws.secretsmanager.Secret(`${name}-secret`, {});
    const good = { secretArn: arn, policy: policy(readers), blockPublicPolicy: true };
    new aws.secretsmanager.SecretPolicy(`${name}-policy`, { ...good, ...wrong });
  },
  [
    [
      "write ResourceNotFoundException secretArn",
      "the policy of a secret that isn't there",
      { secretArn: nowhere },
    ],
    [
      "check MalformedPolicyDocumentException policy",
      "a secret's policy in words",
      { policy: "everybody" },
    ],
    [
      "write MalformedPolicyDocumentException policy",
      "a secret's policy without a principal",
      { policy: policy({ ...readers, Principal: undefined }) },
    ],
    [
      "write PublicPolicyException policy",
      "a secret for everybody, where that is blocked",
      { policy: policy({ ...readers, Principal: "*" }) },
    ],
  ],
);

const keyOfAnotherRegion: RefusalCase = {
  ...named("write InvalidParameterException kmsKeyId"),
  what: "a secret's key in another region",
  token: secret,
  program: (given) => {
    const { aws, name, mistake } = given;
    const { here, there } = keysOfTwoRegions(given);
    new aws.secretsmanager.Secret(`${name}-secret`, { kmsKeyId: mistake ? there.arn : here.arn });
  },
};

const nameInRecovery: RefusalCase = {
  ...named("create InvalidRequestException name"),
  what: "a secret under the name of one that was just deleted",
  token: secret,
  onTop: true,
  program: ({ aws, name, mistake }) => {
    new aws.secretsmanager.Secret(
      `${name}-secret`,
      { name: `${name}-name`, description: mistake ? "the new one" : "the old one" },
      { deleteBeforeReplace: true, replaceOnChanges: ["description"] },
    );
  },
};

export const secretsManager: readonly RefusalCase[] = [
  ...secrets,
  ...versions,
  ...policies,
  keyOfAnotherRegion,
  nameInRecovery,
  nameTaken(
    secret,
    "create ResourceExistsException name",
    "a second secret of a name",
    ({ aws }, resource, name, options) =>
      new aws.secretsmanager.Secret(resource, { name }, options),
  ),
];
