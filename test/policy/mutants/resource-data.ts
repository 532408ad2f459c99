// SPDX-License-Identifier: Apache-2.0
import type { Mutant } from "../../support/mutant";

const key = "aws:kms/key:Key";
const table = "aws:dynamodb/table:Table";
const secret = "aws:secretsmanager/secret:Secret";
const scope = "us-east-1";

/** Mistakes about keys, tables and secrets. */
export const resourceDataMutants: readonly Mutant[] = [
  {
    rule: "rotate-keys",
    mistake: "a key keeps its material for ever",
    scope,
    make: (stack) => stack.unset(stack.one(key), ["enableKeyRotation"]),
  },
  {
    rule: "delay-key-deletion",
    mistake: "a key is gone a week after the order",
    scope,
    make: (stack) => stack.set(stack.one(key), ["deletionWindowInDays"], 7),
  },
  {
    rule: "keep-table-history",
    mistake: "the journal can't be restored",
    also: ["protect-the-journal"],
    scope: "base",
    make: (stack) => stack.set(stack.one(table), ["pointInTimeRecovery", "enabled"], false),
  },
  {
    rule: "keep-table-history",
    mistake: "the journal's copy can't be restored",
    also: ["protect-the-journal"],
    scope: "base",
    make: (stack) => stack.unset(stack.one(table), ["replicas", 0, "pointInTimeRecovery"]),
  },
  {
    rule: "encrypt-tables",
    mistake: "the journal's copy is encrypted with AWS's key",
    also: ["encrypt-replicas-in-own-region"],
    scope: "base",
    make: (stack) => stack.unset(stack.one(table), ["replicas", 0, "kmsKeyArn"]),
  },
  {
    rule: "replicate-journals-strongly",
    mistake: "the journal's copy lags behind",
    also: ["avoid-last-writer-wins", "keep-journal-for-rpo-zero"],
    scope: "base",
    make: (stack) => stack.set(stack.one(table), ["replicas", 0, "consistencyMode"], "EVENTUAL"),
  },
  {
    rule: "replicate-journals-strongly",
    mistake: "the journal is in two regions, and the loss of one stops it",
    also: ["keep-journal-for-rpo-zero"],
    scope: "base",
    make: (stack) => stack.unset(stack.one(table), ["globalTableWitness"]),
  },
  {
    rule: "encrypt-secrets",
    mistake: "a secret is encrypted with AWS's key",
    scope,
    make: (stack) => stack.unset(stack.one(secret), ["kmsKeyId"]),
  },
  {
    rule: "keep-deleted-secrets",
    mistake: "a secret is gone at once when it is deleted",
    scope,
    make: (stack) => stack.set(stack.one(secret), ["recoveryWindowInDays"], 0),
  },
  {
    rule: "keep-secrets-out-of-state",
    mistake: "a password is kept in the state",
    scope: "base",
    make: (stack) => {
      const version = stack.one("aws:secretsmanager/secretVersion:SecretVersion");
      stack.unset(version, ["secretStringWo"]);
      stack.set(version, ["secretString"], "hunter2");
    },
  },
  {
    rule: "scale-tables-at-once",
    mistake: "the journal is throttled by the other region's load",
    scope: "base",
    make: (stack) => stack.set(stack.one(table), ["billingMode"], "PROVISIONED"),
  },
];
