// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../../lib/rule";
import { encryptSecrets } from "./encrypt-secrets";
import { keepDeletedSecrets } from "./keep-deleted-secrets";
import { keepSecretsInEveryRegion } from "./keep-secrets-in-every-region";
import { keepSecretsOutOfState } from "./keep-secrets-out-of-state";

/** Secrets. */
export const secretsmanagerRules: readonly Rule[] = [
  encryptSecrets,
  keepDeletedSecrets,
  keepSecretsInEveryRegion,
  keepSecretsOutOfState,
];
